"""The days that are simulated: who comes when, how long visits last, who works when.

Durations are minutes, moments are minutes after opening at 08:00.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

OPEN_MINUTES = 450.0
LAST_TICKET = 420.0
LUNCH = (240.0, 300.0)

Shape = Callable[[float], float]
Draw = Callable[[random.Random, float], float]


def flat(_at: float) -> float:
    return 1.0


def morning_rush(at: float) -> float:
    """Half of the day's visitors come in the first ninety minutes."""
    return 2.6 if at < 90 else 0.62


def two_peaks(at: float) -> float:
    return (
        0.5 + 1.5 * math.exp(-(((at - 60) / 45) ** 2)) + 1.3 * math.exp(-(((at - 330) / 40) ** 2))
    )


def exponential(rng: random.Random, mean: float) -> float:
    return rng.expovariate(1.0 / mean)


def lognormal(cv: float) -> Draw:
    sigma = math.sqrt(math.log(1.0 + cv * cv))

    def draw(rng: random.Random, mean: float) -> float:
        return rng.lognormvariate(math.log(mean) - sigma * sigma / 2.0, sigma)

    return draw


def bimodal(rng: random.Random, mean: float) -> float:
    """Two in three hand something in, the third has a case: half the mean, or twice it."""
    return lognormal(0.3)(rng, mean * (0.5 if rng.random() < 2 / 3 else 2.0))


@dataclass(frozen=True)
class SimQueue:
    """A queue of a simulated hall."""

    id: str
    mean: float
    share: float = 1.0


@dataclass(frozen=True)
class SimCounter:
    """A counter: what it serves, when it opens, until when, and whether that was announced."""

    queues: tuple[str, ...]
    opens: float = 0.0
    closes: float = OPEN_MINUTES
    announced: bool = False


@dataclass(frozen=True)
class Pattern:
    """A kind of day."""

    name: str
    load: float
    arrivals: Shape
    service: Draw
    queues: tuple[SimQueue, ...]
    counters: tuple[SimCounter, ...]
    group: int = 1
    priority: float = 0.1
    no_show: float = 0.06
    lunch: tuple[float, float] | None = LUNCH
    published: tuple[float, float] = field(default=(0.7, 1.4))

    def visitors_a_minute(self) -> float:
        """How many people come per working minute on average, from the load asked for."""
        worked = sum(self._worked(counter) for counter in self.counters)
        shares = sum(queue.share for queue in self.queues)
        mean = sum(queue.share * queue.mean for queue in self.queues) / shares + 1.0
        taken = LAST_TICKET - (self.lunch[1] - self.lunch[0] if self.lunch else 0.0)
        return self.load * worked / mean / taken

    def _worked(self, counter: SimCounter) -> float:
        begins, ends = self.lunch or (0.0, 0.0)
        off = max(0.0, min(counter.closes, ends) - max(counter.opens, begins))
        return counter.closes - counter.opens - off


def _one(mean: float, counters: int) -> tuple[tuple[SimQueue, ...], tuple[SimCounter, ...]]:
    return (SimQueue("A", mean),), (SimCounter(("A",)),) * counters


_THREE = _one(8.0, 3)
_SHARED_QUEUES = (SimQueue("A", 6.0, 0.6), SimQueue("B", 12.0, 0.4))
_SHARED = (
    SimCounter(("A",)),
    SimCounter(("A", "B")),
    SimCounter(("A", "B")),
    SimCounter(("B",)),
)
_SHIFTS = (
    SimCounter(("A",)),
    SimCounter(("A",), opens=45.0),
    SimCounter(("A",), closes=330.0, announced=True),
    SimCounter(("A",), opens=90.0, closes=390.0),
)
_IN_TURN = (
    SimCounter(("A",)),
    SimCounter(("A",), closes=200.0),
    SimCounter(("A",), opens=200.0),
    SimCounter(("A",), opens=60.0, closes=400.0),
)

PATTERNS = (
    Pattern("flat, exponential", 0.92, flat, exponential, *_THREE),
    Pattern("flat, lognormal 0.5", 0.95, flat, lognormal(0.5), *_THREE),
    Pattern("flat, lognormal 1.0", 0.92, flat, lognormal(1.0), *_THREE),
    Pattern("flat, bimodal", 0.92, flat, bimodal, *_THREE),
    Pattern("morning rush, lognormal 0.5", 0.88, morning_rush, lognormal(0.5), *_THREE),
    Pattern("morning rush, bimodal", 0.85, morning_rush, bimodal, *_one(10.0, 5)),
    Pattern("two peaks, lognormal 1.0", 0.88, two_peaks, lognormal(1.0), *_THREE),
    Pattern("two peaks, exponential", 0.88, two_peaks, exponential, *_one(5.0, 2)),
    Pattern("groups of six, lognormal 0.5", 0.85, flat, lognormal(0.5), *_THREE, group=6),
    Pattern("one counter, lognormal 1.0", 0.85, flat, lognormal(1.0), *_one(7.0, 1)),
    Pattern("eight counters, rush", 0.9, morning_rush, lognormal(0.5), *_one(12.0, 8)),
    Pattern("every third has priority", 0.92, flat, lognormal(0.5), *_THREE, priority=0.33),
    Pattern("every fifth is gone", 0.95, morning_rush, exponential, *_THREE, no_show=0.2),
    Pattern("no break", 0.92, two_peaks, lognormal(0.5), *_THREE, lunch=None),
    Pattern("counters come and go", 0.85, morning_rush, lognormal(0.5), *_one(7.0, 1)[:1], _SHIFTS),
    Pattern("shift change", 0.85, flat, lognormal(1.0), *_one(7.0, 1)[:1], _IN_TURN, lunch=None),
    Pattern("shared counters, rush", 0.88, morning_rush, lognormal(0.5), _SHARED_QUEUES, _SHARED),
    Pattern("shared counters, bimodal", 0.88, two_peaks, bimodal, _SHARED_QUEUES, _SHARED),
    Pattern(
        "published duration twice too long",
        0.9,
        morning_rush,
        lognormal(0.5),
        *_THREE,
        published=(2.0, 2.0),
    ),
)
