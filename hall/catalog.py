"""The hall's catalog: set-up, agencies and services as a feed of changes with tombstones.

Whoever knows something new brings it; what differs from what is there gets a new cursor. The cost
grows with the change, never with the catalog.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from hall.audit.rulebook import rules_fact
from hall.queue.floor import Floor
from hall.store.event import Event, Fact
from hall.store.schema import catalog, meta
from hall.store.sql import Sql, Value
from hall.store.transaction import Transaction
from kiosk.catalog.feed import Kind
from kiosk.catalog.reader import to_record
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service, ServiceStatus

Key = tuple[Kind, str]
#: What somebody knows now: a record as `kiosk.catalog.reader.to_record` gives it, None when gone.
News = tuple[Kind, str, Mapping[str, object] | None]

#: A page ends before it grows beyond this.
MOST_BYTES = 1_000_000
_LOOKED_UP_AT_ONCE = 50


class _Row(NamedTuple):
    hall_id: str
    kind: str
    id: str
    rev: int
    deleted: int
    record: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One record as of `cursor`; a tombstone has no record."""

    cursor: int
    kind: str
    id: str
    deleted: bool
    record: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of the feed; `cursor` asks for the next one, `more` says whether there is one.

    `last` is the cursor of the newest change: how far there is to go. `after` is what was asked
    for: a page that came too late, or twice, is known by it.
    """

    epoch: str
    changes: tuple[Change, ...]
    cursor: int
    more: bool
    last: int
    after: int


_HERE = catalog.c.hall_id == bindparam("h")
_KEYS = Sql(select(catalog.c.kind, catalog.c.id).where(_HERE, catalog.c.deleted == 0))
_KNOWN = Sql(
    select(catalog.c.id, catalog.c.record).where(
        _HERE,
        catalog.c.kind == bindparam("k"),
        catalog.c.id.in_([bindparam(f"i{n}") for n in range(_LOOKED_UP_AT_ONCE)]),
    )
)
_LAST = Sql(select(func.coalesce(func.max(catalog.c.rev), 0)).where(_HERE))
_FORGET = Sql(
    delete(catalog).where(_HERE, catalog.c.kind == bindparam("k"), catalog.c.id == bindparam("i"))
)
_KEEP = Sql(insert(catalog), *_Row._fields)
_PAGE = Sql(
    select(catalog)
    .where(_HERE, catalog.c.rev > bindparam("after"))
    .order_by(catalog.c.rev)
    .limit(bindparam("n"))
)
_OWN = Sql(select(meta.c.value).where(meta.c.key == bindparam("k")))
_KEEP_OWN = Sql(insert(meta), "key", "value")
_CHANGE_OWN = Sql(update(meta).where(meta.c.key == bindparam("k")).values(value=bindparam("v")))


class Catalog:
    """What this hall offers, looked up by id."""

    def __init__(
        self, hall: Hall, agencies: tuple[Agency, ...], services: tuple[Service, ...]
    ) -> None:
        self._hall = hall
        self._agencies = {agency.id: agency for agency in agencies}
        self._services = {service.id: service for service in services}

    def agency(self, agency_id: str) -> Agency | None:
        """The agency of an id."""
        return self._agencies.get(agency_id)

    def service(self, service_id: str) -> Service | None:
        """The service of an id."""
        return self._services.get(service_id)

    def agency_of_services(self) -> dict[str, str]:
        """The agency of each service, by id."""
        return {service.id: service.agency_id for service in self._services.values()}

    def news(self) -> Iterator[News]:
        """Everything the hall's own files say."""
        yield Kind.HALL, self._hall.id, to_record(self._hall)
        for agency in self._agencies.values():
            yield Kind.AGENCY, agency.id, to_record(agency)
        for service in self._services.values():
            yield Kind.SERVICE, service.id, to_record(service)

    def store(self, tx: Transaction, floor: Floor) -> None:
        """Bring what the hall's own files say differently than at the last start.

        What others brought stays as it is, also where the files say nothing new of it. The floor
        hears which of its services are not given at the moment.
        """
        self._store(tx, floor)
        here = [(Kind.SERVICE, one) for queue in floor.hall.queues for one in queue.service_ids]
        for (_, service_id), text in _known(tx, here).items():
            floor.tell_status(service_id, _status(text))

    def _store(self, tx: Transaction, floor: Floor) -> None:
        known = self._last_said(tx)
        said: dict[str, str] = {}
        fresh: list[News] = []
        for kind, record_id, record in self.news():
            place = f"{kind} {record_id}"
            said[place] = hashlib.sha256(_text(record).encode()).hexdigest()[:32]
            if known.get(place) != said[place]:
                fresh.append((kind, record_id, record))
        for place in known.keys() - said.keys():
            kind_name, record_id = place.split(" ")
            fresh.append((Kind(kind_name), record_id, None))
        if not fresh:
            return
        bring(tx, floor, fresh)
        key, value = f"catalog {tx.hall_id}", json.dumps(said)
        if _CHANGE_OWN.run(tx.connection, k=key, v=value) == 0:
            _KEEP_OWN.run(tx.connection, key=key, value=value)

    def _last_said(self, tx: Transaction) -> dict[str, str]:
        """Fingerprints of what the files said at the last start, by kind and id."""
        kept = _OWN.first(tx.connection, k=f"catalog {tx.hall_id}")
        if kept is not None:
            return dict(json.loads(kept[0]))
        # A store of before there were other sources: all of it came from the files.
        rows = _KEYS.all(tx.connection, h=tx.hall_id)
        return {f"{kind} {record_id}": "" for kind, record_id in rows}


def bring(tx: Transaction, floor: Floor, news: Iterable[News]) -> int:
    """Write what differs from the catalog, each record under a new cursor, and tell of it once.

    A record of None leaves a tombstone where there was something. Of a key named twice the last
    counts. The hall waits while it runs: bring some hundreds at once, not thousands. Returns how
    many records changed.
    """
    told = {(kind, record_id): _text(record) for kind, record_id, record in news}
    known = _known(tx, told)
    changed = {key: text for key, text in told.items() if known.get(key, "") != text}
    if not changed:
        return 0
    rev = last_cursor(tx)
    rows = [
        _Row(tx.hall_id, kind, record_id, rev + place, int(not text), text or None)
        for place, ((kind, record_id), text) in enumerate(changed.items(), 1)
    ]
    there: list[dict[str, Value]] = [
        {"h": tx.hall_id, "k": key[0], "i": key[1]} for key in changed if key in known
    ]
    if there:
        _FORGET.many(tx.connection, there)
    _KEEP.many(tx.connection, [row._asdict() for row in rows])
    for (kind, record_id), text in changed.items():
        if kind is Kind.SERVICE:  # the latest word of its portal, also should the disk refuse
            floor.tell_status(record_id, _status(text))
    facts: dict[str, Fact] = {"cursor": rows[-1].rev}
    if any(kind is Kind.HALL for kind, _ in changed):
        facts |= rules_fact(floor.hall)
    tx.events.append(Event("catalog.changed", tx.now_ms, floor.day(tx.now), facts=facts))
    return len(changed)


def _known(tx: Transaction, keys: Iterable[Key]) -> dict[Key, str]:
    """What the catalog says of these, "" for a tombstone; without those it never heard of."""
    found: dict[Key, str] = {}
    by_kind: dict[Kind, list[str]] = {}
    for kind, record_id in keys:
        by_kind.setdefault(kind, []).append(record_id)
    for kind, ids in by_kind.items():
        rest = iter(ids)
        while some := list(islice(rest, _LOOKED_UP_AT_ONCE)):
            padded = some + some[:1] * (_LOOKED_UP_AT_ONCE - len(some))
            places = {f"i{n}": record_id for n, record_id in enumerate(padded)}
            for record_id, text in _KNOWN.all(tx.connection, h=tx.hall_id, k=kind, **places):
                found[kind, record_id] = text or ""
    return found


def _status(text: str) -> ServiceStatus:
    """What a kept record says; a service the catalog lost is not given."""
    if not text:
        return ServiceStatus.WITHDRAWN
    return ServiceStatus(json.loads(text).get("status", ServiceStatus.ACTIVE))


def _text(record: Mapping[str, object] | None) -> str:
    """A record as it is kept, always the same for the same content; "" for none."""
    if record is None:
        return ""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def last_cursor(tx: Transaction) -> int:
    """The cursor of the newest change, 0 when there is none; looked up, not counted."""
    found = _LAST.first(tx.connection, h=tx.hall_id)
    return int(found[0]) if found else 0


def page(tx: Transaction, epoch: str, after: int, limit: int) -> bytes:
    """A page of `Changes` as JSON, oldest change first.

    It ends before `MOST_BYTES`, whatever `limit` says; a single record may be larger. Records are
    taken over as they are kept: read and written anew they would cost ten times as much.
    """
    found = [_Row(*row) for row in _PAGE.all(tx.connection, h=tx.hall_id, after=after, n=limit + 1)]
    told: list[bytes] = []
    last = last_cursor(tx)
    size, cursor = 0, min(after, last)  # who knows more than there is must begin anew
    for row in found[:limit]:
        text = _change(row).encode()
        size += len(text)
        if told and size > MOST_BYTES:
            break
        told.append(text)
        cursor = row.rev
    more = "true" if len(told) < len(found) else "false"
    rest = f'"cursor":{cursor},"more":{more},"last":{last},"after":{after}'
    return b'{"epoch":"%b","changes":[%b],%b}' % (epoch.encode(), b",".join(told), rest.encode())


def _change(row: _Row) -> str:
    deleted = "true" if row.deleted else "false"
    head = f'{{"cursor":{row.rev},"kind":"{row.kind}","id":{json.dumps(row.id)}'
    return f'{head},"deleted":{deleted},"record":{row.record or "null"}}}'
