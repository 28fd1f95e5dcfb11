"""How long somebody will wait, from the day's projection.

People ahead are waiting stops with a smaller `(due_at, id)` in the queues that the same open
counters serve (docs/queue-rules.md, "Order").
"""

from __future__ import annotations

from dataclasses import dataclass

from hall.queue.floor import Floor
from hall.queue.rows import TicketRow
from hall.queue.today import Place, Today
from hall.store.transaction import Transaction
from kiosk.domain.forecast import mean_service_minutes, wait_range
from kiosk.domain.hall import Counter
from kiosk.domain.ticket import WaitRange


@dataclass(frozen=True, slots=True)
class Forecast:
    """What can honestly be said to somebody who waits."""

    ahead: int
    wait: WaitRange | None


def forecast(tx: Transaction, floor: Floor, today: Today, ticket: TicketRow) -> Forecast:
    """How many people are before a ticket of today, and how long that takes."""
    return Forecaster(floor, today, tx.now_ms).of(ticket.queue_id, (ticket.due_at, ticket.id))


class Forecaster:
    """Forecasts as of one moment (milliseconds)."""

    def __init__(self, floor: Floor, today: Today, now: int) -> None:
        self._floor = floor
        self._today = today
        self._now = now

    def of(self, queue_id: str, place: Place) -> Forecast:
        """For somebody at a place of a queue, whether they are in line already or not."""
        serving = self.serving(queue_id)
        shared = self._floor.shared_queues(queue_id, serving)
        before = {q: self._today.before(q, place) for q in shared}
        return self._forecast(queue_id, before, len(serving))

    def for_next(self, queue_id: str) -> Forecast:
        """For somebody who would take a number now."""
        serving = self.serving(queue_id)
        shared = self._floor.shared_queues(queue_id, serving)
        return self._forecast(queue_id, {q: self._today.waiting(q) for q in shared}, len(serving))

    def serving(self, queue_id: str) -> list[Counter]:
        """The open counters that serve a queue."""
        return self._today.open_of(self._floor.counters_of(queue_id), self._now)

    def _forecast(self, queue_id: str, before: dict[str, int], counters_open: int) -> Forecast:
        ahead = sum(before.values())
        if not counters_open:
            return Forecast(ahead, None)
        # Everybody before takes as long as their own queue does; the last visit is one's own.
        minutes = self._mean(queue_id)
        minutes += sum(people * self._mean(other) for other, people in before.items() if people)
        return Forecast(ahead, wait_range(ahead, counters_open, minutes / (ahead + 1)))

    def _mean(self, queue_id: str) -> float:
        day = self._today.queue(queue_id)
        typical = self._floor.queues[queue_id].typical_minutes
        return mean_service_minutes(typical, day.finished, day.service_ms / 60_000)
