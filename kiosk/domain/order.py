"""The order of a queue: one value, `due_at`, decides who is called (docs/queue-rules.md)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from kiosk.domain.ticket import Priority


def due_at(taken_at: datetime, priority: Priority, head_start_minutes: int) -> datetime:
    """When a stop is due: the time it was taken, less the hall's head start for priority visitors.

    The head start is bounded, so an ordinary visitor waits at most that much longer than in
    first-come order (UU 25/2009 asks for special treatment, not for starving the others).
    """
    if priority is Priority.NONE:
        return taken_at
    return taken_at - timedelta(minutes=head_start_minutes)


def recall_due_at(now: datetime, penalty_minutes: int) -> datetime:
    """When a visitor who was not there is due again."""
    return now + timedelta(minutes=penalty_minutes)


def booking_due_at(booked_at: datetime, checked_in_at: datetime, grace_minutes: int) -> datetime:
    """When a visitor with a booking is due: the booked time, or when they came if too late."""
    late = checked_in_at > booked_at + timedelta(minutes=grace_minutes)
    return checked_in_at if late else booked_at


class InLine(NamedTuple):
    """The first of a queue as a counter sees it: `level` of the queue in the counter's profile."""

    level: int
    due_at: int
    ticket_id: str


def rank(stop: InLine, now: int, call_by: int) -> tuple[int, int, str]:
    """What a counter orders by: level, then `(due_at, id)`; the smallest is called.

    A stop that was due `call_by` ago counts as one of the best level, so no level starves.
    Times and `call_by` in one unit, say milliseconds.
    """
    level = 0 if stop.due_at + call_by <= now else stop.level
    return level, stop.due_at, stop.ticket_id
