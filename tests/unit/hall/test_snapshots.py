"""What clients read before they listen, and that events move it forward to the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.queue import snapshots
from hall.queue.sessions import Session
from hall.queue.views import HallView
from kiosk.domain.live import Call, HallSnapshot, QueueState, advance
from kiosk.errors import NotSignedIn
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KK, KTP, PASPOR


def view(desk: Desk) -> HallView:
    return desk.do(snapshots.hall_view, desk.floor, "epoch")


def snapshot(seen: HallView) -> HallSnapshot:
    """The view as clients keep it, without forecasts, which only a new snapshot brings."""
    return HallSnapshot(
        seen.seq,
        seen.epoch,
        seen.now,
        tuple(QueueState(q.id, q.waiting, None, 0) for q in seen.queues),
        tuple(Call(c.number, c.counter, c.queue, c.called_at, c.state) for c in seen.calls),
    )


def busy_morning(desk: Desk) -> None:
    for services in ((KTP,), (KTP, KK), (KK,), (PASPOR,), (KTP,)):
        desk.issue(*services)
        desk.clock.forward(seconds=20)
    first = desk.start(desk.called("1"))
    desk.again(desk.called("2"), "2")
    desk.clock.forward(minutes=3)
    desk.finish(first)
    desk.no_show(desk.called("1"))
    desk.called("9")


def test_the_snapshot_is_true_at_its_sequence_number(desk: Desk) -> None:
    assert view(desk).seq == 0
    busy_morning(desk)
    assert view(desk).seq == desk.events[-1].seq


def test_the_snapshot_tells_who_waits_what_is_open_and_whether_tickets_are_given(
    desk: Desk,
) -> None:
    desk.open("9")
    desk.issue(PASPOR)
    desk.issue(KTP)
    seen = view(desk)
    ktp, kk, paspor = seen.queues
    assert (paspor.id, paspor.waiting, paspor.counters_open) == ("paspor", 1, 1)
    assert paspor.wait is not None
    assert (ktp.waiting, ktp.wait, ktp.counters_open) == (1, None, 0)
    assert kk.waiting == 0
    assert seen.opening.given
    assert seen.opening.until == desk.clock.now() + timedelta(hours=4, minutes=30)
    assert (seen.service_day, seen.popular) == ("2026-11-23", (KTP,))


def test_an_older_snapshot_and_the_events_after_it_give_the_newer_snapshot(desk: Desk) -> None:
    older = snapshot(view(desk))
    busy_morning(desk)
    newer = snapshot(view(desk))
    for event in desk.events:
        older = advance(older, event)
    assert (older.seq, older.queues) == (newer.seq, newer.queues)
    assert [(c.number, c.counter_id, c.state) for c in older.calls] == [
        (c.number, c.counter_id, c.state) for c in newer.calls
    ]


def test_calls_are_the_last_eight_of_the_day_newest_first_one_per_number(desk: Desk) -> None:
    for _ in range(10):
        desk.issue()
        ticket = desk.again(desk.called())
        desk.finish(desk.start(ticket))
    numbers = [call.number for call in view(desk).calls]
    assert numbers == [f"A{n:03d}" for n in range(10, 2, -1)]
    desk.clock.forward(days=1)
    assert view(desk).calls == ()


def test_a_counter_sees_its_ticket_who_waits_and_what_it_did(desk: Desk) -> None:
    session = desk.open("2")
    desk.issue(KK)
    desk.clock.forward(minutes=7)
    desk.issue(KTP)
    desk.issue(PASPOR)
    served = desk.start(desk.called("2"), "2")
    desk.clock.forward(minutes=6)
    desk.finish(served, "2")
    seen = desk.do(snapshots.counter_view, desk.floor, session)
    assert (seen.counter.name, seen.counter.staff, seen.ticket) == ("Loket 2", "Rina", None)
    assert [(w.number, w.waited_minutes) for w in seen.waiting] == [("A001", 6)]
    assert seen.waiting_count == 1
    assert [(r.number, r.state, r.minutes) for r in seen.recent] == [("K001", "finished", 6)]
    desk.called("2")
    assert desk.do(snapshots.counter_view, desk.floor, session).ticket is not None


def test_a_no_show_is_among_what_the_counter_did(desk: Desk) -> None:
    session = desk.open("1")
    desk.issue()
    desk.no_show(desk.called())
    seen = desk.do(snapshots.counter_view, desk.floor, session)
    assert [(r.number, r.state) for r in seen.recent] == [("A001", "no_show")]


def test_without_a_session_nobody_sees_a_counter(desk: Desk) -> None:
    with pytest.raises(NotSignedIn):
        desk.do(snapshots.counter_view, desk.floor, Session("made up", "1"))
