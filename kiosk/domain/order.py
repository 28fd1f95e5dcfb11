"""The order of a queue: one value, `due_at`, decides who is called (docs/queue-rules.md)."""

from __future__ import annotations

from datetime import datetime, timedelta

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
