"""The line one visitor stands in: the work before them and the counters that take it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from kiosk.domain.forecast_cycle import Cycles, clipped, sane
from kiosk.domain.forecast_floor import Doing, FloorNow, QueueNow
from kiosk.domain.forecast_share import Station, shares_of
from kiosk.domain.forecast_supply import Overtaking, Supply, supply_of

#: Nobody measures more arrivals than one a second.
_MOST_A_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Line:
    """The minutes of work before one visitor, gamma distributed, and the supply that meets it.

    Args:
        supply: What the counters take off the line.
        mean: Mean of the work, with what is left of a running visit at the end.
        variance: Its variance.
        at_once: When the visitor is called if an idle counter is theirs; else None.
    """

    supply: Supply
    mean: float
    variance: float
    at_once: float | None

    def moment(self, z: float) -> float:
        """Minutes until the visitor is called, at the normal quantile `z`.

        The gamma quantile is that of Wilson and Hilferty (1931).
        """
        if self.at_once is not None:
            return self.at_once
        ninth = self.variance / (9.0 * self.mean * self.mean)
        cube = max(1.0 - ninth + z * sqrt(ninth), 0.05)
        return clipped(self.supply.moment(self.mean * cube * cube * cube))


def people_ahead(floor: FloorNow) -> int:
    """Stops before the visitor in the queues that the counters of their own queue serve."""
    shared = {floor.queue}
    for profile in {counter.queues for counter in floor.counters}:
        if floor.queue in profile:
            shared |= profile
    return sum([max(queue.ahead, 0) for queue in floor.queues if queue.id in shared])


def line_of(floor: FloorNow) -> Line | None:
    """The line one visitor stands in; None while no counter serves their queue."""
    queues = {queue.id: queue for queue in floor.queues}
    if floor.queue not in queues or not any(floor.queue in c.queues for c in floor.counters):
        return None
    cycles = Cycles(floor)
    stations = _stations(floor, queues, cycles)
    free = cycles.of(floor.queue).overshoot
    works = {
        name: max(queue.ahead, 0) * cycles.of(name).mean + (free if name == floor.queue else 0.0)
        for name, queue in queues.items()
    }
    shares, serving = shares_of(floor.queue, works, stations, free)
    return _line(floor, [(queues[name], share) for name, share in shares], serving, cycles)


def _stations(floor: FloorNow, queues: Mapping[str, QueueNow], cycles: Cycles) -> list[Station]:
    """The counters that matter to the queues of this floor, and when each can call."""
    known: dict[frozenset[str], frozenset[str]] = {}
    stations = []
    for counter in floor.counters:
        profile = known.get(counter.queues)
        if profile is None:
            profile = known[counter.queues] = counter.queues.intersection(queues)
        if profile:
            idle = counter.doing is Doing.IDLE
            left = 0.0 if idle else cycles.left(counter, floor.queue)
            stations.append(Station(profile, left, counter.leaves_in))
    return stations


def _line(
    floor: FloorNow,
    shares: Sequence[tuple[QueueNow, float]],
    stations: Sequence[Station],
    cycles: Cycles,
) -> Line:
    own = cycles.of(floor.queue)
    mean = own.overshoot
    variance = mean * mean
    doubt = mean * own.doubt
    streams = []
    for queue, share in shares:
        cycle = cycles.of(queue.id)
        ahead = max(queue.ahead, 0)
        again = min(max(queue.recalled, 0), ahead)
        minutes = (ahead - again) * cycle.mean + again * cycle.again
        mean += share * minutes
        variance += share * ((ahead - again) * cycle.variance + again * cycle.again_variance)
        doubt += share * minutes * cycle.doubt
        rate = min(sane(queue.overtaking_per_minute), _MOST_A_MINUTE) * share
        lasts = clipped(queue.overtaking_for)
        if rate and lasts:
            streams.append(Overtaking(rate * cycle.mean, lasts))
            # Whoever may come is Poisson: each brings a cycle, and its square.
            within = min(lasts, mean / len(stations))
            variance += rate * within * (cycle.variance + cycle.mean * cycle.mean)
    return Line(
        supply=supply_of(stations, own, floor.pauses, streams),
        mean=mean,
        variance=variance + doubt * doubt,
        at_once=_pause(floor) if _free(floor) else None,
    )


def _free(floor: FloorNow) -> bool:
    """Whether idle counters can call everybody before the visitor, and the visitor."""
    idle: dict[frozenset[str], int] = {}
    for counter in floor.counters:
        if counter.doing is Doing.IDLE:
            idle[counter.queues] = idle.get(counter.queues, 0) + 1
    for profile in idle:
        if floor.queue in profile:
            counters = sum([n for other, n in idle.items() if other <= profile])
            if counters > sum([max(q.ahead, 0) for q in floor.queues if q.id in profile]):
                return True
    return False


def _pause(floor: FloorNow) -> float:
    """How long a break that has begun still lasts."""
    ends = [clipped(pause.ends_in) for pause in floor.pauses if pause.begins_in <= 0.0]
    return max(ends, default=0.0)
