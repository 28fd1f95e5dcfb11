"""Signing in opens a counter, signing out closes it; a ticket stays with its counter."""

from __future__ import annotations

import pytest

from hall.queue.counter import sessions
from hall.store.transaction import to_ms
from kiosk.errors import NotSignedIn, UnknownCounter
from tests.unit.hall.desk import Desk


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(event.type, event.counter_id) for event in desk.events]


def open_counters(desk: Desk) -> set[str]:
    """Those the projection knows, and after a start from the store the same."""
    now = to_ms(desk.clock.now())
    known, stored = (
        {counter for counter, state in today.counters.items() if state.is_open(now)}
        for today in (desk.today, desk.rebuilt())
    )
    assert known == stored
    return known


def test_signing_in_opens_the_counter_and_signing_out_closes_it(desk: Desk) -> None:
    session = desk.open("1")
    assert desk.do(sessions.staff_at, session) == "Rina"
    assert open_counters(desk) == {"1"}
    desk.do(sessions.close_counter, desk.floor, session)
    assert open_counters(desk) == set()
    assert told(desk) == [("counter.opened", "1"), ("counter.closed", "1")]


def test_a_session_ends_after_its_hours(desk: Desk) -> None:
    session = desk.open("1", hours=4)
    assert open_counters(desk) == {"1"}
    desk.clock.forward(hours=4)
    assert open_counters(desk) == set()
    with pytest.raises(NotSignedIn):
        desk.do(sessions.staff_at, session)


def test_one_person_sits_at_one_counter(desk: Desk) -> None:
    desk.open("1")
    desk.open("3")
    assert open_counters(desk) == {"3"}
    assert told(desk)[-2:] == [("counter.closed", "1"), ("counter.opened", "3")]


def test_who_takes_a_counter_over_ends_the_session_before(desk: Desk) -> None:
    before = desk.open("1", "rina")
    after = desk.open("1", "budi")
    with pytest.raises(NotSignedIn):
        desk.do(sessions.staff_at, before)
    assert desk.do(sessions.staff_at, after) == "Budi"
    assert told(desk) == [("counter.opened", "1")] * 2, "the second with its own end"


def test_the_ticket_stays_with_the_counter_when_its_staff_leaves(desk: Desk) -> None:
    desk.issue()
    session = desk.open("1")
    called = desk.called("1")
    desk.do(sessions.close_counter, desk.floor, session)
    desk.open("1", "budi")
    assert desk.start(called, "1").number == called.number


def test_signing_out_twice_is_refused_the_second_time(desk: Desk) -> None:
    session = desk.open("1")
    desk.do(sessions.close_counter, desk.floor, session)
    with pytest.raises(NotSignedIn):
        desk.do(sessions.close_counter, desk.floor, session)


def test_a_counter_the_hall_does_not_have_can_not_be_opened(desk: Desk) -> None:
    with pytest.raises(UnknownCounter):
        desk.open("77")
    assert desk.events == []


def test_a_closed_counter_keeps_when_it_closed_and_nobodys_name(desk: Desk) -> None:
    session = desk.open("1")
    desk.clock.forward(minutes=7)
    desk.leave(session)
    rows = desk.rows("select id, session, username, staff, closed_at from counters")
    assert rows == [("1", None, None, None, to_ms(desk.clock.now()))]
    desk.open("1", "budi")
    assert desk.rows("select username, closed_at from counters") == [("budi", None)]
    assert desk.rebuilt().counters == desk.today.counters
