"""How long a counter is taken by one visitor, learned from the day.

A cycle is all of it: the gap before the call, the way to the counter, the visit; or, when nobody
comes, the gap and the call that was given up.
"""

from __future__ import annotations

from math import erfc, exp, inf, log, sqrt
from typing import NamedTuple

from kiosk.domain.forecast_floor import CounterNow, Doing, FloorNow, QueueNow, Tally

#: How many visits of the published duration the day's own measurements must outweigh.
PRIOR_VISITS = 8
#: The squared coefficient of variation of visits before the day has shown its own.
PRIOR_CV2 = 0.6
#: How far a published duration is off, relative to the truth, as a standard deviation.
PRIOR_ERROR = 0.3
#: From how many finished visits on those still running say nothing new about the mean.
FEW_VISITS = 40
#: A day's first calls: how many of these they must outweigh, and what these last.
PRIOR_CALLS = 10
PRIOR_MISSED = 0.05
PRIOR_MISSED_AGAIN = 0.5
ANSWER_MINUTES = 0.5
NO_ANSWER_MINUTES = 2.0
GAP_MINUTES = 0.3
_LONGEST = 24 * 60.0
_BEYOND = 1e12
_SQRT2 = sqrt(2.0)


class Cycle(NamedTuple):
    """One queue's visits and cycles, in minutes.

    Args:
        visit: Mean of the visit itself.
        sigma: Of the visit's logarithm.
        show: Share of calls that are answered.
        mean: Mean of the whole cycle.
        variance: Its variance.
        again: Mean of the cycle of somebody who has missed a call before.
        again_variance: Its variance.
        doubt: Standard deviation of the estimated mean, relative to it.
    """

    visit: float
    sigma: float
    show: float
    mean: float
    variance: float
    again: float
    again_variance: float
    doubt: float

    @property
    def overshoot(self) -> float:
        """What is left, on average, of the cycle running at a random moment: E[Y^2] / 2 E[Y].

        The mean of the equilibrium residual of renewal theory (Cox, Renewal Theory, 1962, 5.4).
        """
        return (self.variance + self.mean * self.mean) / (2.0 * self.mean)


class Cycles:
    """The cycles of the queues of one floor."""

    def __init__(self, floor: FloorNow) -> None:
        self.answer = drawn(floor.answer, ANSWER_MINUTES)
        self.no_answer = drawn(floor.no_answer, NO_ANSWER_MINUTES)
        self.gap = drawn(floor.gap, GAP_MINUTES)
        self._missed_again = _share(floor.recalls, floor.recalls_missed, PRIOR_MISSED_AGAIN)
        self._counters = floor.counters
        self._of = {queue.id: self._cycle(queue) for queue in floor.queues}

    def of(self, queue_id: str) -> Cycle:
        """The cycle of one of the floor's queues."""
        return self._of[queue_id]

    def left(self, counter: CounterNow, own: str) -> float:
        """Minutes until a busy counter can call again; the elapsed time counts (US 6,023,681)."""
        cycle = self._of.get(counter.queue or own) or self._of[own]
        passed = sane(counter.minutes)
        if counter.doing is Doing.SERVING:
            return self.gap + residual(cycle.visit, cycle.sigma, passed)
        # Called: whoever has not come for long will rather not come at all.
        show = cycle.show * exp(-passed / (self.answer + 0.5))
        coming = self.answer + cycle.visit
        giving_up = max(self.no_answer - passed, 0.25 * self.no_answer)
        return self.gap + (show * coming + (1.0 - cycle.show) * giving_up) / (
            show + 1.0 - cycle.show
        )

    def _cycle(self, queue: QueueNow) -> Cycle:
        typical = max(sane(queue.typical_minutes), 0.5)
        day = queue.service
        visit, cv2, doubt = _learned(typical, day)
        if day.count < FEW_VISITS:
            # What is finished early in the day are the short visits. The running ones count as
            # long as they will be (one step of expectation-maximisation for censored durations,
            # Dempster, Laird and Rubin, 1977).
            sigma = sqrt(log(1.0 + cv2))
            for counter in self._counters:
                if counter.doing is Doing.SERVING and counter.queue == queue.id:
                    passed = sane(counter.minutes)
                    day = day.plus(passed + residual(visit, sigma, passed))
            visit, cv2, _ = _learned(typical, day)
        missed = _share(queue.first_calls, queue.first_missed, PRIOR_MISSED)
        mean, variance = self._whole(visit, cv2, missed)
        again, again_variance = self._whole(visit, cv2, self._missed_again)
        return Cycle(
            visit=visit,
            sigma=sqrt(log(1.0 + cv2)),
            show=1.0 - missed,
            mean=mean,
            variance=variance,
            again=again,
            again_variance=again_variance,
            doubt=doubt,
        )

    def _whole(self, visit: float, cv2: float, missed: float) -> tuple[float, float]:
        """Mean and variance of a cycle: a mixture of a visit and a call in vain."""
        show = 1.0 - missed
        apart = self.answer + visit - self.no_answer
        mean = self.gap + show * (self.answer + visit) + missed * self.no_answer
        return mean, show * cv2 * visit * visit + show * missed * apart * apart


def _learned(typical: float, day: Tally) -> tuple[float, float, float]:
    """Mean, squared coefficient of variation and relative doubt of a queue's visits.

    The mean is drawn from the published duration to the day's own with the weight of credibility
    theory: variance over variance of the prior (Bühlmann, Experience rating, 1967).
    """
    count, total = max(day.count, 0), sane(day.total)
    scatter = max(sane(day.squares) - total * total / count, 0.0) if count else 0.0
    mean = (PRIOR_VISITS * typical + total) / (PRIOR_VISITS + count)
    cv2 = min((PRIOR_VISITS * PRIOR_CV2 + scatter / (mean * mean)) / (PRIOR_VISITS + count), 9.0)
    weight = cv2 / (PRIOR_ERROR * PRIOR_ERROR)
    return (weight * typical + total) / (weight + count), cv2, sqrt(cv2 / (weight + count))


def drawn(tally: Tally, prior: float) -> float:
    """A mean drawn from its prior to what the day measured: (k m0 + sum) / (k + n)."""
    count = max(tally.count, 0)
    return (PRIOR_CALLS * prior + sane(tally.total)) / (PRIOR_CALLS + count)


def _share(calls: int, missed: int, prior: float) -> float:
    """The share of calls nobody answers, drawn from its prior."""
    tried, vain = max(calls, 0), max(missed, 0)
    return min((PRIOR_CALLS * prior + vain) / (PRIOR_CALLS + tried), 0.9)


def residual(mean: float, sigma: float, passed: float) -> float:
    """What is left of a lognormal duration of which `passed` minutes are over: E[X - a | X > a].

    Service times at counters are lognormal to a good approximation (Brown et al., Statistical
    analysis of a telephone call center, JASA 2005).
    """
    if passed <= 0.01 * mean or sigma < 0.01:
        return max(mean - passed, 0.1 * mean)
    above = (log(mean / passed) - 0.5 * sigma * sigma) / sigma
    tail = erfc(-above / _SQRT2)
    if tail < 1e-9:
        # The hazard of a lognormal far out: z / (sigma a).
        return passed * sigma / -above
    return mean * erfc(-(above + sigma) / _SQRT2) / tail - passed


def sane(minutes: float) -> float:
    """A measured number as one that can be reckoned with: not below zero, not beyond measure."""
    return min(minutes, _BEYOND) if 0.0 < minutes < inf else 0.0


def clipped(minutes: float) -> float:
    """A moment of the day: nothing is forecast beyond 24 hours."""
    return min(sane(minutes), _LONGEST)
