"""Rows out of a spreadsheet, CSV or JSON, each a text per column, whatever the file is.

Agencies put titles above their headings and leave rows empty; both are passed over. A file whose
headings cannot be found is refused as a whole, a row only for what is wrong in it.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hall.sources.door import MOST_BYTES
from hall.sources.sheets.columns import BY_KEY, COLUMNS, key_of
from hall.sources.source import MOST_RECORDS
from kiosk.catalog.strict_json import parse_json
from kiosk.errors import SourceUnusable

_TITLE_ROWS = 20
_MOST_COLUMNS = 200
_NEEDED = frozenset(column.key for column in COLUMNS if column.needed)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: where it is for people, and its texts by column; `wrong` are cells with no text."""

    place: str
    cells: dict[str, str]
    wrong: dict[str, str]


def csv_rows(data: bytes, source: str) -> Iterator[Row]:
    """The rows of a CSV file in UTF-8 with commas or semicolons. Raises SourceUnusable."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        why = "bukan teks UTF-8; simpan sebagai CSV UTF-8"
        raise SourceUnusable(source, why) from None
    head = text[:20_000]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    yield from _under_headings(_numbered(reader, source), source)


def _numbered(reader: Any, source: str) -> Iterator[tuple[int, list[object]]]:
    try:
        for cells in reader:
            yield reader.line_num, list(cells)
    except csv.Error:
        why = f"susunan CSV rusak di sekitar baris {reader.line_num}, mungkin tanda kutip"
        raise SourceUnusable(source, why) from None


def json_rows(data: bytes, source: str) -> Iterator[Row]:
    """The rows of a JSON list of objects, or of the list `layanan` in an object.

    Raises SourceUnusable, BadRecord.
    """
    content = parse_json(data, source, MOST_BYTES)
    if isinstance(content, dict):
        content = content.get("layanan")
    if not isinstance(content, list):
        raise SourceUnusable(source, "bukan daftar layanan [ ]")
    if len(content) > MOST_RECORDS:
        raise SourceUnusable(source, f"lebih dari {MOST_RECORDS} baris")
    for number, one in enumerate(content, 1):
        raw = one if isinstance(one, dict) else {"Nama layanan": {}}
        yield _row(f"data {number}", ((key_of(str(name)), value) for name, value in raw.items()))


def cell_rows(rows: Iterator[tuple[int, list[object]]], source: str) -> Iterator[Row]:
    """The rows of a spreadsheet, numbered as the program numbers them. Raises SourceUnusable."""
    yield from _under_headings(rows, source)


def _under_headings(rows: Iterator[tuple[int, list[object]]], source: str) -> Iterator[Row]:
    keys: list[str] = []
    for number, cells in rows:
        if not keys:
            found = [key_of(str(cell or "")) for cell in cells[:_MOST_COLUMNS]]
            if set(found) >= _NEEDED:
                _check_headings(found, source)
                keys = found
            elif number >= _TITLE_ROWS:
                break
        elif any(cell is not None and str(cell).strip() for cell in cells):
            yield _row(f"baris {number}", zip(keys, cells, strict=False))
    if not keys:
        wanted = " dan ".join(f"'{column.heading}'" for column in COLUMNS if column.needed)
        raise SourceUnusable(source, f"baris judul dengan kolom {wanted} tidak ditemukan")


def _check_headings(found: list[str], source: str) -> None:
    for key in BY_KEY:
        if found.count(key) > 1:
            raise SourceUnusable(source, f"kolom '{BY_KEY[key].heading}' ada dua kali")


def _row(place: str, cells: Any) -> Row:
    texts: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for key, value in cells:
        if key not in BY_KEY:
            continue
        try:
            texts[key] = _text(value)
        except ValueError as error:
            wrong[key] = str(error)
    return Row(place, texts, wrong)


def _text(value: object) -> str:
    """A cell as text. Raises ValueError with the reason where it has none."""
    if value is None:
        return ""
    if isinstance(value, str):
        if value.startswith("#") and value.rstrip("!?").isupper() and value.endswith(("!", "?")):
            raise ValueError("memuat galat rumus")
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        raise ValueError("harus berupa teks")  # noqa: TRY004 - about the cell, not the program
    if isinstance(value, int | float) and math.isfinite(value):
        return f"{int(value)}" if value == int(value) else f"{value:g}"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    raise ValueError("harus berupa teks")
