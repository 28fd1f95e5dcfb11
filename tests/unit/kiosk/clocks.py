"""A machine whose two clocks a test moves: the wall's anywhere, the steady one forward."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kiosk.clock import SETTLING_SECONDS, SteadyClock

#: 09.00 in Jakarta, on an open day.
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class Machine:
    """Seconds of a machine that was started `uptime` ago; its wall clock says `MORNING`."""

    def __init__(self, uptime: float = 10 * SETTLING_SECONDS) -> None:
        self.steady = uptime
        self.wall = MORNING.timestamp()

    def clock(self, shift: timedelta = timedelta()) -> SteadyClock:
        """A hall's clock on this machine."""
        return SteadyClock(shift, wall=lambda: self.wall, steady=lambda: self.steady)

    def run(self, seconds: float) -> None:
        """Let time pass, as both clocks see it."""
        self.steady += seconds
        self.wall += seconds


def watch(machine: Machine, clock: SteadyClock, seconds: int) -> list[datetime]:
    """Ask for the time once a second."""
    times = []
    for _ in range(seconds):
        machine.run(1.0)
        times.append(clock.now())
    return times


def off(clock: SteadyClock, machine: Machine) -> float:
    """Seconds the hall's time is ahead of the machine's."""
    return clock.now().timestamp() - machine.wall
