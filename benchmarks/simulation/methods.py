"""The forecasts that are compared, each made from the same simulated moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from benchmarks.simulation.day import Day, Visitor
from kiosk.domain.forecast import forecast
from kiosk.domain.forecast_cycle import PRIOR_VISITS
from kiosk.domain.forecast_floor import Doing

Z90 = 1.2816


@dataclass(frozen=True)
class Told:
    """What a method said, in minutes: the point it is judged by and its 90 % bound."""

    minutes: float
    bound: int


Method = Callable[[Day, Visitor], Told | None]


def ours(day: Day, visitor: Visitor) -> Told | None:
    """The forecast of the hall server."""
    said = forecast(day.floor(visitor))
    if said.wait is None or said.minutes is None:
        return None
    return Told(said.minutes, said.wait.high)


def people_times_mean(day: Day, visitor: Visitor) -> Told | None:
    """People ahead x mean / counters, as calling systems do it."""
    return _queue_length(day, visitor, own=0)


def queue_length(day: Day, visitor: Visitor) -> Told | None:
    """(People ahead + 1) x mean / counters: Ibrahim and Whitt, 2009."""
    return _queue_length(day, visitor, own=1)


def queue_length_and_break(day: Day, visitor: Visitor) -> Told | None:
    """The same by somebody who looks at the clock: the break is added if the wait reaches it."""
    told, lunch = queue_length(day, visitor), day.pattern.lunch
    if told is None or lunch is None or not lunch[0] - told.minutes < day.env.now < lunch[0]:
        return told
    length = lunch[1] - lunch[0]
    return Told(told.minutes + length, told.bound + round(length))


def last_to_enter(day: Day, visitor: Visitor) -> Told | None:
    """What the last one called from this queue had waited, of the same right to go ahead."""
    start = queue_length(day, visitor)
    wait = day.learned[visitor.queue].last_wait.get(visitor.priority)
    if start is None or wait is None or start.minutes == 0.0:
        return start
    # Its error is that of the queue-length estimate twice over (Ibrahim and Whitt, 2009).
    counters = sum(c.open and visitor.queue in c.plan.queues for c in day.counters)
    spread = sqrt(2.0 * wait * _mean(day, visitor.queue) / counters)
    return Told(wait, _up(wait + Z90 * spread))


def _queue_length(day: Day, visitor: Visitor, own: int) -> Told | None:
    serving = [c for c in day.counters if c.open and visitor.queue in c.plan.queues]
    if not serving:
        return None
    shared = {queue for counter in serving for queue in counter.plan.queues}
    ahead = {queue: n for queue, n in day.ahead(visitor).items() if queue in shared}
    people = sum(ahead.values())
    if not people and any(counter.doing is Doing.IDLE for counter in serving):
        return Told(0.0, 5)
    minutes = sum(n * _mean(day, queue) for queue, n in ahead.items())
    minutes = (minutes + own * _mean(day, visitor.queue)) / len(serving)
    return Told(minutes, _up(minutes + Z90 * minutes / sqrt(people + 1)))


def _mean(day: Day, queue: str) -> float:
    """From call to finish, learned from the day and drawn from the published duration."""
    known = day.learned[queue].handling
    return mean_service_minutes(day.published[queue], known.count, known.total)


def _up(minutes: float) -> int:
    return max(5, int(-(-minutes // 5) * 5))


OURS = "ours"
BREAK_KNOWN = "(people + 1) x mean / counters + break"
METHODS: dict[str, Method] = {
    OURS: ours,
    "people x mean / counters": people_times_mean,
    "(people + 1) x mean / counters": queue_length,
    BREAK_KNOWN: queue_length_and_break,
    "last to enter service": last_to_enter,
}
#: Those the goal names: the usual way, in both its forms, and last-to-enter-service.
PEERS = tuple(name for name in METHODS if name not in {OURS, BREAK_KNOWN})


def mean_service_minutes(typical: float, finished: int, total_minutes: float) -> float:
    """A queue's mean service time: its typical minutes, drawn to what the day measured."""
    return (PRIOR_VISITS * typical + total_minutes) / (PRIOR_VISITS + finished)
