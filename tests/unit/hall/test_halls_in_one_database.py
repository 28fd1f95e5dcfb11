"""Several halls in one database: each with its own numbers, days, rights and people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.store.dialect import Database
from kiosk.domain.ticket import TicketState
from kiosk.errors import (
    BookingUsed,
    ContentConflict,
    NotSignedIn,
    UnknownBooking,
    UnknownNumber,
    UnknownTicket,
)
from tests.unit.hall import halls
from tests.unit.hall.desk import MORNING, Desk
from tests.unit.hall.halls import KTP, PASPOR

#: Two hours east of the other: WIT. It has the same ids of queues, counters and kiosks.
EAST = replace(halls.hall(), id="mpp-timur", name="MPP Timur", time_zone="Asia/Jayapura")


@pytest.fixture
def west(database: Database) -> Iterator[Desk]:
    desk = Desk(database)
    yield desk
    desk.close()


@pytest.fixture
def east(west: Desk) -> Iterator[Desk]:
    desk = Desk(west.database, EAST)
    desk.clock = west.clock
    desk._made = 1_000  # other tickets' ids
    yield desk
    desk.close()


def test_each_hall_counts_alone(west: Desk, east: Desk) -> None:
    numbers = [desk.issue().number for desk in (west, east, east, west)]
    assert numbers == ["A001", "A001", "A002", "A002"]


def test_each_hall_calls_its_own_people(west: Desk, east: Desk) -> None:
    first, second = west.issue(), east.issue()
    assert (first.ahead, second.ahead) == (0, 0)
    assert east.called("1").id == second.id
    assert west.called("1").id == first.id, "counter 1 of another hall is another counter"
    assert east.call("2") is None


def test_each_hall_tells_its_own_events_without_a_gap(west: Desk, east: Desk) -> None:
    for desk in (west, east, west, east, east):
        desk.issue()
    for desk, count in ((west, 3), (east, 4)):
        assert [event.seq for event in desk.every_event] == list(range(1, count + 1))
        assert desk.hall().seq == count
        assert desk.rebuilt().queue("ktp").line == desk.today.queue("ktp").line


def test_each_hall_has_the_day_of_its_own_zone(west: Desk, east: Desk) -> None:
    west.clock.at = MORNING.replace(hour=22, minute=30)  # half past midnight in the east
    early = east.issue(printed=east.printed("A001X"))
    late = west.issue(printed=west.printed("A001X"))
    assert (early.service_day, late.service_day) == ("2026-11-24", "2026-11-23")
    assert early.taken_at.tzinfo == ZoneInfo("Asia/Jayapura")
    west.clock.forward(hours=1, minutes=29)
    assert (west.read(late).state, east.read(early).state) == (TicketState.WAITING,) * 2
    west.clock.forward(minutes=1)
    assert west.read(late).state is TicketState.EXPIRED
    assert east.read(early).state is TicketState.WAITING


def test_the_end_of_ones_day_leaves_the_others_people_alone(west: Desk, east: Desk) -> None:
    ticket = west.issue()
    west.clock.at = MORNING.replace(hour=22, minute=30)
    east.do(lambda tx: None)  # its day begins
    assert west.read(ticket).state is TicketState.WAITING


def test_anothers_ticket_is_unknown_here(west: Desk, east: Desk) -> None:
    theirs = east.issue()
    for step in (west.read, west.cancel, west.start, west.finish, west.hold, west.give_back):
        with pytest.raises(UnknownTicket):
            step(theirs)
    with pytest.raises(UnknownNumber):
        west.call_number("A001")
    assert east.read(theirs).state is TicketState.WAITING


def test_an_id_of_anothers_ticket_is_no_id_for_one_here(west: Desk, east: Desk) -> None:
    theirs = east.issue()
    with pytest.raises(ContentConflict):
        west.issue(id=theirs.id)
    with pytest.raises(ContentConflict):
        west.issue(id=theirs.id, printed=west.printed("A001X"))
    assert west.rows("select hall_id from tickets") == [("mpp-timur",)]
    assert west.issue().number == "A001", "and no number was used up"


def test_a_session_of_another_hall_is_worth_nothing(west: Desk, east: Desk) -> None:
    session = east.open("1")
    with pytest.raises(NotSignedIn):
        west.counter(session)
    mine = west.open("1")
    assert mine == session, "even one that looks the same"
    west.leave(mine)
    assert east.counter(session).counter.staff == "Rina"


def test_who_signs_in_at_one_hall_stays_signed_in_at_the_other(west: Desk, east: Desk) -> None:
    """Names are each hall's own: this rina is not that one."""
    session = west.open("1", "rina")
    east.open("3", "rina")
    assert west.counter(session).counter.staff == "Rina"


def test_appointments_and_closures_are_each_halls_own(west: Desk, east: Desk) -> None:
    east.book("JT-1", PASPOR, MORNING)
    with pytest.raises(UnknownBooking):
        west.check_in("JT-1")
    assert west.book("JT-1", KTP, MORNING)
    assert west.check_in("JT-1").queue == "ktp"
    assert east.check_in("JT-1").queue == "paspor"
    with pytest.raises(BookingUsed):
        east.check_in("JT-1")
    east.close_queue("ktp", MORNING + timedelta(minutes=30))
    assert west.issue(KTP).number == "A002"


def test_the_store_keeps_one_ticket_a_counter_for_each_hall(west: Desk, east: Desk) -> None:
    west.issue()
    west.called("1")
    other = east.issue()
    east.called("1")
    east.issue()
    with pytest.raises(east.database.own_faults):
        east.connection.execute(
            "update tickets set state = 'called', counter_id = '1' "  # noqa: S608
            f"where hall_id = 'mpp-timur' and id <> '{other.id}'"
        )
