"""What the pages of the counter and the phone are told of the catalog."""

from __future__ import annotations

from hall.catalog import Catalog
from hall.queue.floor import Floor
from hall.web.page_data import service_data, transfers
from kiosk.domain.service import ServiceStatus
from tests.unit.hall import halls
from tests.unit.hall.halls import KK, KTP

BOOK = Catalog(halls.hall(), halls.AGENCIES, halls.SERVICES)


def test_what_an_agency_does_not_give_is_no_place_to_be_transferred_to() -> None:
    floor = Floor(halls.hall())
    floor.tell_status(KK, ServiceStatus.CLOSED)
    groups = transfers(floor.hall, BOOK, floor.refusal_of)
    offered = {one.id for group in groups for one in group.services}
    assert offered == {service.id for service in halls.SERVICES} - {KK}


def test_papers_are_told_as_published() -> None:
    shown = service_data(halls.hall(), BOOK, KTP)
    assert shown is not None
    assert shown.requirements == ("KTP",)
