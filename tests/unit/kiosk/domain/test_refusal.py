"""What a kiosk may say of a queue by the snapshot it has, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from kiosk.domain.calendar import Opening, Reason
from kiosk.domain.live import BELIEVED, HallSnapshot, QueueState
from kiosk.domain.refusal import nearest, not_served_now

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=WIB)


def told(refusal: Opening | None) -> HallSnapshot:
    """A snapshot of `NOW` with one queue."""
    return HallSnapshot(1, "e1", NOW, (QueueState("ktp", 3, None, 1, refusal),), ())


def test_a_closure_holds_until_its_end_and_no_longer() -> None:
    closed = Opening(Reason.QUEUE_CLOSED, NOW + timedelta(hours=2), "system-down")
    snapshot = told(closed)
    assert snapshot.refusal("ktp", NOW) == closed
    assert snapshot.refusal("ktp", NOW + timedelta(minutes=119)) == closed
    assert snapshot.refusal("ktp", NOW + timedelta(hours=2)) is None


def test_a_refusal_without_an_end_is_believed_for_minutes_only() -> None:
    empty = Opening(Reason.NO_COUNTER_OPEN)
    snapshot = told(empty)
    assert snapshot.refusal("ktp", NOW + BELIEVED - timedelta(seconds=1)) == empty
    assert snapshot.refusal("ktp", NOW + BELIEVED) is None


def test_a_queue_that_gives_tickets_or_is_not_known_is_not_refused() -> None:
    assert told(None).refusal("ktp", NOW) is None
    assert told(Opening(Reason.QUEUE_CLOSED)).refusal("kk", NOW) is None


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_its_own_nearest(reason: Reason) -> None:
    assert nearest(reason.value) is reason


@pytest.mark.parametrize("reason", ["", "flood", "QUEUE-CLOSED"])
def test_a_reason_of_a_newer_hall_server_is_a_closed_queue(reason: str) -> None:
    assert nearest(reason) is Reason.QUEUE_CLOSED


@pytest.mark.parametrize(
    ("occasion", "words"),
    [
        ("system-down", "(sistem sedang gangguan)"),
        ("staff-absent", "(petugas sedang tidak di tempat)"),
        ("materials-out", "(bahan sedang habis)"),
        ("agency-request", "(atas permintaan instansi)"),
    ],
)
def test_a_closure_is_said_in_words_and_not_in_codes(occasion: str, words: str) -> None:
    said = not_served_now(Opening(Reason.QUEUE_CLOSED, NOW, occasion), NOW).sentence
    assert words in said
    assert occasion not in said
