"""Calls out of order, holds, transfers and cancellations that are refused, with nothing changed."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.domain.ticket import TicketState
from kiosk.errors import (
    CounterHoldsTicket,
    IllegalTransition,
    NotInProfile,
    UnknownNumber,
    UnknownService,
)
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KK, KTP, PASPOR


def stored(desk: Desk) -> list[list[tuple[Any, ...]]]:
    """Everything about tickets, and what is known of the day."""
    tables = ("tickets", "stops", "events", "series")
    rows = [sorted(desk.rows(f"select * from {table}"), key=str) for table in tables]  # noqa: S608
    return [*rows, [(str(desk.today.queues), str(desk.today.counters))]]


@pytest.mark.parametrize(
    "number", ["A999", "a001", "A1", "", "A001X", "Z001", "A001 ", "A\x00", "A001\x00", "💥"]
)
def test_a_number_nobody_has_is_called_at_no_counter(desk: Desk, number: str) -> None:
    desk.issue()
    before = stored(desk)
    with pytest.raises(UnknownNumber):
        desk.call_number(number)
    assert stored(desk) == before


def test_a_number_of_a_queue_this_counter_does_not_serve_is_refused(desk: Desk) -> None:
    ticket = desk.issue(PASPOR)
    with pytest.raises(NotInProfile) as refused:
        desk.call_number(ticket.number)
    assert refused.value.facts["counter"] == "Loket 1"
    assert desk.read(ticket).state is TicketState.WAITING


def test_who_is_at_a_counter_is_not_called_to_another(desk: Desk) -> None:
    desk.issue()
    desk.called("1")
    with pytest.raises(IllegalTransition) as refused:
        desk.call_number("A001", "2")
    facts = {"number": "A001", "state": "called", "holder": "Loket 1"}
    assert refused.value.facts == facts


def test_a_counter_with_a_visitor_calls_nobody_out_of_order(desk: Desk) -> None:
    desk.issue()
    desk.issue()
    desk.called()
    with pytest.raises(CounterHoldsTicket):
        desk.call_number("A002")


def test_a_number_of_yesterday_is_not_called(desk: Desk) -> None:
    desk.issue()
    desk.clock.forward(days=1)
    with pytest.raises(UnknownNumber):
        desk.call_number("A001")


@pytest.mark.parametrize("ended", ["finished", "cancelled", "held"])
def test_who_does_not_wait_is_not_called_out_of_order(desk: Desk, ended: str) -> None:
    ticket = desk.issue()
    if ended == "cancelled":
        desk.cancel(ticket)
    else:
        serving = desk.start(desk.called())
        if ended == "held":
            desk.hold(serving)
        else:
            desk.finish(serving)
    with pytest.raises(IllegalTransition) as refused:
        desk.call_number("A001")
    assert refused.value.facts["state"] == ended


def test_only_who_is_being_served_is_held_or_transferred(desk: Desk) -> None:
    waiting = desk.issue()
    for step in (desk.hold, lambda one: desk.transfer(one, KK)):
        with pytest.raises(IllegalTransition):
            step(waiting)
    called = desk.called()
    before = stored(desk)
    for step in (desk.hold, lambda one: desk.transfer(one, KK)):
        with pytest.raises(IllegalTransition):
            step(called)
    assert stored(desk) == before


def test_a_transfer_to_a_service_this_hall_does_not_have_is_refused(desk: Desk) -> None:
    desk.issue()
    serving = desk.start(desk.called())
    before = stored(desk)
    with pytest.raises(UnknownService):
        desk.transfer(serving, "dukcapil.tidak-ada")
    assert stored(desk) == before


def test_who_is_on_hold_is_taken_back_only_where_their_queue_is_served(desk: Desk) -> None:
    desk.issue(KTP)
    held = desk.hold(desk.start(desk.called()))
    for step in (desk.give_back, desk.cancel_at):
        with pytest.raises(NotInProfile):
            step(held, "9")
    assert desk.read(held).state is TicketState.HELD


def test_who_is_on_hold_is_neither_started_nor_finished(desk: Desk) -> None:
    desk.issue()
    held = desk.hold(desk.start(desk.called()))
    for step in (desk.again, desk.start, desk.finish, desk.no_show, desk.hold):
        with pytest.raises(IllegalTransition) as refused:
            step(held)
        assert refused.value.facts["holder"] is None


def test_a_visitor_is_taken_back_once(desk: Desk) -> None:
    desk.issue()
    held = desk.hold(desk.start(desk.called()))
    desk.give_back(held)
    with pytest.raises(IllegalTransition):
        desk.give_back(held)
    assert len(desk.today.queue("ktp").line) == 1


def test_staff_cancel_nobody_who_waits_or_is_served(desk: Desk) -> None:
    waiting = desk.issue()
    with pytest.raises(IllegalTransition):
        desk.cancel_at(waiting)
    serving = desk.start(desk.called())
    with pytest.raises(IllegalTransition):
        desk.cancel_at(serving)
    with pytest.raises(IllegalTransition):
        desk.cancel_at(serving, "2")


def test_a_visitor_does_not_give_up_a_place_at_a_counter(desk: Desk) -> None:
    ticket = desk.issue()
    called = desk.called()
    for state in ("called", "serving"):
        with pytest.raises(IllegalTransition) as refused:
            desk.cancel(ticket)
        assert refused.value.facts == {"number": "A001", "state": state, "holder": "Loket 1"}
        if state == "called":
            desk.start(called)


def test_what_has_ended_is_not_cancelled(desk: Desk) -> None:
    ticket = desk.issue()
    desk.finish(desk.start(desk.called()))
    with pytest.raises(IllegalTransition):
        desk.cancel(ticket)
    old = desk.issue()
    desk.clock.forward(days=1)
    with pytest.raises(IllegalTransition) as refused:
        desk.cancel(old)
    assert refused.value.facts["state"] == "expired"
