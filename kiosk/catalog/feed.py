"""Pages of the hall server's change feed (docs/api.md, "Catalog"), read strictly.

One bad record refuses its whole page: half a page would put the cursor behind records that were
never stored. The last good catalog stays. Fields and kinds of a newer hall server are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from kiosk.catalog.checks import is_id
from kiosk.catalog.reader import agency_from_record, hall_from_record, service_from_record
from kiosk.catalog.strict_json import label, parse_json, validated
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
_FROM_RECORD: dict[Kind, Callable[[Mapping[str, object], str], Record]] = {
    Kind.HALL: hall_from_record,
    Kind.AGENCY: agency_from_record,
    Kind.SERVICE: service_from_record,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A record as it is now, or a tombstone: then `deleted` is true and `record` None."""

    kind: Kind
    id: str
    deleted: bool
    record: Record | None
    cursor: int


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Changes in the order of their cursors; `cursor` is where the next page begins.

    `epoch` names the store the cursors belong to.
    """

    epoch: str
    changes: tuple[Change, ...]
    cursor: int
    more: bool


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


_PAGE = TypeAdapter(_RawPage)


def parse_page(data: bytes) -> ChangePage:
    """Read a page of the feed. Raises BadRecord naming the first wrong record and field."""
    page = validated(_PAGE, parse_json(data, _SOURCE, MAX_PAGE_BYTES), _SOURCE, "ignore")
    _check_order(page)
    changes = tuple(_change(raw) for raw in page.changes if raw.kind in _KINDS)
    return ChangePage(page.epoch, changes, page.cursor, page.more)


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
    if page.more and not page.changes:
        raise BadRecord(_SOURCE, "halaman", "more", "menjanjikan lanjutan tanpa isi")


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
    record = _FROM_RECORD[kind](raw.record, _SOURCE)
    if record.id != raw.id:
        raise BadRecord(_SOURCE, raw.id, "record.id", "berbeda dari pengenal perubahan")
    return Change(kind, raw.id, deleted=False, record=record, cursor=raw.cursor)
