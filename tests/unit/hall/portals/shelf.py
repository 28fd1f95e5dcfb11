"""A hall's catalog on a real store, and portals that tell it things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hall.catalog import page
from hall.portals.intake import Intake, Order
from hall.portals.matching import OWN
from hall.portals.records import Records
from hall.sources.source import Told
from kiosk.catalog.feed import ChangePage, Kind, parse_page
from kiosk.domain.service import Agency, Provenance, Service
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk

#: The portals of these tests, best first; "pusat" has ids of hall servers.
RANKS = {OWN: 0, "pusat": 5, "satu": 10, "dua": 20}
ORDER = Order(RANKS, frozenset({OWN, "pusat"}), "Kota Uji")
DUKCAPIL = Agency("org-1", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "building")


def agency(record: Agency) -> Told:
    return Told(Kind.AGENCY, record.id, record)


def told(record: Service, *same_as: str) -> Told:
    return Told(Kind.SERVICE, record.id, record, same_as)


def gone(service_id: str, kind: Kind = Kind.SERVICE) -> Told:
    return Told(kind, service_id, None)


def service(service_id: str, name: str, agency_id: str = "org-1", **changes: Any) -> Service:
    """A service of a portal, which says of itself nothing but its name."""
    bare = replace(
        halls.service(f"x.{service_id}", name),
        id=service_id,
        agency_id=agency_id,
        requirements=(),
        fees=(),
        products=(),
        provenance=(Provenance("portal", source_id=service_id),),
    )
    return replace(bare, **changes)


class Shelf:
    """The catalog as the feed tells it."""

    def __init__(self, desk: Desk, order: Order = ORDER) -> None:
        self.desk = desk
        self.order = order

    def take(self, source_id: str, *records: Told) -> int:
        return self.desk.do(
            lambda tx: Intake(tx, self.desk.floor, self.order).take(source_id, records)
        )

    def take_own(self, services: Iterable[Service] = halls.SERVICES) -> None:
        own = [agency(one) for one in halls.AGENCIES]
        self.take(OWN, *own, *(told(one) for one in services))

    @property
    def feed(self) -> ChangePage:
        return self.desk.look(lambda tx: parse_page(page(tx, "epoch", 0, 10_000)))

    @property
    def services(self) -> dict[str, Service]:
        return {one.id: one.record for one in self.feed.changes if isinstance(one.record, Service)}

    @property
    def agencies(self) -> dict[str, Agency]:
        return {one.id: one.record for one in self.feed.changes if isinstance(one.record, Agency)}

    @property
    def rows(self) -> int:
        return self.desk.look(lambda tx: len(Records(tx).all()))
