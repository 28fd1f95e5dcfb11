"""The hall's catalog: set-up, agencies and services as a feed of changes with tombstones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select

from hall.audit.rulebook import rules_fact
from hall.queue.floor import Floor
from hall.store.event import Event
from hall.store.schema import catalog
from hall.store.sql import Sql
from hall.store.transaction import Transaction
from kiosk.catalog.reader import to_record
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service


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
    """A page of the feed; `cursor` asks for the next one, `more` says whether there is one."""

    epoch: str
    changes: tuple[Change, ...]
    cursor: int
    more: bool


_HERE = catalog.c.hall_id == bindparam("h")
_ALL = Sql(select(catalog).where(_HERE))
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

    def store(self, tx: Transaction, floor: Floor) -> None:
        """Bring the feed up to date: what changed gets a new cursor, what is gone a tombstone."""
        kept = (_Row(*row) for row in _ALL.all(tx.connection, h=tx.hall_id))
        known = {(row.kind, row.id): row for row in kept}
        last = _LAST.first(tx.connection, h=tx.hall_id)
        rev = first = int(last[0]) if last else 0
        present = dict(self._records())
        gone = [key for key, row in known.items() if key not in present and not row.deleted]
        for key, record in (*present.items(), *((key, None) for key in gone)):
            if key in known and known[key].record == record:
                continue
            rev += 1
            _FORGET.run(tx.connection, h=tx.hall_id, k=key[0], i=key[1])
            row = _Row(tx.hall_id, *key, rev, int(record is None), record)
            _KEEP.run(tx.connection, **row._asdict())
        if rev > first:
            day = floor.day(tx.now)
            facts = {"cursor": rev, **rules_fact(self._hall)}
            tx.events.append(Event("catalog.changed", tx.now_ms, day, facts=facts))

    def _records(self) -> Iterator[tuple[tuple[str, str], str]]:
        things: list[tuple[str, Hall | Agency | Service]] = [("hall", self._hall)]
        things += (("agency", agency) for agency in self._agencies.values())
        things += (("service", service) for service in self._services.values())
        for kind, thing in things:
            text = json.dumps(to_record(thing), ensure_ascii=False, sort_keys=True)
            yield (kind, thing.id), text


def changes(tx: Transaction, epoch: str, after: int, limit: int) -> Changes:
    """The records that changed after a cursor, oldest change first."""
    found = [_Row(*row) for row in _PAGE.all(tx.connection, h=tx.hall_id, after=after, n=limit + 1)]
    page = tuple(
        Change(
            row.rev,
            row.kind,
            row.id,
            bool(row.deleted),
            json.loads(row.record) if row.record is not None else None,
        )
        for row in found[:limit]
    )
    return Changes(epoch, page, page[-1].cursor if page else after, len(found) > limit)
