"""What a counter does with visitors, step by step."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.ticket import TicketState
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KIA, KK, KTP, PASPOR


def told(desk: Desk) -> list[str]:
    return [event.type.removeprefix("ticket.") for event in desk.events]


def test_a_visit_goes_from_waiting_to_finished(desk: Desk) -> None:
    desk.issue()
    called = desk.called()
    assert (called.state, called.counter, called.calls) == (TicketState.CALLED, "1", 1)
    serving = desk.start(called)
    assert (serving.state, serving.started_at) == (TicketState.SERVING, desk.clock.now())
    done = desk.finish(serving)
    assert (done.state, done.counter) == (TicketState.FINISHED, None)
    assert told(desk) == ["issued", "called", "started", "finished"]


def test_nobody_waiting_is_no_error(desk: Desk) -> None:
    desk.issue(PASPOR)
    assert desk.call("1") is None


def test_a_counter_calls_the_earliest_of_all_queues_in_its_profile(desk: Desk) -> None:
    first = desk.issue(KK)
    desk.clock.forward(seconds=1)
    second = desk.issue(KTP)
    assert desk.called("1").id == second.id
    assert desk.called("2").id == first.id


def test_calling_again_is_told_and_counted_and_changes_nothing_else(desk: Desk) -> None:
    desk.issue()
    called = desk.called()
    desk.clock.forward(minutes=1)
    again = desk.again(called)
    assert again == replace(called, calls=2)
    assert told(desk)[-1] == "called_again"


def test_the_next_stop_keeps_the_due_time_it_came_with(desk: Desk) -> None:
    ticket = desk.issue(KTP, KK)
    desk.clock.forward(minutes=1)
    later = desk.issue(KK)
    called = desk.called("1")
    desk.start(called)
    desk.clock.forward(minutes=5)
    moved = desk.finish(called)
    assert (moved.state, moved.queue, moved.service) == (TicketState.WAITING, "kk", KK)
    assert (moved.number, moved.counter, moved.called_at) == (ticket.number, None, None)
    assert desk.called("2").id == ticket.id
    assert desk.read(later).ahead == 0


def test_a_finished_stop_and_the_queue_it_moves_to_are_both_told(desk: Desk) -> None:
    desk.issue(KTP, KK)
    desk.finish(desk.start(desk.called()))
    left, joined = desk.events[-2:]
    assert (left.type, left.queue_id, left.counter_id) == ("ticket.stop_finished", "ktp", "1")
    assert (joined.type, joined.queue_id, joined.waiting) == ("ticket.queued", "kk", 1)


def test_two_stops_of_one_queue_are_two_calls(desk: Desk) -> None:
    ticket = desk.issue(KTP, KIA)
    for expected in (TicketState.WAITING, TicketState.FINISHED):
        called = desk.called()
        assert called.id == ticket.id
        desk.start(called)
        assert desk.finish(called).state is expected


def test_a_no_show_comes_back_with_a_penalty(desk: Desk) -> None:
    absent = desk.issue()
    desk.clock.forward(minutes=4)
    behind = desk.issue()
    back = desk.no_show(desk.called())
    assert (back.state, back.recalls, back.counter) == (TicketState.WAITING, 1, None)
    assert told(desk)[-2:] == ["no_show", "recalled"]
    desk.clock.forward(minutes=6)
    latest = desk.issue()
    assert [desk.called(c).id for c in "134"] == [behind.id, absent.id, latest.id]


def test_after_the_halls_recalls_a_no_show_expires(desk: Desk) -> None:
    desk.issue()
    for recall in range(1, halls.hall().recall_limit + 1):
        assert desk.no_show(desk.called()).recalls == recall
    gone = desk.no_show(desk.called())
    assert gone.state is TicketState.EXPIRED
    assert told(desk)[-2:] == ["no_show", "expired"]
    assert desk.call() is None


def test_a_recalled_visitor_who_comes_is_served_like_any_other(desk: Desk) -> None:
    desk.issue(KTP, KK)
    desk.no_show(desk.called())
    called = desk.called()
    desk.start(called)
    moved = desk.finish(called)
    assert (moved.queue, moved.recalls) == ("kk", 0)


def test_a_ticket_left_over_from_yesterday_ends_with_its_day_and_frees_its_counter(
    desk: Desk,
) -> None:
    desk.issue()
    left = desk.called()
    desk.clock.forward(days=1)
    today = desk.issue()
    assert desk.read(left).state is TicketState.EXPIRED
    ended = [event for event in desk.events if event.type == "ticket.expired"]
    assert [(event.number, event.counter_id, event.facts["was"]) for event in ended] == [
        ("A001", "1", "called")
    ]
    assert desk.called().id == today.id


def test_events_tell_how_many_still_wait_in_the_queue(desk: Desk) -> None:
    for _ in range(3):
        desk.issue()
    desk.start(desk.called())
    assert [event.waiting for event in desk.events] == [1, 2, 3, 2, 2]
