"""How long somebody will wait: the day's projection, put into the words of the forecast.

People ahead are waiting stops that the counters of one's queue call before: those with a smaller
`(due_at, id)`, and everybody of a better level (docs/queue-rules.md, "Order").
"""

from __future__ import annotations

from hall.queue.floor import Floor
from hall.queue.rows import TicketRow
from hall.queue.today import HOUR_MS, MINUTE_MS, CounterDay, Place, Today
from hall.store.transaction import Transaction, from_ms
from kiosk.domain.forecast import WaitForecast, forecast
from kiosk.domain.forecast_floor import CounterNow, Doing, FloorNow, QueueNow
from kiosk.domain.hall import Counter, Queue

#: After everybody who waits now, whoever they are.
_LAST: Place = (1 << 62, "")


def forecast_of(tx: Transaction, floor: Floor, today: Today, ticket: TicketRow) -> WaitForecast:
    """What can be said to somebody with a ticket of today that waits, or is about to."""
    place = (ticket.due_at, ticket.id)
    return Forecaster(floor, today, tx.now_ms).of(ticket.queue_id, place)


class Forecaster:
    """Forecasts as of one moment (milliseconds)."""

    def __init__(self, floor: Floor, today: Today, now: int) -> None:
        self._floor = floor
        self._today = today
        self._now = now
        hours = floor.hours(from_ms(now))
        self._pauses, self._closes_in = hours.pauses, hours.closes_in

    def of(self, queue_id: str, place: Place = _LAST) -> WaitForecast:
        """For somebody at a place of a queue, in line or not; without one, for who comes now."""
        group = self._floor.group_of(queue_id)
        learned = self._today.hall
        return forecast(
            FloorNow(
                queue=queue_id,
                queues=tuple(self._queue(queue, queue_id, place) for queue in group.queues),
                counters=tuple(
                    self._counter(counter, queue_id)
                    for counter in self._today.open_of(group.counters, self._now)
                ),
                answer=learned.answer,
                no_answer=learned.no_answer,
                gap=learned.gap,
                recalls=learned.recalls,
                recalls_missed=learned.recalls_missed,
                pauses=self._pauses,
                closes_in=self._closes_in,
            )
        )

    def serving(self, queue_id: str) -> list[Counter]:
        """The open counters that serve a queue."""
        return self._today.open_of(self._floor.counters_of(queue_id), self._now)

    def _queue(self, queue: Queue, mine: str, place: Place) -> QueueNow:
        day = self._today.queue(queue.id)
        arrivals = day.arrivals
        hall = self._floor.hall
        due = self._now if place is _LAST else place[0]
        better = queue.id != mine and self._better(queue.id, mine)
        if better:  # everybody there goes first until this stop has waited its time
            overtaking, until = arrivals.everybody, due + hall.call_by_minutes * MINUTE_MS
        else:
            overtaking, until = arrivals.priority, due + hall.head_start_minutes * MINUTE_MS
        ahead = len(day.line) if better else self._today.before(queue.id, place)
        return QueueNow(
            queue.id,
            ahead,
            queue.typical_minutes,
            day.service,
            sum(1 for one in day.recalled if one < place),
            day.first_calls,
            day.first_missed,
            overtaking / (HOUR_MS / MINUTE_MS),
            max(0, until - self._now) / MINUTE_MS,
        )

    def _better(self, other: str, mine: str) -> bool:
        """Whether every counter of a queue that serves another one too prefers that other."""
        both = [c for c in self._floor.counters_of(mine) if other in c.profile]
        return bool(both) and all(c.level_of(other) < c.level_of(mine) for c in both)

    def _counter(self, counter: Counter, mine: str) -> CounterNow:
        state = self._today.counter(counter.id)
        leaves_in = (state.expires_at - self._now) / MINUTE_MS
        doing = _doing(state)
        since = 0.0 if doing is Doing.IDLE else max(0, self._now - state.since) / MINUTE_MS
        called = self._floor.called_with(counter, mine)
        return CounterNow(called, doing, state.queue_id or None, since, leaves_in)


def _doing(state: CounterDay) -> Doing:
    if not state.ticket_id:
        return Doing.IDLE
    return Doing.SERVING if state.serving else Doing.CALLED
