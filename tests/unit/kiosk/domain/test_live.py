"""A snapshot moved forward by events, as boards, kiosks and pages do it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.live import CALLS_KEPT, Call, HallEvent, HallSnapshot, QueueState, advance
from kiosk.domain.ticket import WaitRange

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
KTP = QueueState("ktp", 6, WaitRange(15, 25), 2)
KK = QueueState("kk", 1, None, 0)
SNAPSHOT = HallSnapshot(40, "e1", NOW, (KTP, KK), (Call("A011", "2", "ktp", NOW, "serving"),))


def event(kind: str, seq: int = 41, **parts: object) -> HallEvent:
    facts: dict[str, object] = {"number": "A012", "queue_id": "ktp", "counter_id": "3"}
    return HallEvent(seq, NOW + timedelta(seconds=seq - 40), kind, **{**facts, **parts})  # type: ignore[arg-type]


def test_a_call_comes_first_and_the_queue_is_shorter() -> None:
    after = advance(SNAPSHOT, event("ticket.called", waiting=5))
    assert [call.number for call in after.calls] == ["A012", "A011"]
    assert after.calls[0].state == "called"
    assert after.queue("ktp") == replace(KTP, waiting=5)
    assert (after.seq, after.now) == (41, NOW + timedelta(seconds=1))


def test_a_second_call_moves_the_number_to_the_front_once() -> None:
    called = advance(SNAPSHOT, event("ticket.called"))
    other = advance(called, event("ticket.called", 42, number="A013", counter_id="4"))
    again = advance(other, event("ticket.called_again", 43))
    assert [call.number for call in again.calls] == ["A012", "A013", "A011"]
    assert again.calls[0].called_at == NOW + timedelta(seconds=3)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("ticket.started", "serving"),
        ("ticket.finished", "finished"),
        ("ticket.stop_finished", "finished"),
        ("ticket.no_show", "no_show"),
    ],
)
def test_what_happens_to_a_called_number_shows_in_its_place(kind: str, state: str) -> None:
    called = advance(SNAPSHOT, event("ticket.called"))
    after = advance(called, event(kind, 42))
    assert [(c.number, c.state) for c in after.calls] == [("A012", state), ("A011", "serving")]


def test_an_event_the_snapshot_contains_changes_nothing() -> None:
    assert advance(SNAPSHOT, event("ticket.called", seq=40, waiting=0)) is SNAPSHOT


def test_an_event_of_a_newer_hall_server_only_moves_the_sequence() -> None:
    after = advance(SNAPSHOT, event("ticket.praised"))
    assert after == replace(SNAPSHOT, seq=41, now=after.now)


def test_a_queue_nobody_knows_is_passed_over() -> None:
    after = advance(SNAPSHOT, event("ticket.issued", queue_id="new", waiting=1))
    assert after.queues == SNAPSHOT.queues
    assert after.queue("new") is None


def test_only_the_last_calls_are_kept() -> None:
    after = SNAPSHOT
    for seq in range(41, 41 + CALLS_KEPT + 3):
        after = advance(after, event("ticket.called", seq, number=f"A{seq:03d}"))
    assert len(after.calls) == CALLS_KEPT
    assert after.calls[0].number == f"A{after.seq:03d}"


def test_the_clock_of_a_snapshot_never_goes_back() -> None:
    late = replace(event("ticket.issued"), at=NOW - timedelta(minutes=1))
    assert advance(SNAPSHOT, late).now == NOW
