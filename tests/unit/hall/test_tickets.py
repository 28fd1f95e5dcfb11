"""A ticket's beginning: numbers, stops, order, forecasts, and ids that come twice."""

from __future__ import annotations

import json
from datetime import timedelta

from hall.queue.visitor import tickets
from hall.store.transaction import to_ms
from kiosk.domain.ticket import Priority, TicketState, WaitRange
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KIA, KK, KTP, PASPOR


def test_numbers_of_a_queue_are_consecutive_and_queues_count_alone(desk: Desk) -> None:
    numbers = [desk.issue(s).number for s in (KTP, KTP, KK, KIA, PASPOR, KTP)]
    assert numbers == ["A001", "A002", "K001", "A003", "M001", "A004"]


def test_numbers_start_again_every_service_day(desk: Desk) -> None:
    desk.issue()
    desk.clock.forward(days=1)
    tomorrow = desk.issue()
    assert (tomorrow.number, tomorrow.service_day) == ("A001", "2026-11-24")


def test_the_service_day_is_the_halls_own_date(desk: Desk) -> None:
    desk.clock.at = desk.clock.at.astimezone(tz=None)
    ticket = desk.issue()
    assert ticket.service_day == "2026-11-23"
    assert ticket.taken_at.utcoffset() == timedelta(hours=7)


def test_a_repeated_put_gives_the_same_ticket(desk: Desk) -> None:
    request = desk.request(KTP, KK)
    first = desk.do(tickets.issue, desk.floor, desk.today, request)
    desk.issue()
    again = desk.do(tickets.issue, desk.floor, desk.today, request)
    assert (first.new, again.new) == (True, False)
    assert again.ticket == first.ticket


def test_a_repeated_put_gives_the_forecast_of_the_paper(desk: Desk) -> None:
    desk.open("1")
    ahead = desk.issue()
    request = desk.request()
    first = desk.put(request)
    desk.called()
    assert desk.put(request) == first
    assert (first.ahead, desk.read(first).ahead) == (1, 0)
    assert ahead.ahead == 0


def test_a_repeated_put_tells_how_the_ticket_stands(desk: Desk) -> None:
    request = desk.request()
    desk.put(request)
    desk.called()
    again = desk.put(request)
    assert (again.state, again.counter, again.ahead) == (TicketState.CALLED, "1", None)


def test_a_ticket_for_several_services_has_one_number_of_the_first_queue(desk: Desk) -> None:
    ticket = desk.issue(KK, KTP, PASPOR)
    assert (ticket.number, ticket.service, ticket.queue) == ("K001", KK, "kk")
    assert ticket.services == (KK, KTP, PASPOR)


def test_priority_goes_ahead_by_the_head_start_and_no_further(desk: Desk) -> None:
    early = desk.issue()
    desk.clock.forward(minutes=19)
    overtaken = desk.issue()
    desk.clock.forward(minutes=2)
    elder = desk.issue(priority=Priority.ELDERLY)
    order = [desk.called(c).id for c in ("1", "3", "4")]
    assert order == [early.id, elder.id, overtaken.id]


def test_of_two_due_at_once_the_older_id_comes_first(desk: Desk) -> None:
    first, second = desk.issue(), desk.issue()
    assert [desk.called("1").id, desk.called("3").id] == [first.id, second.id]


def test_without_an_open_counter_there_is_a_place_in_line_and_no_forecast(desk: Desk) -> None:
    desk.issue()
    second = desk.issue()
    assert (second.ahead, second.wait) == (1, None)


def test_people_ahead_are_those_before_in_all_queues_the_same_open_counters_serve(
    desk: Desk,
) -> None:
    desk.open("2")  # serves KTP and KK
    for _ in range(3):
        desk.issue(KK)
    desk.issue(PASPOR)
    assert desk.issue(KTP).ahead == 3
    desk.open("2", "other")
    desk.open("1")
    assert desk.issue(KTP).ahead == 4


def test_a_forecast_is_given_while_a_counter_is_open_and_kept_beside_the_ticket(
    desk: Desk,
) -> None:
    desk.open("9")
    desk.issue(PASPOR)
    ticket = desk.issue(PASPOR)
    assert ticket.wait is not None
    kept = desk.rows(
        f"select ahead, wait_low, wait_high from stops where ticket_id = '{ticket.id}'"  # noqa: S608
    )
    assert kept == [(1, ticket.wait.low, ticket.wait.high)]


def test_the_forecast_learns_from_the_days_finished_visits(desk: Desk) -> None:
    desk.open("9")
    desk.issue(PASPOR)
    serving = desk.start(desk.called("9"), "9")
    slow = desk.issue(PASPOR).wait
    for _ in range(12):
        desk.clock.forward(minutes=2)
        desk.finish(serving, "9")
        serving = desk.start(desk.called("9"), "9")
        fast = desk.issue(PASPOR).wait
    assert slow is not None
    assert fast is not None
    assert fast.low < slow.low  # visits of two minutes, not of the twenty that are usual


def test_who_comes_to_an_idle_counter_is_told_so(desk: Desk) -> None:
    desk.open("9")
    assert desk.issue(PASPOR).wait == WaitRange(0, 5)


def test_every_ticket_is_told_in_the_event_table(desk: Desk) -> None:
    ticket = desk.issue(KTP, KK)
    (event,) = desk.events
    assert (event.type, event.number, event.queue_id) == ("ticket.issued", "A001", "ktp")
    assert event.waiting == 1
    (row,) = desk.rows("select seq, ticket_id, day, facts from events where type = 'ticket.issued'")
    assert row[:3] == (event.seq, ticket.id, "2026-11-23")
    facts = json.loads(row[3])
    assert facts["queues"] == ["ktp", "kk"]
    assert facts["due_at"] == facts["taken_at"] == to_ms(ticket.taken_at)


def test_a_ticket_that_still_waits_after_its_day_reads_as_expired(desk: Desk) -> None:
    ticket = desk.issue()
    desk.clock.forward(days=1)
    later = desk.read(ticket)
    assert (later.state, later.ahead, later.wait) == (TicketState.EXPIRED, None, None)
    assert desk.call() is None
