from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.order import due_at, recall_due_at
from kiosk.domain.ticket import Priority

TAKEN = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)


def test_an_ordinary_visitor_is_due_when_the_number_was_taken() -> None:
    assert due_at(TAKEN, Priority.NONE, 20) == TAKEN


@pytest.mark.parametrize("priority", [p for p in Priority if p is not Priority.NONE])
def test_every_priority_has_the_same_head_start(priority: Priority) -> None:
    assert due_at(TAKEN, priority, 20) == TAKEN - timedelta(minutes=20)


def test_a_hall_without_head_start_serves_in_order_of_coming() -> None:
    assert due_at(TAKEN, Priority.ELDERLY, 0) == TAKEN


def test_who_was_not_there_is_due_after_the_penalty() -> None:
    assert recall_due_at(TAKEN, 5) == TAKEN + timedelta(minutes=5)
