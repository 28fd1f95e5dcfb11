"""What clients read before they listen, and that events move it forward to the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.queue.sessions import Session
from hall.queue.views import HallView
from hall.store.event import Event
from hall.store.transaction import from_ms
from kiosk.domain.live import Call, HallEvent, HallSnapshot, QueueState, advance
from kiosk.errors import NotSignedIn
from tests.unit.hall.desk import WIB, Desk
from tests.unit.hall.halls import KK, KTP, PASPOR


def snapshot(seen: HallView) -> HallSnapshot:
    """The view as clients keep it, without forecasts, which only a new snapshot brings."""
    return HallSnapshot(
        seen.seq,
        seen.epoch,
        seen.now,
        tuple(QueueState(q.id, q.waiting, None, 0) for q in seen.queues),
        tuple(Call(c.number, c.counter, c.queue, c.called_at, c.state) for c in seen.calls),
    )


def heard(event: Event) -> HallEvent:
    """An event as the stream tells it."""
    return HallEvent(
        event.seq,
        from_ms(event.at, WIB),
        event.type,
        event.number,
        event.queue_id,
        event.counter_id,
        event.waiting,
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
    busy_morning(desk)
    assert desk.hall().seq == desk.every_event[-1].seq
    assert desk.rows("select last_seq from halls") == [(desk.hall().seq,)]


def test_the_snapshot_tells_who_waits_what_is_open_and_whether_tickets_are_given(
    desk: Desk,
) -> None:
    desk.open("9")
    desk.issue(PASPOR)
    desk.issue(KTP)
    seen = desk.hall()
    ktp, kk, paspor = seen.queues
    assert (paspor.id, paspor.waiting, paspor.counters_open) == ("paspor", 1, 1)
    assert paspor.wait is not None
    assert (ktp.waiting, ktp.wait, ktp.counters_open) == (1, None, 0)
    assert kk.waiting == 0
    assert seen.opening.given
    assert seen.opening.until == desk.clock.now() + timedelta(hours=4, minutes=30)
    assert (seen.service_day, seen.popular) == ("2026-11-23", (KTP,))


def test_an_older_snapshot_and_the_events_after_it_give_the_newer_snapshot(desk: Desk) -> None:
    older = snapshot(desk.hall())
    busy_morning(desk)
    newer = snapshot(desk.hall())
    for event in desk.every_event:
        older = advance(older, heard(event))
    assert (older.seq, older.queues) == (newer.seq, newer.queues)
    assert [(c.number, c.counter_id, c.state) for c in older.calls] == [
        (c.number, c.counter_id, c.state) for c in newer.calls
    ]


def test_calls_are_the_last_eight_of_the_day_newest_first_one_per_number(desk: Desk) -> None:
    for _ in range(10):
        desk.issue()
        ticket = desk.again(desk.called())
        desk.finish(desk.start(ticket))
    numbers = [call.number for call in desk.hall().calls]
    assert numbers == [f"A{n:03d}" for n in range(10, 2, -1)]
    desk.clock.forward(days=1)
    assert desk.hall().calls == ()


def test_a_counter_sees_its_ticket_who_waits_and_what_it_did(desk: Desk) -> None:
    session = desk.open("2")
    desk.issue(KK)
    desk.clock.forward(minutes=7)
    desk.issue(KTP)
    desk.issue(PASPOR)
    served = desk.start(desk.called("2"), "2")
    desk.clock.forward(minutes=6)
    desk.finish(served, "2")
    seen = desk.counter(session)
    assert (seen.counter.name, seen.counter.staff, seen.ticket) == ("Loket 2", "Rina", None)
    assert [(w.number, w.waited_minutes) for w in seen.waiting] == [("A001", 6)]
    assert seen.waiting_count == 1
    assert [(r.number, r.state, r.minutes) for r in seen.recent] == [("K001", "finished", 6)]
    desk.called("2")
    assert desk.counter(session).ticket is not None


def test_a_no_show_is_among_what_the_counter_did(desk: Desk) -> None:
    session = desk.open("1")
    desk.issue()
    desk.no_show(desk.called())
    seen = desk.counter(session)
    assert [(r.number, r.state) for r in seen.recent] == [("A001", "no_show")]


def test_without_a_session_nobody_sees_a_counter(desk: Desk) -> None:
    with pytest.raises(NotSignedIn):
        desk.counter(Session("made up", "1"))
