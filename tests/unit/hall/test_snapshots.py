"""What clients read before they listen, and that events move it forward to the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.queue import snapshots
from hall.queue.counter.sessions import Session
from kiosk.domain.live import advance
from kiosk.errors import NotSignedIn
from tests.unit.hall.clients import heard, snapshot
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KK, KTP, PASPOR


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


def test_a_board_that_listens_over_night_shows_a_clean_morning(desk: Desk) -> None:
    busy_morning(desk)
    board = snapshot(desk.hall())
    told = len(desk.every_event)
    desk.clock.forward(days=1)
    desk.begin_anew()  # the server was off at night
    desk.issue(PASPOR)
    for event in desk.every_event[told:]:
        board = advance(board, heard(event))
    assert [queue.waiting for queue in board.queues] == [0, 0, 1]
    assert (board.seq, board.queues, board.calls) == (
        desk.hall().seq,
        snapshot(desk.hall()).queues,
        (),
    )


def test_a_number_that_was_replaced_is_on_no_board_any_more(desk: Desk) -> None:
    request = desk.request(KTP)
    desk.put(request)
    desk.called()
    desk.put(replace(request, printed=desk.printed("A001X")))
    calls = [(call.number, call.state) for call in desk.hall().calls]
    assert calls == [("A001X", "called")]
    assert desk.rebuilt().calls == desk.today.calls
    other = desk.request(KTP)
    desk.put(other)
    desk.finish(desk.start(desk.called("3"), "3"), "3")
    desk.put(replace(other, printed=desk.printed("A002X")))
    calls = [(call.number, call.state) for call in desk.hall().calls]
    assert calls == [("A002X", "finished"), ("A001X", "called")]


def test_a_counter_reads_a_closure_that_another_process_has_just_written(desk: Desk) -> None:
    """Its own projection may be an event behind; its view is true at the number it tells."""
    session = desk.open("2")
    beside = Desk(desk.database)
    try:
        beside.close_queue("kk", desk.clock.now() + timedelta(minutes=30), counter="2")
        view = desk.look(lambda tx: snapshots.counter_view(tx, desk.floor, session))
        assert view.seq == beside.every_event[-1].seq
        assert [closure.queue for closure in view.closures] == ["kk"]
        beside.open_queue("kk", counter="2")
        view = desk.look(lambda tx: snapshots.counter_view(tx, desk.floor, session))
        assert view.closures == ()
    finally:
        beside.close()
