"""Numbers a kiosk printed while it had no line: taken as they are, and they win."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.domain.ticket import TicketState
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KK, KTP


def test_an_offline_ticket_keeps_the_number_on_its_paper(desk: Desk) -> None:
    ticket = desk.issue(printed=desk.printed("A003X", minutes=10))
    assert (ticket.number, ticket.state) == ("A003X", TicketState.WAITING)
    assert ticket.taken_at == desk.clock.now() - timedelta(minutes=10)


def test_an_offline_ticket_stands_where_its_time_puts_it(desk: Desk) -> None:
    online = desk.issue()
    earlier = desk.issue(printed=desk.printed("A001X", minutes=5))
    assert earlier.ahead == 0
    assert [desk.called("1").id, desk.called("3").id] == [earlier.id, online.id]


def test_an_offline_ticket_uses_no_number_of_the_hall(desk: Desk) -> None:
    desk.issue(printed=desk.printed("A001X"))
    assert desk.issue().number == "A001"


def test_an_offline_paper_promised_nothing_so_no_forecast_is_kept(desk: Desk) -> None:
    desk.open("1")
    desk.issue(printed=desk.printed("A001X"))
    assert desk.rows("select ahead, wait_low, wait_high from stops") == [(None, None, None)]


def test_an_offline_ticket_is_taken_though_the_hall_has_closed_since(desk: Desk) -> None:
    desk.clock.forward(hours=8)
    ticket = desk.issue(printed=desk.printed("A001X", hours=4))
    assert ticket.state is TicketState.WAITING


def test_an_offline_ticket_of_yesterday_is_kept_but_can_not_be_called(desk: Desk) -> None:
    ticket = desk.issue(printed=desk.printed("A001X", days=1))
    assert (ticket.service_day, ticket.state) == ("2026-11-22", TicketState.EXPIRED)
    assert desk.call() is None


def test_the_printed_number_wins_over_one_whose_answer_was_lost(desk: Desk) -> None:
    request = desk.request(KTP)
    lost = desk.put(request)
    printed = desk.put(replace(request, printed=desk.printed("A001X")))
    assert (printed.id, printed.number) == (lost.id, "A001X")
    assert desk.rows("select number from tickets") == [("A001X",)]


def test_the_replaced_number_is_never_given_again_and_the_events_say_so(desk: Desk) -> None:
    request = desk.request()
    lost = desk.put(request)
    desk.put(replace(request, printed=desk.printed("A001X")))
    assert desk.issue().number == "A002"
    assert [event.type for event in desk.events][:2] == ["ticket.issued", "ticket.renumbered"]
    facts = desk.rows("select facts from events where type = 'ticket.renumbered'")
    assert f'"old_number":"{lost.number}"' in facts[0][0]


def test_a_late_repeat_without_the_number_does_not_take_the_paper_back(desk: Desk) -> None:
    request = desk.request()
    desk.put(request)
    desk.put(replace(request, printed=desk.printed("A001X")))
    assert desk.put(request).number == "A001X"


def test_telling_an_offline_ticket_twice_gives_one_ticket(desk: Desk) -> None:
    request = desk.request(KK, printed=desk.printed("K001Y"), kiosk_id="kiosk-2")
    assert desk.put(request) == desk.put(request)
    assert len(desk.rows("select * from tickets")) == 1


def test_a_ticket_already_called_is_called_again_by_the_number_on_its_paper(desk: Desk) -> None:
    request = desk.request()
    desk.put(request)
    desk.called()
    renumbered = desk.put(replace(request, printed=desk.printed("A001X")))
    assert renumbered.state is TicketState.CALLED
    last = desk.events[-1]
    assert (last.type, last.number, last.counter_id) == ("ticket.called_again", "A001X", "1")
