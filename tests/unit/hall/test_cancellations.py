"""Places given up: by visitors while they wait, by staff who called in vain."""

from __future__ import annotations

import pytest

from hall.queue.counter import serving
from hall.queue.visitor import tickets
from kiosk.domain.ticket import TicketState
from kiosk.errors import ContentConflict, UnknownTicket
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KTP


def test_a_visitor_gives_up_a_place_and_those_behind_move_up(desk: Desk) -> None:
    desk.open("1")
    ticket = desk.issue()
    behind = desk.issue()
    gone = desk.cancel(ticket)
    assert (gone.state, gone.ahead, gone.wait) == (TicketState.CANCELLED, None, None)
    assert desk.read(behind).ahead == 0
    event = desk.events[-1]
    assert (event.type, event.waiting, event.facts["by"]) == ("ticket.cancelled", 1, "visitor")
    assert desk.called().id == behind.id


def test_giving_up_twice_is_one_cancellation(desk: Desk) -> None:
    ticket = desk.issue()
    first = desk.cancel(ticket)
    assert desk.cancel(ticket) == first
    assert [event.type for event in desk.events].count("ticket.cancelled") == 1


def test_who_is_on_hold_may_give_up(desk: Desk) -> None:
    desk.issue()
    held = desk.hold(desk.start(desk.called()))
    assert desk.cancel(held).state is TicketState.CANCELLED
    assert desk.events[-1].facts["was"] == "held"
    assert desk.counter(desk.open("1")).held == ()


def test_a_cancelled_number_is_not_given_again(desk: Desk) -> None:
    desk.cancel(desk.issue())
    assert desk.issue().number == "A002"


def test_a_repeated_put_of_a_cancelled_ticket_says_so(desk: Desk) -> None:
    request = desk.request()
    desk.cancel(desk.put(request))
    assert desk.put(request).state is TicketState.CANCELLED
    assert desk.call() is None


def test_what_a_kiosk_gave_up_before_its_request_arrived_gives_no_ticket(desk: Desk) -> None:
    request = desk.request()
    assert desk.give_up(request.id, "kiosk-1") is None
    assert desk.give_up(request.id, "kiosk-1") is None
    with pytest.raises(ContentConflict):
        desk.put(request)
    with pytest.raises(UnknownTicket):
        desk.look(lambda tx: tickets.read(tx, desk.floor, desk.today, request.id))
    assert desk.events == []
    assert desk.issue().number == "A001", "no number was used"
    desk.open("1")
    with pytest.raises(UnknownTicket):
        desk.do(serving.cancel, desk.at("1"), request.id)


def test_what_a_kiosk_gave_up_is_forgotten_with_the_next_day(desk: Desk) -> None:
    desk.give_up(desk.request().id, "kiosk-1")
    desk.clock.forward(days=1)
    desk.issue()
    assert desk.rows("select day from tickets") == [("2026-11-24",)]


def test_an_id_that_somebody_without_a_kiosk_gives_up_is_not_kept(desk: Desk) -> None:
    request = desk.request()
    assert desk.give_up(request.id) is None
    assert desk.rows("select * from tickets") == []
    assert desk.put(request).number == "A001"


def test_staff_cancel_whom_they_called_and_the_counter_is_free(desk: Desk) -> None:
    desk.issue()
    desk.issue(KTP)
    gone = desk.cancel_at(desk.called())
    assert (gone.state, gone.counter) == (TicketState.CANCELLED, None)
    event = desk.events[-1]
    assert (event.counter_id, event.facts["was"], event.facts["by"]) == ("1", "called", "staff")
    assert desk.called().number == "A002"
    assert [call.state for call in desk.hall().calls] == ["called", "no_show"]


def test_staff_of_any_counter_of_the_queue_cancel_who_is_on_hold(desk: Desk) -> None:
    desk.issue()
    held = desk.hold(desk.start(desk.called("1")))
    assert desk.cancel_at(held, "2").state is TicketState.CANCELLED
    assert desk.events[-1].counter_id == "2"
