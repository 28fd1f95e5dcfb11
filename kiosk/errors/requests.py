"""What is wrong with a request: who asks, and how it is written."""

from __future__ import annotations

from kiosk.errors.base import MppError

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
