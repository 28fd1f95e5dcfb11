"""The hall's secret, from the settings or from a file beside the database, and keys made of it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from kiosk.errors import BadSettings
from kiosk.settings import HallSettings


def hall_secret(settings: HallSettings) -> bytes:
    """The hall's secret: `session_key`, else a file of its own that is made on first use.

    The file can be read by its owner only. Raises BadSettings where several machines would each
    make one: on PostgreSQL the key must be set.
    """
    if settings.session_key:
        return settings.session_key.encode()
    if settings.database is None:
        why = "harus diisi, sama di setiap server mal, bila memakai database_url"
        raise BadSettings("[hall]", "session_key", why)
    path = settings.database.with_name(settings.database.name + ".key")
    path.parent.mkdir(parents=True, exist_ok=True)
    _make(path)
    return path.read_bytes()


def derived_key(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that what signs cookies does not also hide telephone numbers."""
    return hmac.digest(secret, purpose.encode(), hashlib.sha256)


def _make(path: Path) -> None:
    """Write a new secret in one step, unless there is one."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_hex(32).encode())
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
