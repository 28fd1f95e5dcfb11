"""Whether a queue gives tickets now, asked of the day's projection."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hall.queue.floor import Floor
from hall.queue.today import Today
from hall.store.transaction import from_ms, to_ms
from kiosk.domain.availability import QueueToday, of_queue
from kiosk.domain.calendar import Opening
from kiosk.domain.hall import Queue
from kiosk.domain.refusal import not_served_now


def gate(floor: Floor, today: Today, queue: Queue, now: datetime, before: int = 0) -> Opening:
    """Say whether a queue gives tickets at `now`; if not, why and from when.

    `before` is how many places the same ticket has taken of it already.
    """
    day = today.queue(queue.id)
    is_today = today.day == floor.day(now)
    given = day.given if is_today else 0
    state = QueueToday(
        closed_until=floor.local(day.closed_until) if day.closed_until else None,
        closed_why=day.closed_why,
        quota_left=None if queue.quota is None else queue.quota - given - before,
        counters_open=len(today.open_of(floor.counters_of(queue.id), to_ms(now))),
        left_at=_left_at(floor, today, queue.id, now),
    )
    return of_queue(floor.hours(now).opening, floor.hall, state, now)


def must_be_given(floor: Floor, services: Iterable[str], now: datetime) -> None:
    """Refuse what its agency gives nowhere at the moment. Raises NotServedNow."""
    for service_id in services:
        refusal = floor.refusal_of(service_id)
        if refusal is not None:
            raise not_served_now(refusal, now.astimezone(floor.hall.zone_info))


def _left_at(floor: Floor, today: Today, queue_id: str, now: datetime) -> datetime | None:
    """When the last of the queue's counters closed today, or its session ran out."""
    ended = 0
    for counter in floor.counters_of(queue_id):
        state = today.counter(counter.id)
        ended = max(ended, state.expires_at if state.open else state.closed_at)
    if not ended or floor.day(from_ms(ended)) != floor.day(now):
        return None
    return from_ms(ended)
