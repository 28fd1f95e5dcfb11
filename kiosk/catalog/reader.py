"""Files and records of a hall, its agencies and services, read strictly and named when wrong.

Serves the hall server (files), the kiosk (feed) and tests. A file is written by people, so it is
refused for a field nobody knows; a feed record may come from a newer hall server, so unknown fields
are ignored. Nothing is converted: a number in quotes is not a number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from kiosk.catalog import checks
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service
from kiosk.errors import BadRecord

MAX_FILE_BYTES = 10_000_000

_T = TypeVar("_T")
_Extra = Literal["forbid", "ignore"]


@dataclass(frozen=True, slots=True)
class _HallFile:
    """The shape of a hall file."""

    hall: Hall
    agencies: tuple[Agency, ...]


@dataclass(frozen=True, slots=True)
class _ServicesFile:
    """The shape of a services file."""

    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class CatalogFiles:
    """A hall with everything it offers, checked together."""

    hall: Hall
    agencies: tuple[Agency, ...]
    services: tuple[Service, ...]


_HALL_FILE = TypeAdapter(_HallFile)
_SERVICES_FILE = TypeAdapter(_ServicesFile)
_HALL = TypeAdapter(Hall)
_AGENCY = TypeAdapter(Agency)
_SERVICE = TypeAdapter(Service)


# --- files --------------------------------------------------------------------------------------


def read_hall(path: Path) -> Hall:
    """Read the set-up of a hall. Raises BadRecord naming the file, the record and the field."""
    return _read_hall_file(path).hall


def read_agencies(path: Path) -> tuple[Agency, ...]:
    """Read the agencies of a hall file. Raises BadRecord as `read_hall` does."""
    return _read_hall_file(path).agencies


def read_services(path: Path) -> tuple[Service, ...]:
    """Read a services file. Raises BadRecord naming the file, the record and the field."""
    content = _validated(_SERVICES_FILE, _load(path), path.name, "forbid")
    checks.check_services(path.name, content.services)
    return content.services


def read_catalog(hall_file: Path, services_file: Path) -> CatalogFiles:
    """Read both files and check that they fit: agencies and services named on both sides exist.

    Raises BadRecord naming the file, the record and the field.
    """
    content = _read_hall_file(hall_file)
    services = read_services(services_file)
    checks.check_services_fit(services_file.name, content.agencies, services)
    checks.check_hall_fits(hall_file.name, content.hall, services)
    return CatalogFiles(content.hall, content.agencies, services)


def _read_hall_file(path: Path) -> _HallFile:
    content = _validated(_HALL_FILE, _load(path), path.name, "forbid")
    checks.check_hall(path.name, content.hall)
    checks.check_agencies(path.name, content.agencies)
    checks.check_agencies_fit(path.name, content.hall, content.agencies)
    return content


def _load(path: Path) -> object:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        why = f"tidak dapat dibaca ({error.strerror})"
        raise BadRecord(path.name, "berkas", "berkas", why) from error
    return parse_json(data, path.name, MAX_FILE_BYTES)


# --- feed records -------------------------------------------------------------------------------


def hall_from_record(record: Mapping[str, object], source: str = "katalog") -> Hall:
    """The hall of a feed record, checked in itself. Raises BadRecord naming `source`."""
    hall = _validated(_HALL, record, source, "ignore")
    checks.check_hall(source, hall)
    return hall


def agency_from_record(record: Mapping[str, object], source: str = "katalog") -> Agency:
    """The agency of a feed record. Raises BadRecord naming `source`."""
    agency = _validated(_AGENCY, record, source, "ignore")
    checks.check_agencies(source, (agency,))
    return agency


def service_from_record(record: Mapping[str, object], source: str = "katalog") -> Service:
    """The service of a feed record. Raises BadRecord naming `source`."""
    service = _validated(_SERVICE, record, source, "ignore")
    checks.check_services(source, (service,))
    return service


def to_record(thing: Hall | Agency | Service) -> dict[str, object]:
    """A record that JSON can carry and the functions above read back to an equal object.

    Field names are those of the dataclasses; times read "08:00", dates "2026-11-23".
    """
    return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}


def _plain(value: Any) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


# --- JSON and types -----------------------------------------------------------------------------


def parse_json(data: bytes, source: str, limit: int) -> object:
    """Parse UTF-8 JSON of at most `limit` bytes; a name used twice in one object is refused.

    Raises BadRecord naming `source`.
    """
    if len(data) > limit:
        why = f"lebih besar dari {limit // 1_000_000} MB"
        raise BadRecord(source, "berkas", "berkas", why)
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once_each)
    except UnicodeDecodeError as error:
        why = f"bukan teks UTF-8 (bita ke-{error.start + 1})"
        raise BadRecord(source, "berkas", "berkas", why) from error
    except json.JSONDecodeError as error:
        why = f"bukan JSON yang sah (baris {error.lineno}, kolom {error.colno})"
        raise BadRecord(source, "berkas", "berkas", why) from error
    except RecursionError as error:
        raise BadRecord(source, "berkas", "berkas", "bersarang terlalu dalam") from error
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
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _UsedTwice(_label(result.get("id", "?")), _label(twice))
    return result


def _validated(adapter: TypeAdapter[_T], raw: object, source: str, extra: _Extra) -> _T:
    try:
        # Strict mode takes "08:00" for a time and a list for a tuple only where it reads JSON.
        text = json.dumps(raw, allow_nan=False)
    except (RecursionError, ValueError) as error:
        why = "bersarang terlalu dalam atau memuat bilangan tak hingga"
        raise BadRecord(source, "berkas", "berkas", why) from error
    try:
        return adapter.validate_json(text, strict=True, extra=extra)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=True)[0]
        record, field = _place(raw, first["loc"])
        raise BadRecord(source, record, field, _why(first)) from error


def _place(raw: object, loc: tuple[int | str, ...]) -> tuple[str, str]:
    """The id of the innermost record around a place, and the place within that record."""
    record, start = "berkas", 0
    node = raw
    for depth, part in enumerate((*loc, None)):
        if isinstance(node, dict) and isinstance(node.get("id"), str) and depth < len(loc):
            record, start = _label(node["id"]), depth
        node = _child(node, part)
    field = ""
    for part in loc[start:]:
        field += f"[{part}]" if isinstance(part, int) else f".{_label(part)}"
    return record, field.lstrip(".") or "seluruhnya"


def _child(node: object, part: int | str | None) -> object:
    if isinstance(node, dict) and isinstance(part, str):
        return node.get(part)
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    return None


def _label(text: object) -> str:
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
    return _WHY.get(kind, "tidak sah")
