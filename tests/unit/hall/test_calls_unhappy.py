"""Changes the state machine does not know, and counters that want too much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.errors import CounterHoldsTicket, IllegalTransition, UnknownCounter, UnknownTicket
from tests.unit.hall.desk import Desk

STEPS = ("again", "start", "finish", "no_show", "hold", "give_back", "cancel_at")


def test_a_counter_that_holds_a_ticket_calls_nobody(desk: Desk) -> None:
    desk.issue()
    waiting = desk.issue()
    held = desk.called()
    with pytest.raises(CounterHoldsTicket) as refused:
        desk.call()
    assert refused.value.facts == {"counter": "Loket 1", "number": held.number}
    assert desk.read(waiting).state == "waiting"


def test_a_called_ticket_is_not_finished_before_it_was_served(desk: Desk) -> None:
    desk.issue()
    called = desk.called()
    with pytest.raises(IllegalTransition) as refused:
        desk.finish(called)
    facts = {"number": "A001", "state": "called", "holder": "Loket 1"}
    assert refused.value.facts == facts
    assert desk.read(called).state == "called"
    assert desk.rows("select outcome from stops") == [(None,)]


def test_a_waiting_ticket_is_held_by_nobody(desk: Desk) -> None:
    ticket = desk.issue()
    for step in STEPS:
        with pytest.raises(IllegalTransition) as refused:
            getattr(desk, step)(ticket)
        assert refused.value.facts["holder"] is None
    assert len(desk.events) == 1


def test_only_the_counter_that_holds_a_ticket_changes_it(desk: Desk) -> None:
    desk.issue()
    called = desk.called("1")
    for step in STEPS:
        with pytest.raises(IllegalTransition) as refused:
            getattr(desk, step)(called, counter="3")
        assert refused.value.facts["holder"] == "Loket 1"


def test_a_ticket_being_served_is_neither_called_again_nor_absent(desk: Desk) -> None:
    desk.issue()
    serving = desk.start(desk.called())
    for step in ("again", "start", "no_show", "give_back", "cancel_at"):
        with pytest.raises(IllegalTransition):
            getattr(desk, step)(serving)


def test_a_finished_ticket_stays_finished(desk: Desk) -> None:
    desk.issue()
    done = desk.finish(desk.start(desk.called()))
    for step in STEPS:
        with pytest.raises(IllegalTransition):
            getattr(desk, step)(done)
    assert desk.call() is None


def test_unknown_tickets_and_counters_are_named_as_such(desk: Desk) -> None:
    ticket = desk.issue()
    nobody = replace(ticket, id=desk.request().id)
    for step in STEPS:
        with pytest.raises(UnknownTicket):
            getattr(desk, step)(nobody)
    with pytest.raises(UnknownCounter):
        desk.call("77")


def test_the_store_itself_refuses_a_second_ticket_at_a_counter(desk: Desk) -> None:
    desk.issue()
    second = desk.issue()
    desk.called()
    with pytest.raises(desk.database.own_faults):
        desk.rows(f"update tickets set state = 'called', counter_id = '1' where id = '{second.id}'")  # noqa: S608


def test_the_store_itself_refuses_a_number_twice_on_a_day(desk: Desk) -> None:
    desk.issue()
    second = desk.issue()
    with pytest.raises(desk.database.own_faults):
        desk.rows(f"update tickets set number = 'A001' where id = '{second.id}'")  # noqa: S608
