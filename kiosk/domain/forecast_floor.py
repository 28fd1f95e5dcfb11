"""What a hall knows at the moment a wait is forecast: its queues, its counters, its day so far.

Everything is minutes from now or minutes that were measured; nothing here reads a clock or a store.
Numbers that make no sense (negative, not a number) are read as zero: a forecast never fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Tally:
    """Durations measured today, in minutes: how many, their sum and the sum of their squares."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def plus(self, minutes: float) -> Tally:
        """The tally with one more duration."""
        return Tally(self.count + 1, self.total + minutes, self.squares + minutes * minutes)


@dataclass(frozen=True, slots=True)
class QueueNow:
    """One queue, seen by the visitor whose wait is asked for.

    Args:
        id: The queue.
        ahead: Waiting stops of this queue that would be called before the visitor.
        typical_minutes: The duration its service standard publishes.
        service: Visits finished today, start to finish.
        recalled: How many of those ahead have missed a call before.
        first_calls: First calls of tickets today that were answered or given up.
        first_missed: How many of these nobody answered.
        overtaking_per_minute: How many people a minute take a number of this queue at present who
            would be called before the visitor (priority visitors, higher work profile levels).
        overtaking_for: For how many minutes from now such arrivals still go first: for priority
            visitors the visitor's `due_at` plus the head start, less now.
    """

    id: str
    ahead: int
    typical_minutes: float
    service: Tally = Tally()
    recalled: int = 0
    first_calls: int = 0
    first_missed: int = 0
    overtaking_per_minute: float = 0.0
    overtaking_for: float = 0.0


class Doing(Enum):
    """What an open counter does now."""

    IDLE = "idle"
    CALLED = "called"
    SERVING = "serving"


@dataclass(frozen=True, slots=True)
class CounterNow:
    """An open counter.

    Args:
        queues: The queues of its work profile that it calls before, or in turn with, the visitor's
            queue: a level below is left out.
        doing: Whether it has a visitor.
        queue: The queue of the visitor it has; None when idle.
        minutes: For how long it has been doing that: since the call, or since the start.
        leaves_in: When it is known to close; None when nobody said.
    """

    queues: frozenset[str]
    doing: Doing = Doing.IDLE
    queue: str | None = None
    minutes: float = 0.0
    leaves_in: float | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A break of the hall, in minutes from now; nobody is called in it."""

    begins_in: float
    ends_in: float


@dataclass(frozen=True, slots=True)
class FloorNow:
    """All that a forecast for one visitor is made from.

    Args:
        queue: The visitor's own queue.
        queues: This queue and those that share counters with it, directly or through others.
        counters: The open counters that serve any of these queues.
        answer: Minutes from a call to the start of the visit, of the hall today.
        no_answer: Minutes from a call to giving it up, of the hall today.
        gap: Minutes from the end of a visit to the next call while somebody waited.
        recalls: Calls of tickets that had missed one before, of the hall today.
        recalls_missed: How many of these nobody answered either.
        pauses: The breaks still to come, or begun, in order.
        closes_in: When the hall closes; None when that is not known.
    """

    queue: str
    queues: tuple[QueueNow, ...]
    counters: tuple[CounterNow, ...]
    answer: Tally = Tally()
    no_answer: Tally = Tally()
    gap: Tally = Tally()
    recalls: int = 0
    recalls_missed: int = 0
    pauses: tuple[Pause, ...] = ()
    closes_in: float | None = None
