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
        self.open_ids = today.open_counters(now)

    def of(self, queue_id: str, place: Place) -> Forecast:
        """For somebody at a place of a queue, whether they are in line already or not."""
        shared = self._floor.shared_queues(queue_id, self.open_ids)
        return self._forecast(queue_id, {q: self._today.before(q, place) for q in shared})

    def for_next(self, queue_id: str) -> Forecast:
        """For somebody who would take a number now."""
        shared = self._floor.shared_queues(queue_id, self.open_ids)
        return self._forecast(queue_id, {q: self._today.waiting(q) for q in shared})

    def _forecast(self, queue_id: str, before: dict[str, int]) -> Forecast:
        ahead = sum(before.values())
        serving = len(self._floor.serving(queue_id, self.open_ids))
        if not serving:
            return Forecast(ahead, None)
        # Everybody before takes as long as their own queue does; the last visit is one's own.
        minutes = self._mean(queue_id)
        minutes += sum(people * self._mean(other) for other, people in before.items() if people)
        return Forecast(ahead, wait_range(ahead, serving, minutes / (ahead + 1)))

    def _mean(self, queue_id: str) -> float:
        day = self._today.queue(queue_id)
        typical = self._floor.queues[queue_id].typical_minutes
        return mean_service_minutes(typical, day.finished, day.service_ms / 60_000)
