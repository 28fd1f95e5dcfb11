"""How long a visitor will wait, said honestly or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from kiosk.domain.forecast_floor import FloorNow
from kiosk.domain.forecast_line import line_of, people_ahead
from kiosk.domain.ticket import WaitRange

_Z50 = 0.0
_Z90 = 1.2816
_STEP = 5


@dataclass(frozen=True, slots=True)
class WaitForecast:
    """What can honestly be said to one visitor who waits.

    Args:
        ahead: People who would be called before them by the counters that serve their queue.
        wait: The range to tell; None while no counter is open.
        minutes: The moment before which half are called, not rounded: the point to be judged by.
        before_closing: Whether the 90 % bound lies within the hall's opening hours.
    """

    ahead: int
    wait: WaitRange | None
    minutes: float | None
    before_closing: bool = True


def forecast(floor: FloorNow) -> WaitForecast:
    """How many people are before a visitor and how long that takes.

    The wait ends when the counters have taken the work ahead off the line (the queue-length
    estimator of Ibrahim and Whitt, 2009), with what is special about the moment: the visits that
    run and for how long they have, breaks, calls nobody answers, those who will overtake, queues
    that share counters. The work is gamma distributed, as sums of service times nearly are; its
    50 % and 90 % points, sent through the supply of the counters, are the range.
    """
    line = line_of(floor)
    if line is None:
        return WaitForecast(people_ahead(floor), None, None)
    middle = line.moment(_Z50)
    late = line.moment(_Z90)
    closes = floor.closes_in
    return WaitForecast(
        ahead=people_ahead(floor),
        wait=_told(middle, late),
        minutes=middle,
        before_closing=closes is None or late <= closes,
    )


def _told(middle: float, late: float) -> WaitRange:
    """The range in steps of five minutes; from zero, "up to", when five minutes are enough."""
    if late <= _STEP:
        return WaitRange(0, _STEP)
    low = _up(middle)
    return WaitRange(low, max(_up(late), low + _STEP))


def _up(minutes: float) -> int:
    return max(_STEP, ceil(minutes / _STEP) * _STEP)
