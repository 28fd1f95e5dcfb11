"""What its agency has closed or withdrawn gets no ticket, whoever asks and whatever the queue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hall.catalog import Catalog, bring
from hall.store.dialect import Database
from kiosk.catalog.feed import Kind
from kiosk.catalog.reader import to_record
from kiosk.domain.calendar import Reason
from kiosk.domain.service import Service, ServiceStatus
from kiosk.errors import NotServedNow
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KIA, KK, KTP


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    desk = Desk(database)
    begin(desk)
    yield desk
    desk.close()


def begin(desk: Desk, services: tuple[Service, ...] = halls.SERVICES) -> None:
    """The hall's start with these services in its files."""
    book = Catalog(desk.floor.hall, halls.AGENCIES, services)
    desk.do(book.store, desk.floor)


def told(desk: Desk, service_id: str, status: ServiceStatus) -> None:
    """A portal tells of a service as it is now."""
    record = to_record(replace(halls.service(service_id, "Layanan"), status=status))
    desk.do(bring, desk.floor, [(Kind.SERVICE, service_id, record)])


def refused(desk: Desk, *services: str, **changes: object) -> NotServedNow:
    before = desk.rows("select count(*) from tickets")
    with pytest.raises(NotServedNow) as refusal:
        desk.issue(*services, **changes)
    assert desk.rows("select count(*) from tickets") == before
    return refusal.value


@pytest.mark.parametrize(
    ("status", "reason", "words"),
    [
        (ServiceStatus.CLOSED, Reason.SERVICE_CLOSED, "ditutup sementara oleh instansinya"),
        (ServiceStatus.WITHDRAWN, Reason.SERVICE_WITHDRAWN, "sudah tidak diberikan lagi"),
    ],
)
def test_a_service_not_given_is_refused_in_words_and_the_queues_others_are_not(
    desk: Desk, status: ServiceStatus, reason: Reason, words: str
) -> None:
    told(desk, KTP, status)
    refusal = refused(desk, KTP)
    assert refusal.facts == {"reason": reason, "opens_at": None}
    assert words in refusal.sentence
    assert "meja informasi" in refusal.sentence
    assert desk.issue(KIA).number == "A001"  # of the same queue


def test_a_service_that_is_given_again_gets_tickets_at_once(desk: Desk) -> None:
    told(desk, KTP, ServiceStatus.CLOSED)
    refused(desk, KTP)
    told(desk, KTP, ServiceStatus.ACTIVE)
    assert desk.issue(KTP).number == "A001"


def test_a_service_the_catalog_lost_is_not_given(desk: Desk) -> None:
    desk.do(bring, desk.floor, [(Kind.SERVICE, KTP, None)])
    assert refused(desk, KTP).facts["reason"] == Reason.SERVICE_WITHDRAWN


def test_a_visit_is_refused_for_any_of_its_services(desk: Desk) -> None:
    told(desk, KK, ServiceStatus.CLOSED)
    assert refused(desk, KTP, KK).facts["reason"] == Reason.SERVICE_CLOSED


def test_outside_the_hours_the_service_is_said_first(desk: Desk) -> None:
    told(desk, KTP, ServiceStatus.WITHDRAWN)
    desk.clock.forward(hours=12)
    assert refused(desk, KTP).facts["reason"] == Reason.SERVICE_WITHDRAWN
    assert refused(desk, KK).facts["reason"] == Reason.CLOSED_FOR_TODAY


def test_a_ticket_that_was_given_stays_and_is_answered_again(desk: Desk) -> None:
    ticket = desk.issue(KTP, id="0192f3a4-b5c6-7d8e-9f00-aabbccddeeff")
    told(desk, KTP, ServiceStatus.CLOSED)
    again = desk.issue(KTP, id="0192f3a4-b5c6-7d8e-9f00-aabbccddeeff")
    assert again.number == ticket.number
    desk.open("1")
    assert desk.called().number == ticket.number


def test_a_paper_that_is_out_is_taken(desk: Desk) -> None:
    told(desk, KTP, ServiceStatus.CLOSED)
    assert desk.issue(KTP, printed=desk.printed("A004X", minutes=5)).number == "A004X"


def test_nobody_is_transferred_to_what_is_not_given(desk: Desk) -> None:
    desk.issue(KTP)
    desk.open("1")
    serving = desk.start(desk.called())
    told(desk, KK, ServiceStatus.WITHDRAWN)
    with pytest.raises(NotServedNow):
        desk.transfer(serving, KK)
    told(desk, KK, ServiceStatus.ACTIVE)
    assert desk.transfer(serving, KK).queue == "kk"


def test_a_restart_does_not_forget_what_is_not_given(desk: Desk) -> None:
    told(desk, KTP, ServiceStatus.CLOSED)
    desk.floor.tell_status(KTP, ServiceStatus.ACTIVE)  # a new floor knows nothing of it
    begin(desk)
    assert refused(desk, KTP).facts["reason"] == Reason.SERVICE_CLOSED


def test_the_halls_own_files_close_a_service_too(desk: Desk) -> None:
    ktp, *others = halls.SERVICES
    begin(desk, (replace(ktp, status=ServiceStatus.CLOSED), *others))
    assert refused(desk, KTP).facts["reason"] == Reason.SERVICE_CLOSED
