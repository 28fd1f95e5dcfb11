"""What goes wrong with numbers, tickets, counters, bookings and applications."""

from __future__ import annotations

from typing import ClassVar

from kiosk.errors.base import MppError

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
