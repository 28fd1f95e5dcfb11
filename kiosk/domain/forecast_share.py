"""Which counters one visitor really waits for where queues share counters, and with whom.

The oldest is called first, so a queue that lags behind gets all the counters it can have until it
lags no longer. That is how max-min fair shares are found (Bertsekas and Gallager, Data Networks,
1992, 6.5.2): the group of queues with the most work per counter is a bottleneck of its own, then
the next one among those left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

#: With more queues than this sharing counters, their people are split in proportion instead:
#: the groups would be too many to look at for every ticket.
MOST_QUEUES = 5

Shares = Sequence[tuple[str, float]]


@dataclass(slots=True)
class Station:
    """An open counter: its queues, minutes until it can call, and until it is known to close."""

    profile: frozenset[str]
    left: float
    leaves_in: float | None


def shares_of(
    own: str, works: Mapping[str, float], stations: Sequence[Station], free: float
) -> tuple[Shares, Sequence[Station]]:
    """The queues that are in one line with the visitor, the share of each, and its counters.

    Args:
        own: The visitor's queue.
        works: Minutes of work before the visitor, by queue.
        stations: The counters that serve any of these queues; one serves `own`.
        free: What a counter has left of a visit at a random moment.
    """
    first = stations[0].profile
    if len({station.profile for station in stations}) == 1:
        return [(queue, 1.0) for queue in first], stations
    if len(works) > MOST_QUEUES:
        return _in_proportion(own, works, stations)
    rest, left = set(works), list(stations)
    while True:
        group = _bottleneck({queue: works[queue] for queue in works if queue in rest}, left, free)
        inside = [station for station in left if station.profile & group]
        outside = [station for station in left if not station.profile & group]
        if own in group or not any(own in station.profile for station in outside):
            return [(queue, 1.0) for queue in group | {own}], inside
        rest -= group
        left = outside


def _bottleneck(
    works: Mapping[str, float], stations: Sequence[Station], free: float
) -> frozenset[str]:
    """Of the queues left, those with the most work per counter; of equals, the larger group."""
    profiles: dict[frozenset[str], tuple[int, float]] = {}
    for station in stations:
        count, late = profiles.get(station.profile, (0, 0.0))
        profiles[station.profile] = (count + 1, late + station.left - free)
    slowest, best = -1.0, frozenset(works)
    for size in range(len(works), 0, -1):
        for group in map(frozenset, combinations(works, size)):
            counters, work = 0, 0.0
            for profile, (count, late) in profiles.items():
                if profile & group:
                    counters += count
                    work += late
            work = max(work + sum([works[queue] for queue in group]), 0.0)
            pace = work / counters if counters else inf if work else 0.0
            if pace > slowest:
                slowest, best = pace, group
    return best


def _in_proportion(
    own: str, works: Mapping[str, float], stations: Sequence[Station]
) -> tuple[Shares, Sequence[Station]]:
    mine = [station for station in stations if own in station.profile]
    shares = []
    for queue in works:
        serving = sum([queue in station.profile for station in stations])
        here = sum([queue in station.profile for station in mine])
        if here:
            shares.append((queue, here / serving))
    return shares, mine
