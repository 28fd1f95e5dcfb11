"""A page of a portal on its way into the catalog: all of it in one transaction.

What the portal told is kept as it told it. Then everything that may be the same as something told
now is put together anew (`matching`), merged (`merging`) and brought to the feed, which takes what
differs. So the catalog is made of what the portals say last, in whatever order they said it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from hall import catalog
from hall.catalog import News
from hall.portals.ids import ids_of
from hall.portals.matching import (
    OWN,
    Node,
    groups,
    links_of_agency,
    links_of_service,
    natural_id,
)
from hall.portals.merging import Freshness, freshness, merged_agency, merged_service
from hall.portals.records import Records, Stored, plain_json
from hall.queue.floor import Floor
from hall.sources.source import Told
from hall.store.transaction import Transaction
from kiosk.catalog.feed import Kind
from kiosk.catalog.reader import agency_from_record, service_from_record
from kiosk.domain.service import Agency, Service

Key = tuple[str, str]  # source, id there
#: Records as `kiosk.catalog.reader.to_record` writes them, ten times as fast.
_SERVICE: TypeAdapter[Agency | Service] = TypeAdapter(Service)
_AGENCY: TypeAdapter[Agency | Service] = TypeAdapter(Agency)
_LAST = 1_000_000  # the rank of a portal that is not in the settings any more


@dataclass(frozen=True, slots=True)
class Order:
    """The portals of a hall by rank, the hall's own files at 0; `shared` have ids of hall servers.

    `home` is the hall's own town, meant where a portal neither names a town nor its code.
    """

    ranks: Mapping[str, int]
    shared: frozenset[str]
    home: str

    def natural(self, row: Stored) -> str:
        """The id a record of a portal has when nobody else tells of it."""
        return natural_id(row.source_id, row.id, shared=row.source_id in self.shared)

    def home_of(self, source_id: str, code: str) -> str:
        """The town meant by a portal's record; the hall's own are always of its town."""
        return self.home if source_id == OWN or not code else ""


class Intake:
    """Takes what portals tell into the catalog of one hall, within one transaction."""

    def __init__(self, tx: Transaction, floor: Floor, order: Order) -> None:
        self._tx = tx
        self._floor = floor
        self._order = order
        self._records = Records(tx)
        self._read: dict[str, Agency | Service] = {}
        self._news: dict[tuple[Kind, str], News] = {}
        self._services: set[Key] = set()

    def take(self, source_id: str, told: Iterable[Told]) -> int:
        """Take some records of a portal; returns how many records of the catalog changed."""
        last = {(one.kind, one.id): one for one in told}
        touched = self._keep(source_id, Kind.AGENCY, last.values())
        self._settle(Kind.AGENCY, touched)
        self._services |= self._keep(source_id, Kind.SERVICE, last.values())
        self._settle(Kind.SERVICE, self._services)
        return catalog.bring(self._tx, self._floor, self._news.values())

    def settle_again(self, keys: Sequence[tuple[str, Kind, str]]) -> int:
        """Put records together anew though none changed: their order, or the town, did."""
        for kind in (Kind.AGENCY, Kind.SERVICE):
            found = (self._records.get(*key) for key in keys if key[1] is kind)
            rows = [row for row in found if row is not None]
            touched = self._link(kind, {row: self._links_of(kind, row) for row in rows})
            if kind is Kind.AGENCY:
                self._settle(kind, touched)
            else:
                self._settle(kind, self._services | touched)
        return catalog.bring(self._tx, self._floor, self._news.values())

    # --- what was told ---

    def _keep(self, source_id: str, kind: Kind, told: Iterable[Told]) -> set[Key]:
        """Keep what differs from before; returns whom that may concern."""
        fresh: list[Stored] = []
        gone: list[Stored] = []
        for one in told:
            if one.kind is not kind:
                continue
            known = self._records.get(source_id, kind, one.id)
            if one.record is None:
                gone += [known] if known else []
                continue
            row = self._stored(source_id, one, known.catalog_id if known else "")
            if known != row:
                fresh.append(row)
        self._records.keep(fresh)
        links = {row: self._links_of(kind, row) for row in fresh}
        links |= dict.fromkeys(gone, frozenset())
        touched = self._link(kind, links)
        for row in gone:
            if row.catalog_id:  # unless somebody else tells of it
                self._news[kind, row.catalog_id] = (kind, row.catalog_id, None)
        self._records.forget((source_id, kind, row.id) for row in gone)
        if kind is Kind.AGENCY:
            self._relink_services(source_id, [row.id for row in (*fresh, *gone)])
        return touched

    def _link(self, kind: Kind, links: Mapping[Stored, frozenset[str]]) -> set[Key]:
        """Give records links; returns those that shared one of the old or share one of the new."""
        concerned = {link for row in links for link in self._records.links(row)}
        concerned.update(*links.values())
        touched = {(row.source_id, row.id) for row in links}
        for link in concerned:
            touched.update(self._records.sharing(kind, link))
        self._records.link(kind, ((row.source_id, row.id, new) for row, new in links.items()))
        for link in concerned:
            touched.update(self._records.sharing(kind, link))
        return touched

    def _links_of(self, kind: Kind, row: Stored) -> frozenset[str]:
        natural = self._order.natural(row)
        same_as = json.loads(row.same_as)
        if kind is Kind.AGENCY:
            home = self._order.home_of(row.source_id, self._agency(row).region)
            return frozenset(links_of_agency(self._agency(row), natural, same_as, home))
        agency = self._records.get(row.source_id, Kind.AGENCY, row.agency_id)
        if agency is None:  # it waits until its agency is told of
            return frozenset()
        service, provider = self._service(row), self._agency(agency)
        home = self._order.home_of(row.source_id, service.region or provider.region)
        return frozenset(links_of_service(service, provider, natural, same_as, home))

    def _relink_services(self, source_id: str, agency_ids: Iterable[str]) -> None:
        """An agency with another name: its services are known by another one, too."""
        for agency_id in agency_ids:
            rows = self._records.of_agency(source_id, agency_id)
            links = {row: self._links_of(Kind.SERVICE, row) for row in rows}
            self._services |= self._link(Kind.SERVICE, links)

    # --- what it comes to ---

    def _settle(self, kind: Kind, touched: set[Key]) -> None:
        """Put together anew whatever has to do with these, and bring it."""
        rows = self._connected(kind, touched)
        stored = {(row.source_id, row.id): row for row in rows}
        parts = [
            [stored[node.source_id, node.id] for node in group]
            for group in groups(self._nodes(kind, rows))
        ]
        ids = ids_of(kind, parts, self._records, self._order)
        for gone in {row.catalog_id for row in rows if row.catalog_id} - set(ids):
            self._news[kind, gone] = (kind, gone, None)
        for catalog_id, part in zip(ids, parts, strict=True):
            moved = [row for row in part if row.catalog_id != catalog_id]
            self._records.publish((row, catalog_id) for row in moved)
            self._news[kind, catalog_id] = (kind, catalog_id, self._merged(kind, part, catalog_id))
            if kind is Kind.AGENCY:
                for agency in moved:
                    services = self._records.of_agency(agency.source_id, agency.id)
                    self._services |= {(row.source_id, row.id) for row in services}

    def _connected(self, kind: Kind, touched: set[Key]) -> list[Stored]:
        """Everything that is connected with these by links, however far."""
        found: dict[Key, Stored] = {}
        followed: set[str] = set()
        waiting = set(touched)
        while waiting:
            key = waiting.pop()
            row = self._records.get(key[0], kind, key[1])
            if row is None or key in found:
                continue
            found[key] = row
            fresh = self._records.links(row) - followed
            followed |= fresh
            for link in fresh:
                waiting.update(self._records.sharing(kind, link))
        return list(found.values())

    def _nodes(self, kind: Kind, rows: list[Stored]) -> list[Node]:
        """The records with their places: by rank, then the fresher one, then always the same."""
        ordered = sorted(rows, key=lambda row: (row.source_id, row.id))
        if kind is Kind.SERVICE and len(ordered) > 1:
            ordered.sort(key=self._freshness, reverse=True)
        ordered.sort(key=lambda row: self._order.ranks.get(row.source_id, _LAST))
        return [
            Node(row.source_id, row.id, self._useful_links(kind, row), place)
            for place, row in enumerate(ordered)
        ]

    def _useful_links(self, kind: Kind, row: Stored) -> frozenset[str]:
        links = self._records.links(row)
        return frozenset(link for link in links if self._records.sharing(kind, link))

    def _merged(
        self, kind: Kind, part: list[Stored], catalog_id: str
    ) -> Mapping[str, object] | None:
        if kind is Kind.AGENCY:
            agencies = [self._agency(row) for row in part]
            return _record(_AGENCY, merged_agency(agencies, catalog_id))
        best = part[0]
        agency = self._records.get(best.source_id, Kind.AGENCY, best.agency_id)
        if agency is None or not agency.catalog_id:
            return None
        members = [self._service(row) for row in part]
        return _record(_SERVICE, merged_service(members, catalog_id, agency.catalog_id))

    # --- records ---

    def _stored(self, source_id: str, told: Told, catalog_id: str) -> Stored:
        record = told.record
        assert record is not None  # noqa: S101 - tombstones are not stored
        of_service = isinstance(record, Service)
        text = (_SERVICE if of_service else _AGENCY).dump_json(record).decode()
        self._read[text] = record
        agency_id = record.agency_id if isinstance(record, Service) else ""
        same_as = plain_json(sorted(told.same_as))
        return Stored(source_id, told.kind, told.id, agency_id, text, same_as, catalog_id)

    def _freshness(self, row: Stored) -> Freshness:
        return freshness(self._service(row))

    def _service(self, row: Stored) -> Service:
        found = self._read.get(row.record)
        if not isinstance(found, Service):
            found = self._read[row.record] = service_from_record(json.loads(row.record))
        return found

    def _agency(self, row: Stored) -> Agency:
        found = self._read.get(row.record)
        if not isinstance(found, Agency):
            found = self._read[row.record] = agency_from_record(json.loads(row.record))
        return found


def _record(form: TypeAdapter[Agency | Service], record: Agency | Service) -> dict[str, object]:
    return dict(form.dump_python(record, mode="json"))
