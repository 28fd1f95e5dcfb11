"""Pages of the hall server's change feed (docs/api.md, "Catalog"), read strictly.

One bad record refuses its whole page: half a page would put the cursor behind records that were
never stored. The last good catalog stays. Fields and kinds of a newer hall server are passed over.
A page is read once, straight into the objects of the domain; only one written otherwise than our
own hall server does, or that is wrong, is taken apart to see what is the matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from kiosk.catalog.checks import is_id, is_plain_json
from kiosk.catalog.reader import (
    agency_from_record,
    check_record,
    hall_from_record,
    service_from_record,
)
from kiosk.catalog.strict_json import MAX_DEPTH, label, must_be_shallow, read_json
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service
from kiosk.errors import BadRecord

MAX_PAGE_BYTES = 10_000_000
_MAX_CURSOR = 2**53 - 1  # every JSON reader keeps such a number exactly
_SOURCE = "katalog"

Record = Hall | Agency | Service


class Kind(StrEnum):
    """What a record describes."""

    HALL = "hall"
    AGENCY = "agency"
    SERVICE = "service"


_KINDS = frozenset(kind.value for kind in Kind)
#: How records are read that need no telling what is wrong with them.
FORMS: dict[Kind, TypeAdapter[Hall] | TypeAdapter[Agency] | TypeAdapter[Service]] = {
    Kind.HALL: TypeAdapter(Hall),
    Kind.AGENCY: TypeAdapter(Agency),
    Kind.SERVICE: TypeAdapter(Service),
}
_FROM_RECORD: dict[Kind, Callable[[Mapping[str, object], str], Record]] = {
    Kind.HALL: hall_from_record,
    Kind.AGENCY: agency_from_record,
    Kind.SERVICE: service_from_record,
}
_RECORD_DEPTH = MAX_DEPTH - 3  # a page, its list of changes, a change


@dataclass(frozen=True, slots=True)
class Change:
    """A record as it is now, or a tombstone: then `deleted` is true and `record` None.

    `body` is the record as JSON that `FORMS` reads, "" for a tombstone.
    """

    kind: Kind
    id: str
    deleted: bool
    record: Record | None
    cursor: int
    body: str = ""


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Changes in the order of their cursors; `cursor` is where the next page begins.

    `epoch` names the store the cursors belong to. `last` is the cursor of the newest change there,
    0 from a hall server that does not say it.
    """

    epoch: str
    changes: tuple[Change, ...]
    cursor: int
    more: bool
    last: int = 0


@dataclass(frozen=True, slots=True)
class _RawChange:
    cursor: int
    kind: str
    id: str
    deleted: bool
    record: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class _RawPage:
    epoch: str
    changes: tuple[_RawChange, ...]
    cursor: int
    more: bool
    last: int = 0


_PAGE = TypeAdapter(_RawPage)


def parse_page(data: bytes) -> ChangePage:
    """Read a page of the feed. Raises BadRecord naming the first wrong record and field."""
    page = read_json(_PAGE, data, _SOURCE, MAX_PAGE_BYTES)
    _check_order(page)
    changes = tuple(_change(raw) for raw in page.changes if _is_known(raw))
    return ChangePage(page.epoch, changes, page.cursor, page.more, page.last)


def _check_order(page: _RawPage) -> None:
    if not is_id(page.epoch):
        raise BadRecord(_SOURCE, "halaman", "epoch", "harus 1-64 huruf, angka atau . _ -")
    last = 0
    for place, change in enumerate(page.changes):
        if not last < change.cursor <= _MAX_CURSOR:
            raise BadRecord(_SOURCE, label(change.id), f"changes[{place}].cursor", "tidak urut")
        last = change.cursor
    if not last <= page.cursor <= _MAX_CURSOR:
        raise BadRecord(_SOURCE, "halaman", "cursor", "lebih kecil dari perubahan terakhir")
    if page.last and not page.cursor <= page.last <= _MAX_CURSOR:
        raise BadRecord(_SOURCE, "halaman", "last", "lebih kecil dari cursor")
    if page.more and not page.changes:
        raise BadRecord(_SOURCE, "halaman", "more", "menjanjikan lanjutan tanpa isi")


def _is_known(raw: _RawChange) -> bool:
    if raw.kind in _KINDS:
        return True
    must_be_shallow(raw.record, _SOURCE, _RECORD_DEPTH)
    return False


def _change(raw: _RawChange) -> Change:
    kind = Kind(raw.kind)
    if not is_id(raw.id):
        raise BadRecord(_SOURCE, label(raw.id), "id", "harus 1-64 huruf, angka atau . _ -")
    if raw.deleted:
        if raw.record is not None:
            raise BadRecord(_SOURCE, raw.id, "record", "harus null pada data yang dihapus")
        return Change(kind, raw.id, deleted=True, record=None, cursor=raw.cursor)
    if raw.record is None:
        raise BadRecord(_SOURCE, raw.id, "record", "wajib diisi")
    record, body = _told(kind, raw.record)
    if record.id != raw.id:
        raise BadRecord(_SOURCE, raw.id, "record.id", "berbeda dari pengenal perubahan")
    return Change(kind, raw.id, deleted=False, record=record, cursor=raw.cursor, body=body)


def _told(kind: Kind, raw: dict[str, Any]) -> tuple[Record, str]:
    body = to_json(raw)
    try:
        record = FORMS[kind].validate_json(body, strict=True, extra="forbid")
    except ValidationError:  # wrong, or of a newer hall server
        must_be_shallow(raw, _SOURCE, _RECORD_DEPTH)
        record = _FROM_RECORD[kind](raw, _SOURCE)
        body = to_json(record)
    else:
        check_record(record, _SOURCE, plain=is_plain_json(body))
    return record, body.decode()
