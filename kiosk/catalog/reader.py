"""Files and records of a hall, its agencies and services, read strictly and named when wrong.

Serves the hall server (files), the kiosk (feed) and tests. A file is written by people, so it is
refused for a field nobody knows; a feed record may come from a newer hall server, so unknown fields
are ignored. Nothing is converted: a number in quotes is not a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from kiosk.catalog import checks, hall_checks, service_checks
from kiosk.catalog.strict_json import parse_json, validated
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, LifeEvent, Service
from kiosk.errors import BadRecord

MAX_FILE_BYTES = 10_000_000


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
_LIFE_EVENTS = frozenset(LifeEvent)


# --- files --------------------------------------------------------------------------------------


def read_hall(path: Path) -> Hall:
    """Read the set-up of a hall. Raises BadRecord naming the file, the record and the field."""
    return _read_hall_file(path).hall


def read_agencies(path: Path) -> tuple[Agency, ...]:
    """Read the agencies of a hall file. Raises BadRecord as `read_hall` does."""
    return _read_hall_file(path).agencies


def read_services(path: Path) -> tuple[Service, ...]:
    """Read a services file. Raises BadRecord naming the file, the record and the field."""
    content = validated(_SERVICES_FILE, _load(path), path.name, "forbid")
    service_checks.check_services(path.name, content.services)
    service_checks.check_marks(path.name, content.services)
    return content.services


def read_catalog(hall_file: Path, services_file: Path) -> CatalogFiles:
    """Read both files and check that they fit: agencies and services named on both sides exist.

    Raises BadRecord naming the file, the record and the field.
    """
    content = _read_hall_file(hall_file)
    services = read_services(services_file)
    service_checks.check_services_fit(services_file.name, content.agencies, services)
    hall_checks.check_hall_fits(hall_file.name, content.hall, services)
    return CatalogFiles(content.hall, content.agencies, services)


def _read_hall_file(path: Path) -> _HallFile:
    content = validated(_HALL_FILE, _load(path), path.name, "forbid")
    hall_checks.check_hall(path.name, content.hall)
    service_checks.check_agencies(path.name, content.agencies)
    hall_checks.check_agencies_fit(path.name, content.hall, content.agencies)
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
    hall = validated(_HALL, record, source, "ignore")
    check_record(hall, source)
    return hall


def agency_from_record(record: Mapping[str, object], source: str = "katalog") -> Agency:
    """The agency of a feed record. Raises BadRecord naming `source`."""
    agency = validated(_AGENCY, record, source, "ignore")
    check_record(agency, source)
    return agency


def service_from_record(record: Mapping[str, object], source: str = "katalog") -> Service:
    """The service of a feed record, without life events that only a newer hall server knows.

    Raises BadRecord naming `source`.
    """
    service = validated(_SERVICE, _of_known_events(record), source, "ignore")
    check_record(service, source)
    return service


def check_record(
    record: Hall | Agency | Service, source: str = "katalog", *, plain: bool = False
) -> None:
    """A record that has its types is sound in itself. Raises BadRecord naming `source`.

    `plain` says that `checks.is_plain_json` held for it already.
    """
    if isinstance(record, Service):
        checks.check_id(source, "services", record.id)
        service_checks.check_service(source, record, plain=plain)
    elif isinstance(record, Agency):
        service_checks.check_agencies(source, (record,), plain=plain)
    else:
        hall_checks.check_hall(source, record)


def _of_known_events(record: Mapping[str, object]) -> Mapping[str, object]:
    events = record.get("life_events")
    if not isinstance(events, list):
        return record
    known = [one for one in events if not isinstance(one, str) or one in _LIFE_EVENTS]
    return {**record, "life_events": known}


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
    return value.isoformat() if isinstance(value, date) else value
