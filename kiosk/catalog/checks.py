"""What must hold of single fields of a record, whatever the record is.

Each check raises BadRecord for the first thing wrong. Texts are plain: they are shown as they are,
so control characters and marks that turn the reading direction are refused, not stripped; a
stripped text would differ from what the agency published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from kiosk.errors import BadRecord

MAX_TEXT_BYTES = 64_000
_MAX_ADDRESS = 2_000
_ID_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ICON_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # becomes a file name on the screen
_REGION_FORM = re.compile(r"[1-9][0-9](\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
#: An address by RFC 3986 that begins with a host; no user's name, which hides the host.
_ADDRESS_FORM = re.compile(
    r"https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?"
    r"([/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?"
)
_CONTROL_ESCAPE = re.compile(r"\\[bfnrtu]")
_UNPLAIN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_ids(source: str, group: str, ids: Iterable[str]) -> None:
    """Ids have their form and are used once."""
    seen: set[str] = set()
    for place, one in enumerate(ids):
        check_id(source, f"{group}[{place}]", one)
        if one in seen:
            raise BadRecord(source, one, "id", "pengenal ini dipakai dua kali")
        seen.add(one)


def is_id(text: str) -> bool:
    """Whether `text` can name a record: safe in an address, a file name and a log line."""
    return _ID_FORM.fullmatch(text) is not None


def check_id(source: str, record: str, text: str) -> None:
    """`text` can name a record."""
    if not is_id(text):
        why = "harus 1-64 huruf, angka, titik, garis bawah atau tanda hubung"
        raise BadRecord(source, record, "id", why)


def check_icon(source: str, record: str, name: str) -> None:
    """`name` has the form of an icon's name; it becomes a file name on the screen."""
    if not _ICON_FORM.fullmatch(name):
        raise BadRecord(source, record, "icon", "harus nama ikon Tabler seperti file-text")


def check_named(source: str, record: str, **texts: str) -> None:
    """None of the texts is empty or blank."""
    for field, text in texts.items():
        if not text.strip():
            raise BadRecord(source, record, field, "tidak boleh kosong")


def check_region(source: str, record: str, code: str) -> None:
    """`code` is a Kemendagri code from province to village, or empty for everywhere."""
    if code and not _REGION_FORM.fullmatch(code):
        why = 'harus kosong atau kode wilayah Kemendagri seperti "35" atau "35.72"'
        raise BadRecord(source, record, "region", why)


def check_address(source: str, record: str, field: str, address: str) -> None:
    """`address` is one that a browser may open, or empty."""
    if address and not is_web_address(address):
        why = "harus kosong atau alamat http:// atau https:// tanpa nama pengguna"
        raise BadRecord(source, record, field, why)


def is_web_address(address: str) -> bool:
    """Whether `address` is http(s) with a host, without a user's name, blanks or quotes."""
    return len(address) <= _MAX_ADDRESS and _ADDRESS_FORM.fullmatch(address) is not None


def is_date(text: str) -> bool:
    """Whether `text` is a day as ISO 8601 writes it, 2026-11-23."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check_texts(source: str, record: str, value: Any, path: str = "") -> None:
    """Refuse texts anywhere in a record that are too long or not plain."""
    if isinstance(value, str):
        _plain_text(source, record, path, value)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            check_texts(source, record, item, f"{path}[{place}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _names(type(value)):
            inner = f"{path}.{name}" if path else name
            check_texts(source, record, getattr(value, name), inner)


def is_plain_json(text: str) -> bool:
    """Whether no text in compact JSON can be refused by `check_texts`; quick, often too careful."""
    return (
        len(text) <= MAX_TEXT_BYTES // 4  # a letter takes four bytes at most
        and text.isprintable()
        and ("\\" not in text or _CONTROL_ESCAPE.search(text) is None)
    )


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain_text(source: str, record: str, path: str, text: str) -> None:
    if text.isascii() and text.isprintable() and len(text) <= MAX_TEXT_BYTES:
        return
    if len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        raise BadRecord(source, record, path, f"lebih besar dari {MAX_TEXT_BYTES // 1000} kB")
    for place, char in enumerate(text):
        if unicodedata.category(char) in _UNPLAIN_CATEGORIES or char in _DIRECTION_MARKS:
            why = f"memuat karakter kendali U+{ord(char):04X} pada huruf ke-{place + 1}"
            raise BadRecord(source, record, path, why)
