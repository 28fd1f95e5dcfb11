"""Every failure we expect, with a stable code and a sentence a person can act on.

The sentence says what happened, what to do and, where it helps, who can help. It is Indonesian,
because it is read by visitors, staff and technicians; screens may word a code again in another
language. Anything not listed here is a defect: it is not caught, it crashes and is restarted.
"""

from __future__ import annotations

from typing import ClassVar


class MppError(Exception):
    """An expected failure: `code` is stable, `sentence` is for people, `facts` are for programs."""

    code: ClassVar[str] = "error"

    def __init__(self, sentence: str, **facts: str | int | None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts


# --- before a ticket is given -------------------------------------------------------------------


class UnknownService(MppError):
    """The service is not in the catalog of this hall."""

    code = "unknown-service"

    def __init__(self, service_id: str) -> None:
        super().__init__(
            "Layanan ini tidak ada di mal ini. Silakan pilih dari daftar layanan, "
            "atau bertanya di meja informasi.",
            service=service_id,
        )


class NotServedNow(MppError):
    """The hall gives no ticket for the service at this moment; `reason` says why.

    `reason` is one of the codes of kiosk.domain.calendar.Reason; `opens_at` (RFC 3339) says when
    a ticket can be had again, None when nobody knows.
    """

    code = "not-served-now"

    def __init__(self, sentence: str, *, reason: str, opens_at: str | None) -> None:
        super().__init__(sentence, reason=reason, opens_at=opens_at)


class TooManyTickets(MppError):
    """The visitor took as many tickets of one queue as the hall gives one visitor in one go."""

    code = "too-many-tickets"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"Anda sudah mengambil {limit} nomor untuk antrean ini; nomor itu tetap berlaku. "
            "Bila perlu lebih banyak, silakan ke meja informasi.",
            limit=limit,
        )


# --- a ticket's life ----------------------------------------------------------------------------


class InvalidTicketId(MppError):
    """The ticket id is not a UUID of version 7."""

    code = "invalid-ticket-id"

    def __init__(self) -> None:
        super().__init__(
            "Nomor pengenal tiket tidak sah: harus UUID versi 7. "
            "Perbarui perangkat lunak anjungan, lalu ulangi."
        )


class UnknownTicket(MppError):
    """No ticket has this id."""

    code = "unknown-ticket"

    def __init__(self) -> None:
        super().__init__(
            "Tiket ini tidak ditemukan. Pindai ulang kode pada tiket, atau bertanya kepada petugas."
        )


class ContentConflict(MppError):
    """A used id or idempotency key came again with other content."""

    code = "content-conflict"

    def __init__(self) -> None:
        super().__init__(
            "Pengenal ini sudah dipakai untuk permintaan lain. "
            "Tidak ada yang diubah; kirim dengan pengenal baru."
        )


class NumberTaken(MppError):
    """A printed offline number belongs to another ticket already."""

    code = "number-taken"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Nomor {number} sudah dimiliki tiket lain hari ini. "
            "Periksa huruf anjungan: tidak boleh dipakai dua anjungan.",
            number=number,
        )


class InvalidOfflineNumber(MppError):
    """A printed offline number does not fit the queue, the kiosk or the service day."""

    code = "invalid-offline-number"

    def __init__(self, number: str, why: str) -> None:
        super().__init__(
            f"Nomor luring {number} ditolak: {why}. "
            "Periksa setelan anjungan, lalu hubungi teknisi mal.",
            number=number,
        )


class IllegalTransition(MppError):
    """A change the state machine of tickets does not know from the present state."""

    code = "illegal-transition"
    _WORDS: ClassVar[dict[str, str]] = {
        "waiting": "sedang menunggu",
        "called": "sudah dipanggil",
        "serving": "sedang dilayani",
        "held": "sedang ditahan",
        "no_show": "ditandai tidak hadir",
        "finished": "sudah selesai",
        "cancelled": "sudah dibatalkan",
        "expired": "sudah tidak berlaku",
    }

    def __init__(self, number: str, state: str, holder: str | None) -> None:
        held = f" dan dipegang {holder}" if holder else ""
        super().__init__(
            f"Tiket {number} {self._WORDS.get(state, state)}{held}. "
            "Tidak ada yang diubah; lihat keadaan terbaru lalu pilih langkah yang sesuai.",
            number=number,
            state=state,
            holder=holder,
        )


class CounterHoldsTicket(MppError):
    """The counter already has a called or serving ticket."""

    code = "counter-holds-ticket"

    def __init__(self, counter: str, number: str) -> None:
        super().__init__(
            f"{counter} masih memegang tiket {number}. Selesaikan atau tandai tidak hadir "
            "sebelum memanggil berikutnya.",
            counter=counter,
            number=number,
        )


class UnknownCounter(MppError):
    """No counter of this hall has this id."""

    code = "unknown-counter"

    def __init__(self, counter_id: str) -> None:
        super().__init__(
            "Loket ini tidak ada di mal ini. Pilih loket dari daftar.", counter=counter_id
        )


class NotInProfile(MppError):
    """The counter does not serve the queue of this ticket or service."""

    code = "not-in-profile"

    def __init__(self, counter: str, what: str) -> None:
        super().__init__(
            f"{counter} tidak melayani {what}. Panggil dari loket yang melayaninya, "
            "atau ubah profil loket di setelan mal.",
            counter=counter,
            what=what,
        )


class UnknownNumber(MppError):
    """Nobody with this number waits in the queues of the counter."""

    code = "unknown-number"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Nomor {number} tidak sedang menunggu di antrean loket ini. "
            "Periksa nomor pada tiket pengunjung.",
            number=number,
        )


# --- bookings -----------------------------------------------------------------------------------


class UnknownBooking(MppError):
    """No booking of this hall has this code."""

    code = "unknown-booking"

    def __init__(self) -> None:
        super().__init__(
            "Kode janji temu ini tidak ditemukan. Periksa kodenya, atau ambil nomor antrean biasa."
        )


class BookingNotToday(MppError):
    """The booking is for another service day; `day` says which."""

    code = "booking-not-today"

    def __init__(self, day: str) -> None:
        super().__init__(
            f"Janji temu ini untuk tanggal {day}, bukan hari ini. "
            "Silakan datang pada tanggal itu, atau ambil nomor antrean biasa.",
            day=day,
        )


class BookingUsed(MppError):
    """Somebody checked in with this booking already."""

    code = "booking-used"

    def __init__(self) -> None:
        super().__init__(
            "Kode janji temu ini sudah dipakai untuk mengambil nomor. "
            "Bila tiketnya hilang, silakan ke meja informasi."
        )


# --- applications -------------------------------------------------------------------------------


class ApplicationNotFound(MppError):
    """No application fits the tracking number and the second factor together.

    The same for an unknown number and a wrong factor, so that nobody can fish for numbers.
    """

    code = "application-not-found"

    def __init__(self) -> None:
        super().__init__(
            "Permohonan tidak ditemukan. Periksa kembali nomor pada tanda terima dan empat angka "
            "terakhir nomor telepon, atau bertanya di meja informasi."
        )


class TooManyTries(MppError):
    """Too many failed tries; `retry_after` seconds must pass."""

    code = "too-many-tries"

    def __init__(self, retry_after: int) -> None:
        minutes = max(1, -(-retry_after // 60))
        super().__init__(
            f"Terlalu banyak percobaan. Silakan coba lagi dalam {minutes} menit, "
            "atau bertanya kepada petugas.",
            retry_after=retry_after,
        )


# --- who is asking ------------------------------------------------------------------------------


class NotSignedIn(MppError):
    """The request carries no valid device token or staff session."""

    code = "not-signed-in"

    def __init__(self) -> None:
        super().__init__("Anda belum masuk. Silakan masuk dengan nama dan PIN petugas.")


class SignInRefused(MppError):
    """Name and PIN do not belong together."""

    code = "sign-in-refused"

    def __init__(self) -> None:
        super().__init__("Nama atau PIN tidak cocok. Coba lagi, atau hubungi pengelola mal.")


class NotAllowed(MppError):
    """The signed-in party may not do this."""

    code = "not-allowed"

    def __init__(self) -> None:
        super().__init__(
            "Perangkat atau petugas ini tidak berhak melakukannya. Hubungi pengelola mal."
        )


# --- requests -----------------------------------------------------------------------------------


class BadRequest(MppError):
    """The request does not have the form of the API; `field` names the first wrong place."""

    code = "bad-request"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(
            f"Permintaan tidak dapat dibaca pada '{field}': {why}. "
            "Perbarui perangkat lunak pengirim, lalu ulangi.",
            field=field,
        )


class BodyTooLarge(MppError):
    """The request body passes the limit of the API (bytes)."""

    code = "body-too-large"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"Permintaan lebih besar dari {limit // 1024} kB dan tidak dibaca. "
            "Kirim dalam bagian yang lebih kecil.",
            limit=limit,
        )


class HeadTooLarge(MppError):
    """The head of a request (address and headers) passes the limit of the API (bytes)."""

    code = "head-too-large"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"Kepala permintaan lebih besar dari {limit // 1024} kB dan tidak dibaca. "
            "Hapus kuki untuk alamat ini, lalu ulangi.",
            limit=limit,
        )


class HallBusy(MppError):
    """Every place for a connection is taken; ask again in `retry_after` seconds."""

    code = "hall-busy"

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "Server mal sedang melayani terlalu banyak sambungan. Mohon coba lagi sebentar lagi; "
            "bila tetap begini, hubungi teknisi mal.",
            retry_after=retry_after,
        )


# --- the hall server's store --------------------------------------------------------------------


class StoreUnavailable(MppError):
    """The hall server cannot store anything now: it is stopping, or the disk refuses."""

    code = "store-unavailable"

    def __init__(self) -> None:
        super().__init__(
            "Server mal sedang tidak dapat menyimpan. Ulangi sebentar lagi; "
            "bila tetap begini, hubungi teknisi mal."
        )


class StoreBroken(MppError):
    """The hall server's store is damaged and no copy of it is whole."""

    code = "store-broken"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Basis data {path} rusak ({why}) dan tidak ada cadangan yang utuh. Jangan dihapus: "
            "hubungi teknisi mal, yang dapat memulihkannya dengan `mpp-kiosk restore`.",
            path=path,
            why=why,
        )


class BadCopy(MppError):
    """A copy of the store cannot be put back."""

    code = "bad-copy"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Cadangan {path} tidak dapat dipakai: {why}. Basis data tidak diubah; "
            "pilih cadangan lain, yang terbaru lebih dahulu.",
            path=path,
            why=why,
        )


# --- the line -----------------------------------------------------------------------------------


class HallUnreachable(MppError):
    """The hall server gave no answer in time, or none that can be used.

    `status` is the HTTP status when something answered all the same, None when nothing did.
    """

    code = "hall-unreachable"

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(
            "Server mal belum dapat dihubungi. Nomor antrean tetap dapat diambil; "
            "layanan lain silakan dicoba lagi nanti.",
            why=why,
            status=status,
        )


class HallRefused(MppError):
    """The hall server refused with a code this program does not know; it is the newer of the two.

    The sentence is the hall server's own.
    """

    code = "hall-refused"

    def __init__(self, sentence: str, hall_code: str) -> None:
        super().__init__(sentence, hall_code=hall_code)


class DeviceRefused(MppError):
    """The hall server does not know this device, or does not let it do this."""

    code = "device-refused"

    def __init__(self) -> None:
        super().__init__(
            "Anjungan ini belum dikenal server mal. Silakan mengambil nomor di anjungan lain "
            "atau di meja informasi; petugas perlu mendaftarkan ulang anjungan ini."
        )


# --- what is kept -------------------------------------------------------------------------------


class StorageFailed(MppError):
    """The disk does not keep what a visitor would be promised; nothing is promised then."""

    code = "storage-failed"

    def __init__(self, why: str) -> None:
        super().__init__(
            "Anjungan ini sedang tidak dapat menyimpan nomor antrean. Silakan mengambil nomor di "
            "anjungan lain atau di meja informasi; petugas perlu memanggil teknisi.",
            why=why,
        )


class CatalogNotKept(MppError):
    """The disk does not keep or give the offline catalog; what was kept before stays."""

    code = "catalog-not-kept"

    def __init__(self, why: str) -> None:
        super().__init__(
            "Daftar layanan terbaru belum dapat disimpan di anjungan ini. "
            "Daftar yang lama tetap dipakai; petugas perlu memanggil teknisi.",
            why=why,
        )


# --- data files and settings --------------------------------------------------------------------


class BadRecord(MppError):
    """A record of a data file or feed lacks a field or has one of the wrong type."""

    code = "bad-record"

    def __init__(self, source: str, record: str, field: str, why: str) -> None:
        super().__init__(
            f"{source}: data '{record}' ditolak pada isian '{field}': {why}. "
            "Perbaiki isian itu; data baik yang terakhir tetap dipakai.",
            source=source,
            record=record,
            field=field,
        )


class BadSettings(MppError):
    """The settings file cannot be used; `key` names the first wrong entry."""

    code = "bad-settings"

    def __init__(self, path: str, key: str, why: str) -> None:
        super().__init__(
            f"Berkas setelan {path}: '{key}' {why}. Perbaiki lalu jalankan lagi.",
            path=path,
            key=key,
        )


class MissingFont(MppError):
    """A font the screens need is not on this machine; `package` is the Debian package with it."""

    code = "missing-font"

    def __init__(self, family: str, package: str) -> None:
        super().__init__(
            f"Huruf {family} tidak ditemukan di komputer ini. "
            f"Pasang paket Debian '{package}', lalu jalankan lagi.",
            family=family,
        )
