"""JSON read strictly: into frozen dataclasses, or refused with the record and field that are wrong.

Serves files and the feed of the catalog. What comes in is hostile: it may be huge, deep, or made to
look bad in a log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kiosk.errors import BadRecord

_T = TypeVar("_T")

Unknown = Literal["forbid", "ignore"]

#: Lists and objects within each other, in any file and any page.
MAX_DEPTH = 32


def parse_json(data: bytes, source: str, limit: int) -> object:
    """Parse UTF-8 JSON of at most `limit` bytes; a name used twice in one object is refused.

    Raises BadRecord naming `source`.
    """
    if len(data) > limit:
        why = f"lebih besar dari {limit // 1_000_000} MB"
        raise BadRecord(source, "berkas", "berkas", why)
    raw = _loads(data, source)
    must_be_shallow(raw, source)
    return raw


def must_be_shallow(raw: object, source: str, depth: int = MAX_DEPTH) -> None:
    """Refuse lists and objects nested deeper than `depth`. Raises BadRecord naming `source`."""
    level = [raw]
    for _ in range(depth):
        level = [inner for one in level for inner in _within(one) if isinstance(inner, dict | list)]
        if not level:
            return
    raise BadRecord(source, "berkas", "berkas", _TOO_DEEP)


_TOO_DEEP = "bersarang terlalu dalam"


def _within(raw: object) -> Iterable[object]:
    if isinstance(raw, dict):
        return raw.values()
    return raw if isinstance(raw, list) else ()


def _loads(data: bytes, source: str) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once_each)
    except UnicodeDecodeError as error:
        why = f"bukan teks UTF-8 (bita ke-{error.start + 1})"
        raise BadRecord(source, "berkas", "berkas", why) from error
    except json.JSONDecodeError as error:
        why = f"bukan JSON yang sah (baris {error.lineno}, kolom {error.colno})"
        raise BadRecord(source, "berkas", "berkas", why) from error
    except RecursionError as error:
        raise BadRecord(source, "berkas", "berkas", _TOO_DEEP) from error
    except _UsedTwice as error:
        raise BadRecord(source, error.record, error.name, "ditulis dua kali") from error
    except ValueError as error:  # the only other one: a number of thousands of digits
        raise BadRecord(source, "berkas", "berkas", "memuat bilangan terlalu panjang") from error


class _UsedTwice(ValueError):
    def __init__(self, record: str, name: str) -> None:
        super().__init__(name)
        self.record = record
        self.name = name


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _UsedTwice(label(result.get("id", "?")), label(name))
            seen.add(name)
    return result


def validated(adapter: TypeAdapter[_T], raw: object, source: str, unknown: Unknown) -> _T:
    """Read `raw`, as `parse_json` gives it, into the adapter's type without converting anything.

    `unknown` says what becomes of fields nobody knows. Raises BadRecord naming `source`.
    """
    try:
        # Strict mode takes "08:00" for a time and a list for a tuple only where it reads JSON.
        text = json.dumps(raw, allow_nan=False)
    except (RecursionError, ValueError) as error:
        why = "bersarang terlalu dalam atau memuat bilangan tak hingga"
        raise BadRecord(source, "berkas", "berkas", why) from error
    try:
        return adapter.validate_json(text, strict=True, extra=unknown)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        record, field = _place(raw, first["loc"])
        raise BadRecord(source, record, field, _why(first)) from error


def _place(raw: object, loc: tuple[int | str, ...]) -> tuple[str, str]:
    """The id of the innermost record around a place, and the place within that record."""
    record, start = "berkas", 0
    node = raw
    for depth, part in enumerate(loc):
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            record, start = label(node["id"]), depth
        node = _child(node, part)
    field = ""
    for part in loc[start:]:
        field += f"[{part}]" if isinstance(part, int) else f".{label(part)}"
    return record, field.lstrip(".") or "seluruhnya"


def _child(node: object, part: int | str) -> object:
    if isinstance(node, dict) and isinstance(part, str):
        return node.get(part)
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    return None


def label(text: object) -> str:
    """A name from a hostile file, fit for one line of a log or a sentence."""
    printable = "".join(char if char.isprintable() else "?" for char in str(text)[:60])
    return printable or "?"


_WHY = {
    "missing": "wajib diisi",
    "unexpected_keyword_argument": "isian ini tidak dikenal",
    "string_type": "harus berupa teks",
    "int_type": "harus berupa bilangan bulat tanpa tanda kutip",
    "bool_type": "harus true atau false",
    "tuple_type": "harus berupa daftar [ ]",
    "dataclass_type": "harus berupa objek { }",
    "too_long": "memuat terlalu banyak anggota",
    "json_invalid": "memuat teks atau susunan yang tidak dapat dibaca",
}


def _why(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind.startswith("time"):
        return 'harus berupa jam seperti "08:00"'
    if kind.startswith("date"):
        return 'harus berupa tanggal seperti "2026-11-23"'
    if kind == "enum":
        return f"harus salah satu dari {error['ctx']['expected']}".replace(" or ", " atau ")
    return _WHY.get(kind, "tidak sah")
