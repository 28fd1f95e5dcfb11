"""Pages of the hall server's change feed (docs/api.md, "Catalog"), read strictly.

One bad record refuses its whole page: half a page would put the cursor behind records that were
never stored. The last good catalog stays. Fields and kinds of a newer hall server are passed over.
A page is read once, straight into the objects of the domain; only one written otherwise than our
own hall server does, or that is wrong, is taken apart to see what is the matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from kiosk.catalog.checks import is_id, is_plain_json
from kiosk.catalog.reader import (
    agency_from_record,
    check_record,
    hall_from_record,
    service_from_record,
)
from kiosk.catalog.strict_json import (
    MAX_DEPTH,
    label,
    must_be_shallow,
    parse_json,
    validated,
)
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


_KINDS = {kind.value: kind for kind in Kind}
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
    0 from a hall server that does not say it; `after` is the cursor that was asked for, None from
    one that does not say that.
    """

    epoch: str
    changes: tuple[Change, ...]
    cursor: int
    more: bool
    last: int = 0
    after: int | None = None


class _RawChange(NamedTuple):
    cursor: int
    kind: str
    id: str
    deleted: bool
    record: dict[str, Any] | None
    body: bytes  # the record as it was written, b"" when it must be written anew


_CHANGE_FIELDS = _RawChange._fields[:-1]
_CHANGE_TYPES = {(int, str, str, bool, record, bytes) for record in (dict, type(None))}


class _RawPage(NamedTuple):
    epoch: str
    changes: Sequence[_RawChange]
    cursor: int
    more: bool
    last: int
    after: int | None


def parse_page(data: bytes) -> ChangePage:
    """Read a page of the feed. Raises BadRecord naming the first wrong record and field."""
    page = _as_our_own(data) or _as_anybodys(data)
    _check_order(page)
    found = (_change(raw) for raw in page.changes)
    changes = tuple(change for change in found if change is not None)
    return ChangePage(page.epoch, changes, page.cursor, page.more, page.last, page.after)


# --- the page -----------------------------------------------------------------------------------


def _as_our_own(data: bytes) -> _RawPage | None:
    """A page written just as our own hall server writes it; None for any other."""
    if len(data) > MAX_PAGE_BYTES:
        return None
    try:
        raw = from_json(data, allow_inf_nan=False)
    except ValueError:
        return None
    # What is the same when it is written anew has no name twice.
    if to_json(raw) != data or type(raw) is not dict or tuple(raw) != _RawPage._fields:
        return None
    epoch, listed, *numbers = raw.values()
    if tuple(map(type, raw.values())) != (str, list, int, bool, int, int):
        return None
    changes = _own_changes(listed, data)
    return None if changes is None else _RawPage(epoch, changes, *numbers)


def _own_changes(listed: list[Any], data: bytes) -> list[_RawChange] | None:
    """The changes of a page whose text is `data`; None when one is not as we write it."""
    # In text written so, nothing but the beginning of a change, or a field nobody knows, reads so.
    texts = data.rpartition(b'],"cursor":')[0].split(b',{"cursor":') if listed else []
    if len(texts) != len(listed):
        return None
    changes = []
    for one, text in zip(listed, texts, strict=True):
        if type(one) is not dict or tuple(one) != _CHANGE_FIELDS:
            return None
        body = text.partition(b',"record":')[2][:-1]
        change = _RawChange._make((*one.values(), body))
        if tuple(map(type, change)) not in _CHANGE_TYPES:
            return None
        changes.append(change)
    return changes


@dataclass(frozen=True, slots=True)
class _ToldChange:
    cursor: int
    kind: str
    id: str
    deleted: bool
    record: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class _ToldPage:
    epoch: str
    changes: tuple[_ToldChange, ...]
    cursor: int
    more: bool
    last: int = 0
    after: int | None = None


_PAGE = TypeAdapter(_ToldPage)


def _as_anybodys(data: bytes) -> _RawPage:
    """A page however it is written; takes its time to find out what is wrong with it."""
    told = validated(_PAGE, parse_json(data, _SOURCE, MAX_PAGE_BYTES), _SOURCE, "ignore")
    changes = [
        _RawChange(one.cursor, one.kind, one.id, one.deleted, one.record, b"")
        for one in told.changes
    ]
    return _RawPage(told.epoch, changes, told.cursor, told.more, told.last, told.after)


def _check_order(page: _RawPage) -> None:
    if not is_id(page.epoch):
        raise BadRecord(_SOURCE, "halaman", "epoch", "harus 1-64 huruf, angka atau . _ -")
    last = page.after or 0 if page.changes else 0  # an empty page may tell that there is less
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


# --- a change -----------------------------------------------------------------------------------


def _change(raw: _RawChange) -> Change | None:
    """A change as the domain sees it; None for a kind that only a newer hall server knows."""
    kind = _KINDS.get(raw.kind)
    if kind is None:
        must_be_shallow(raw.record, _SOURCE, _RECORD_DEPTH)
        return None
    if not is_id(raw.id):
        raise BadRecord(_SOURCE, label(raw.id), "id", "harus 1-64 huruf, angka atau . _ -")
    if raw.deleted:
        if raw.record is not None:
            raise BadRecord(_SOURCE, raw.id, "record", "harus null pada data yang dihapus")
        return Change(kind, raw.id, deleted=True, record=None, cursor=raw.cursor)
    if raw.record is None:
        raise BadRecord(_SOURCE, raw.id, "record", "wajib diisi")
    record, body = _told(kind, raw.record, raw.body or to_json(raw.record))
    if record.id != raw.id:
        raise BadRecord(_SOURCE, raw.id, "record.id", "berbeda dari pengenal perubahan")
    return Change(kind, raw.id, deleted=False, record=record, cursor=raw.cursor, body=body)


def _told(kind: Kind, raw: dict[str, Any], data: bytes) -> tuple[Record, str]:
    try:
        record = FORMS[kind].validate_json(data, strict=True, extra="forbid")
    except ValidationError:  # wrong, or of a newer hall server
        must_be_shallow(raw, _SOURCE, _RECORD_DEPTH)
        record = _FROM_RECORD[kind](raw, _SOURCE)
        return record, to_json(record).decode()
    body = data.decode()
    check_record(record, _SOURCE, plain=is_plain_json(body))
    return record, body
