"""What fails in the machines: stores, the line, disks, data files and settings."""

from __future__ import annotations

from kiosk.errors.base import MppError

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


# --- portals ------------------------------------------------------------------------------------


class SourceUnreachable(MppError):
    """A portal gave no answer in time, or refused to give one; what it told last stays."""

    code = "source-unreachable"

    def __init__(self, source: str, why: str) -> None:
        super().__init__(
            f"Sumber katalog '{source}' tidak dapat dibaca: {why}. Data terakhirnya tetap dipakai; "
            "bila berlanjut, hubungi pengelola sumber itu.",
            source=source,
            why=why,
        )


class SourceUnusable(MppError):
    """A portal sent something that cannot be believed; what it told last stays."""

    code = "source-unusable"

    def __init__(self, source: str, why: str) -> None:
        super().__init__(
            f"Sumber katalog '{source}' mengirim data yang tidak dapat dipakai: {why}. Data baik "
            "yang terakhir tetap dipakai; sampaikan kepada pengelola sumber itu.",
            source=source,
            why=why,
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
            why=why,
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


class BadFile(MppError):
    """A file that a command was given cannot be read or written."""

    code = "bad-file"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"Berkas {path}: {why}.", path=path, why=why)


class MissingFont(MppError):
    """A font the screens need is not on this machine; `package` is the Debian package with it."""

    code = "missing-font"

    def __init__(self, family: str, package: str) -> None:
        super().__init__(
            f"Huruf {family} tidak ditemukan di komputer ini. "
            f"Pasang paket Debian '{package}', lalu jalankan lagi.",
            family=family,
        )
