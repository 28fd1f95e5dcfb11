"""The clocks of the product: the machine's, the same moved by a span, and the hall's own.

docs/decisions/0010-the-halls-clock.md says why the hall has one.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

log = logging.getLogger(__name__)

#: How far the machine's clock may be from the hall's time and still be followed.
TRUSTED_SECONDS = 300.0
#: So much faster or slower the hall's time runs while it catches up with the machine's clock.
SLEW = 0.05
#: For so long after the machine's start a time server may still set its clock right.
SETTLING_SECONDS = 600.0
#: How often the machine's clock is looked at.
LOOK_SECONDS = 1.0
#: A difference is made up for within this time, where `SLEW` allows it.
_CATCH_UP_SECONDS = 10.0


def steady_seconds() -> float:
    """Seconds since the machine's start that only go forward; its sleep counts where Linux runs."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    else:  # noqa: RET505 - the type checker reads one branch per platform
        return time.monotonic()


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return steady_seconds()


class ShiftedClock:
    """The machine's time moved by a fixed span.

    The demo shows an open hall at any hour with it; every process of the demo has the same shift,
    so they agree about the time also after one of them was started again.
    """

    def __init__(self, shift: timedelta) -> None:
        self._shift = shift

    def now(self) -> datetime:
        """The moved moment in UTC."""
        return datetime.now(UTC) + self._shift

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return steady_seconds()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of the hall's time: from `at` (steady) it is `value` (Unix) and runs so much off."""

    at: float
    value: float
    slew: float = 0.0

    def read(self, steady: float) -> float:
        elapsed = steady - self.at
        return self.value + elapsed + self.slew * min(elapsed, LOOK_SECONDS)


class SteadyClock:
    """The hall's time: steady seconds, anchored to the machine's clock and led after it gently.

        settling --10 minutes of uptime--> following <--the machine's clock is back-- refusing
                                               `----------------- it jumped ---------->

    A small difference is made up for smoothly, never backwards. A jump is not followed: no new
    day, no wait below zero; `jumped` and one critical log line tell of it, until the clock is set
    back or the process started again. While settling a jump is followed, but not to before what
    the store has seen. For any thread; one step costs less than a microsecond.
    """

    def __init__(
        self,
        shift: timedelta = timedelta(),
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady_seconds,
    ) -> None:
        self._shift = shift.total_seconds()
        self._wall = wall
        self._steady = steady
        self._changing = threading.Lock()
        self._bound = 0.0
        self._held = False
        self._offset = 0.0
        self._stretch = _Stretch(steady(), wall() + self._shift)

    def now(self) -> datetime:
        """The hall's present moment in UTC."""
        stretch, steady = self._stretch, self._steady()
        if steady - stretch.at >= LOOK_SECONDS:
            stretch, steady = self._look()
        return datetime.fromtimestamp(stretch.read(steady), UTC)

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return self._steady()

    @property
    def offset_seconds(self) -> float:
        """How far the machine's clock is ahead of the hall's time, as last looked at."""
        return self._offset

    @property
    def jumped(self) -> bool:
        """Whether the machine's clock is too far away to be followed."""
        return abs(self._offset) > TRUSTED_SECONDS

    def not_before(self, moment: datetime) -> None:
        """Never fall behind `moment` (aware), the last one the store has seen.

        A clock that is behind goes on from there; should it be far behind, that is told loudly.
        """
        seconds = moment.timestamp()
        if seconds <= self._bound:
            return
        with self._changing:
            self._bound = max(self._bound, seconds)
            steady = self._steady()
            if seconds > self._stretch.read(steady):
                self._held = True
                self._stretch = self._after(steady, seconds)

    def _look(self) -> tuple[_Stretch, float]:
        """Compare with the machine's clock, one thread at a time; the stretch that begins now."""
        with self._changing:
            steady = self._steady()
            if steady - self._stretch.at >= LOOK_SECONDS:
                self._stretch = self._after(steady, self._stretch.read(steady))
            return self._stretch, steady

    def _after(self, steady: float, ours: float) -> _Stretch:
        """What follows the moment `ours`, by what the machine's clock says now."""
        wall = self._wall() + self._shift
        before, self._offset = self._offset, wall - ours
        if not self.jumped:
            if abs(before) > TRUSTED_SECONDS:
                log.warning("the machine's clock agrees with the hall's time again")
            self._held = False
            slew = self._offset / _CATCH_UP_SECONDS
            return _Stretch(steady, ours, max(-SLEW, min(SLEW, slew)))
        if self._may_be_set(steady, wall):
            log.warning("the machine's clock was set by %+.0f s: followed", self._offset)
            self._offset, self._held = 0.0, False
            return _Stretch(steady, wall)
        if abs(before) <= TRUSTED_SECONDS:
            self._tell_jump()
        return _Stretch(steady, ours)

    def _may_be_set(self, steady: float, wall: float) -> bool:
        """Whether a far jump can be a correction: the machine just started, or was held back."""
        settling = steady < SETTLING_SECONDS and wall >= self._bound
        return settling or (self._held and self._offset > 0)

    def _tell_jump(self) -> None:
        if self._held:
            log.critical(
                "the machine's clock is %.0f s behind the store's last event: the hall's time goes "
                "on from there; set the clock right",
                -self._offset,
            )
        else:
            log.critical(
                "the machine's clock jumped by %+.0f s and is not followed: set it right; where it "
                "is right, start the hall server again when nobody waits",
                self._offset,
            )
