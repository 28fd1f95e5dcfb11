"""Who is called: levels with a bound, head starts, recalls, and out of order for a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from hall.queue.counter.calls import CallReason
from hall.store.dialect import Database
from kiosk.domain.hall import Counter
from kiosk.domain.ticket import Priority, TicketState
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KK, KTP, PASPOR


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    """The small hall; counter 2 serves KTP first, KK only while nobody waits there."""
    small = halls.hall()
    counters = (
        Counter("1", 1, "biru", "dukcapil", ("ktp",)),
        Counter("2", 2, "biru", "dukcapil", ("ktp", "kk"), (1, 1)),
        Counter("9", 9, "biru", "imigrasi", ("paspor", "kk", "ktp"), (1, 1, 1)),
    )
    desk = Desk(database, replace(small, counters=counters))
    yield desk
    desk.close()


def order(desk: Desk, counter: str, people: int) -> list[str]:
    """The numbers of the next so many people, each served before the next is called."""
    return [desk.served(counter).number for _ in range(people)]


def test_a_queue_of_a_higher_level_goes_first_though_others_wait_longer(desk: Desk) -> None:
    desk.issue(KK)
    desk.clock.forward(minutes=10)
    desk.issue(KTP)
    desk.clock.forward(minutes=1)
    desk.issue(KTP)
    assert order(desk, "2", 3) == ["A001", "A002", "K001"]


def test_who_has_waited_as_long_as_the_hall_allows_goes_before_every_level(desk: Desk) -> None:
    desk.issue(KK)
    desk.clock.forward(minutes=44)
    desk.issue(KTP)
    assert order(desk, "2", 1) == ["A001"]
    desk.issue(KTP)
    desk.clock.forward(minutes=1)  # 45 in all: the limit, and the limit counts
    desk.issue(KTP)
    assert order(desk, "2", 3) == ["K001", "A002", "A003"]


def test_of_several_who_waited_too_long_the_first_due_is_called(desk: Desk) -> None:
    desk.issue(KTP)
    desk.clock.forward(minutes=1)
    desk.issue(KK)
    desk.clock.forward(minutes=1)
    desk.issue(PASPOR)
    desk.clock.forward(minutes=45)
    assert order(desk, "9", 3) == ["A001", "K001", "M001"]


def test_levels_are_each_counters_own(desk: Desk) -> None:
    desk.issue(KTP)
    desk.issue(KK)
    assert desk.called("9").number == "K001"
    assert desk.called("2").number == "A001"


def test_a_head_start_is_no_reason_to_go_before_a_higher_level(desk: Desk) -> None:
    desk.clock.forward(minutes=1)
    desk.issue(KK, priority=Priority.ELDERLY)
    desk.issue(KTP)
    assert order(desk, "2", 2) == ["A001", "K001"]


def test_the_counters_view_shows_people_in_the_order_they_will_be_called(desk: Desk) -> None:
    session = desk.open("2")
    for service in (KK, KTP, KTP, KK):
        desk.issue(service)
        desk.clock.forward(minutes=12)
    shown = [waiting.number for waiting in desk.counter(session).waiting]
    assert shown == order(desk, "2", 4) == ["K001", "A001", "A002", "K002"]


def test_a_call_out_of_order_tells_its_reason_and_leaves_the_others_in_theirs(desk: Desk) -> None:
    desk.issue()
    desk.issue()
    wanted = desk.issue()
    called = desk.call_number(wanted.number, reason=CallReason.PAPERS_BROUGHT)
    assert (called.id, called.state, called.counter) == (wanted.id, TicketState.CALLED, "1")
    event = desk.events[-1]
    assert (event.type, event.facts["reason"]) == ("ticket.called", "papers-brought")
    desk.finish(desk.start(called))
    assert order(desk, "1", 2) == ["A001", "A002"]


def test_an_ordinary_call_has_no_reason(desk: Desk) -> None:
    desk.issue()
    desk.called()
    assert "reason" not in desk.events[-1].facts


def test_a_printed_number_is_called_out_of_order_as_well(desk: Desk) -> None:
    desk.issue()
    ticket = desk.issue(printed=desk.printed("A001X"))
    assert desk.call_number("A001X").id == ticket.id


def test_a_held_visitor_comes_back_to_the_place_they_had(desk: Desk) -> None:
    first = desk.issue()
    desk.clock.forward(minutes=3)
    desk.issue()
    held = desk.hold(desk.start(desk.called()))
    assert (held.state, held.counter) == (TicketState.HELD, None)
    assert desk.called().number == "A002", "the counter is free"
    desk.clock.forward(minutes=20)
    desk.issue()
    back = desk.give_back(held, counter="2")
    assert (back.state, back.calls) == (TicketState.WAITING, 0)
    assert desk.called("2").id == first.id
    dues = {event.facts["due_at"] for event in desk.events if event.ticket_id == first.id}
    assert len(dues) == 1


def test_what_is_on_hold_is_shown_to_every_counter_of_its_queue(desk: Desk) -> None:
    desk.issue()
    held = desk.hold(desk.start(desk.called()))
    shown = desk.counter(desk.open("2")).held
    assert [(one.id, one.number, one.since) for one in shown] == [
        (held.id, "A001", desk.clock.now())
    ]
    desk.give_back(held, counter="2")
    assert desk.counter(desk.open("2")).held == ()


def test_a_transferred_visitor_keeps_due_time_and_number_and_goes_on_afterwards(
    desk: Desk,
) -> None:
    ticket = desk.issue(KTP, KK)
    desk.clock.forward(minutes=5)
    desk.issue(PASPOR)
    sent = desk.transfer(desk.start(desk.called()), PASPOR)
    assert (sent.number, sent.queue, sent.state) == ("A001", "paspor", TicketState.WAITING)
    assert sent.services == (KTP, PASPOR, KK), "before the rest of the visit"
    at_passports = desk.called("9")
    assert at_passports.id == ticket.id, "with the time it came with"
    next_stop = desk.finish(desk.start(at_passports, "9"), "9")
    assert (next_stop.queue, next_stop.state) == ("kk", TicketState.WAITING)
    assert desk.served("2").state is TicketState.FINISHED


def test_a_visitor_may_be_transferred_twice_and_still_goes_on_with_the_visit(desk: Desk) -> None:
    desk.issue(KTP, KK)
    desk.transfer(desk.start(desk.called("1")), PASPOR)
    sent = desk.transfer(desk.start(desk.called("9"), "9"), KTP, counter="9")
    assert sent.services == (KTP, PASPOR, KTP, KK)
    stops = [desk.served(counter) for counter in ("1", "2")]
    assert [(stop.state, stop.queue) for stop in stops] == [
        (TicketState.WAITING, "kk"),
        (TicketState.FINISHED, "kk"),
    ]


def test_a_transfer_within_the_queue_is_a_call_of_its_own(desk: Desk) -> None:
    ticket = desk.issue(KTP)
    desk.clock.forward(minutes=1)
    desk.issue(KTP)
    desk.transfer(desk.start(desk.called()), halls.KIA)
    again = desk.called()
    assert (again.id, again.service) == (ticket.id, halls.KIA)
    assert desk.finish(desk.start(again)).state is TicketState.FINISHED


def test_a_transfer_is_told_where_it_left_and_where_it_joined(desk: Desk) -> None:
    desk.issue(KTP)
    serving = desk.start(desk.called())
    desk.clock.forward(minutes=4)
    desk.transfer(serving, KK)
    left, joined = desk.events[-2:]
    assert (left.type, left.queue_id, left.counter_id) == ("ticket.transferred", "ktp", "1")
    assert (left.facts["to"], left.facts["served_ms"]) == ("kk", 240_000)
    assert (joined.type, joined.queue_id, joined.waiting) == ("ticket.queued", "kk", 1)


def test_a_recalled_visitor_keeps_the_penalty_and_the_head_start_is_spent(desk: Desk) -> None:
    desk.issue(priority=Priority.PREGNANT)
    desk.no_show(desk.called())
    desk.clock.forward(minutes=4)
    desk.issue()
    assert desk.called("1").number == "A002"
    due = desk.events[[e.type for e in desk.events].index("ticket.recalled")].facts["due_at"]
    called_back = desk.called("2")
    assert called_back.recalls == 1
    assert desk.events[-1].facts["due_at"] == due


def test_nobody_is_passed_over_for_longer_than_the_head_start(desk: Desk) -> None:
    ordinary = desk.issue()
    for _ in range(40):
        desk.clock.forward(minutes=1)
        desk.issue(priority=Priority.ELDERLY)
        called = desk.called()
        if called.id == ordinary.id:
            break
        desk.finish(desk.start(called))
    # Who comes then is due at the same moment, and after.
    assert ordinary.taken_at + timedelta(minutes=20) == desk.clock.now()
