"""One simulated service day: visitors, counters and the rules of order, played with SimPy."""

from __future__ import annotations

import heapq
import random
from collections import defaultdict, deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import simpy

from benchmarks.simulation.patterns import LAST_TICKET, Pattern, SimCounter
from kiosk.domain.forecast_floor import CounterNow, Doing, FloorNow, Pause, QueueNow, Tally

HEAD_START = 20.0
PENALTY = 5.0
RECALLS = 3
#: How often somebody who missed a call misses the next one as well.
STILL_AWAY = 0.5
#: Staff serve who still waits when the hall has closed, for this long.
OVERTIME = 240.0

Process = Generator[simpy.Event, Any, None]


@dataclass
class Visitor:
    """One ticket of a simulated day."""

    id: int
    queue: str
    priority: bool
    taken: float
    due: float
    called: float | None = None
    misses: int = 0


@dataclass
class Counter:
    """A counter of a simulated day, as its screen would show it."""

    plan: SimCounter
    open: bool = False
    doing: Doing = Doing.IDLE
    queue: str | None = None
    since: float = 0.0


@dataclass
class Learned:
    """What the hall has measured about one queue today."""

    service: Tally = field(default_factory=Tally)
    handling: Tally = field(default_factory=Tally)
    first_calls: int = 0
    first_missed: int = 0
    priority_taken: deque[float] = field(default_factory=deque)
    last_wait: dict[bool, float] = field(default_factory=dict)


Ask = Callable[["Day", Visitor], None]


class Day:
    """One day of one pattern; `ask` is called when a number is taken."""

    def __init__(self, pattern: Pattern, seed: int, ask: Ask) -> None:
        self.pattern = pattern
        self.env = simpy.Environment()
        self.visitors: list[Visitor] = []
        self.counters = [Counter(plan) for plan in pattern.counters]
        self.learned: dict[str, Learned] = defaultdict(Learned)
        self.answer = self.no_answer = self.gap = Tally()
        self.recalls = self.recalls_missed = 0
        self._rng = random.Random(seed)  # noqa: S311 # a simulation has to repeat itself
        self._means = {queue.id: queue.mean for queue in pattern.queues}
        self.published = {
            queue.id: queue.mean * self._rng.uniform(*pattern.published) for queue in pattern.queues
        }
        self.waiting: dict[str, list[tuple[float, int, Visitor]]] = {q: [] for q in self._means}
        self._somebody = self.env.event()
        self._ask = ask

    def play(self) -> list[Visitor]:
        """The whole day; every visitor of it."""
        self.env.process(self._arrive())
        for counter in self.counters:
            self.env.process(self._work(counter))
        self.env.run()
        return self.visitors

    def ahead(self, visitor: Visitor) -> dict[str, int]:
        """How many wait with a smaller `(due_at, id)`, by queue."""
        mark = (visitor.due, visitor.id)
        return {q: sum((w[0], w[1]) < mark for w in line) for q, line in self.waiting.items()}

    def floor(self, visitor: Visitor) -> FloorNow:
        """What the hall server knows when this visitor takes a number."""
        now, ahead = self.env.now, self.ahead(visitor)
        lunch = self.pattern.lunch
        pauses = (Pause(lunch[0] - now, lunch[1] - now),) if lunch and lunch[1] > now else ()
        return FloorNow(
            queue=visitor.queue,
            queues=tuple(self._queue(q, ahead[q], visitor) for q in self.waiting),
            counters=tuple(self._counter(counter) for counter in self.counters if counter.open),
            answer=self.answer,
            no_answer=self.no_answer,
            gap=self.gap,
            recalls=self.recalls,
            recalls_missed=self.recalls_missed,
            pauses=pauses,
        )

    def _queue(self, queue: str, ahead: int, visitor: Visitor) -> QueueNow:
        known, mark = self.learned[queue], (visitor.due, visitor.id)
        while known.priority_taken and known.priority_taken[0] < self.env.now - 60.0:
            known.priority_taken.popleft()
        return QueueNow(
            id=queue,
            ahead=ahead,
            typical_minutes=self.published[queue],
            service=known.service,
            recalled=sum(w[2].misses > 0 and w[:2] < mark for w in self.waiting[queue]),
            first_calls=known.first_calls,
            first_missed=known.first_missed,
            overtaking_per_minute=len(known.priority_taken) / min(60.0, max(self.env.now, 15.0)),
            overtaking_for=max(0.0, visitor.due + HEAD_START - self.env.now),
        )

    def _counter(self, counter: Counter) -> CounterNow:
        plan = counter.plan
        return CounterNow(
            queues=frozenset(plan.queues),
            doing=counter.doing,
            queue=counter.queue,
            minutes=self.env.now - counter.since,
            leaves_in=plan.closes - self.env.now if plan.announced else None,
        )

    def _arrive(self) -> Process:
        pattern, rng = self.pattern, self._rng
        names = [queue.id for queue in pattern.queues]
        shares = [queue.share for queue in pattern.queues]
        rate = pattern.visitors_a_minute() / pattern.group
        peak = max(pattern.arrivals(minute) for minute in range(int(LAST_TICKET)))
        mean = sum(pattern.arrivals(minute) for minute in range(int(LAST_TICKET))) / LAST_TICKET
        while True:
            yield self.env.timeout(rng.expovariate(rate * peak / mean))
            if self.env.now >= LAST_TICKET:
                return
            if self._pausing() or rng.random() * peak > pattern.arrivals(self.env.now):
                continue
            for _ in range(pattern.group):
                self._take(rng.choices(names, shares)[0], rng.random() < pattern.priority)

    def _take(self, queue: str, priority: bool) -> None:
        now = self.env.now
        due = now - HEAD_START if priority else now
        visitor = Visitor(len(self.visitors), queue, priority, now, due)
        self._ask(self, visitor)
        self.visitors.append(visitor)
        if priority:
            self.learned[queue].priority_taken.append(now)
        self._queue_up(visitor)

    def _queue_up(self, visitor: Visitor) -> None:
        heapq.heappush(self.waiting[visitor.queue], (visitor.due, visitor.id, visitor))
        somebody, self._somebody = self._somebody, self.env.event()
        somebody.succeed()

    def _pausing(self) -> bool:
        lunch = self.pattern.lunch
        return lunch is not None and lunch[0] <= self.env.now < lunch[1]

    def _work(self, counter: Counter) -> Process:
        yield self.env.timeout(counter.plan.opens)
        counter.open = True
        closes = counter.plan.closes
        # Who is there when the hall closes stays until the line is empty.
        ends = closes if closes < 450.0 else closes + OVERTIME
        while self.env.now < ends:
            if self._pausing():
                yield self.env.timeout(self.pattern.lunch[1] - self.env.now)  # type: ignore[index]
                continue
            visitor = self._next(counter)
            if visitor is None:
                yield self._somebody | self.env.timeout(max(ends - self.env.now, 0.01))
                continue
            yield from self._call(counter, visitor)
            left = self.env.now
            waited = any(self.waiting[queue] for queue in counter.plan.queues)
            yield self.env.timeout(self._rng.uniform(0.1, 0.7))
            if waited and not self._pausing():
                self.gap = self.gap.plus(self.env.now - left)
        counter.open = False

    def _next(self, counter: Counter) -> Visitor | None:
        lines = [self.waiting[queue] for queue in counter.plan.queues if self.waiting[queue]]
        if not lines:
            return None
        return heapq.heappop(min(lines, key=lambda line: line[0][:2]))[2]

    def _call(self, counter: Counter, visitor: Visitor) -> Process:
        rng, known, called = self._rng, self.learned[visitor.queue], self.env.now
        if visitor.called is None:
            visitor.called = called
            known.last_wait[visitor.priority] = called - visitor.taken
        counter.doing, counter.queue, counter.since = Doing.CALLED, visitor.queue, called
        again = visitor.misses > 0
        if again:
            self.recalls += 1
        else:
            known.first_calls += 1
        if rng.random() < (STILL_AWAY if again else self.pattern.no_show):
            yield self.env.timeout(rng.uniform(1.5, 3.0))
            self.no_answer = self.no_answer.plus(self.env.now - called)
            if again:
                self.recalls_missed += 1
            else:
                known.first_missed += 1
            visitor.misses += 1
            if visitor.misses <= RECALLS:
                visitor.due = self.env.now + PENALTY
                self._queue_up(visitor)
        else:
            yield self.env.timeout(rng.uniform(0.2, 1.2))
            self.answer = self.answer.plus(self.env.now - called)
            counter.doing, counter.since = Doing.SERVING, self.env.now
            yield self.env.timeout(self.pattern.service(rng, self._means[visitor.queue]))
            known.service = known.service.plus(self.env.now - counter.since)
            known.handling = known.handling.plus(self.env.now - called)
        counter.doing, counter.queue, counter.since = Doing.IDLE, None, self.env.now
