"""How long a visitor will wait, said honestly or not at all.

With n people ahead, s open counters and services that last m minutes on average, the wait is a sum
of about (n + 1) / s service times (the queue-length estimator of Ibrahim and Whitt, 2009). Service
times at counters vary about as much as they last, so the sum's variance is m^2 (n + 1) / s^2, and
its 90 % bound lies 1.2816 standard deviations above the mean (normal approximation).
"""

from __future__ import annotations

from math import ceil, sqrt

from kiosk.domain.ticket import WaitRange

#: How many visits of the standard's duration the day's own measurements must outweigh.
PRIOR_VISITS = 8
_Z90 = 1.2816
_STEP = 5


def mean_service_minutes(typical: float, finished: int, total_minutes: float) -> float:
    """The queue's mean service time: its typical minutes, drawn to what the day measured."""
    return (PRIOR_VISITS * typical + total_minutes) / (PRIOR_VISITS + finished)


def wait_range(ahead: int, counters_open: int, mean_minutes: float) -> WaitRange | None:
    """The wait of somebody with `ahead` people before them; None while no counter is open.

    Half of the visitors are called before `low`, nine of ten before `high`; both are rounded up
    to five minutes, because a single exact minute would be a lie.
    """
    if counters_open < 1:
        return None
    visits = ahead + 1
    mean = mean_minutes * visits / counters_open
    spread = mean_minutes * sqrt(visits) / counters_open
    low = _up(mean)
    high = max(_up(mean + _Z90 * spread), low + _STEP)
    return WaitRange(low, high)


def _up(minutes: float) -> int:
    return max(_STEP, ceil(minutes / _STEP) * _STEP)
