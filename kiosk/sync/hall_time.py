"""The hall's time at the kiosk: the hall server gives day and hour, a wrong machine does not.

A kiosk PC with an empty clock battery starts in another year, and its papers would carry the wrong
day. While machine and hall agree within `TOLERANCE` the machine's clock is used; else the time the
hall last told, moved on by the monotonic clock, which no correction of the machine's time reaches.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.ports import Clock

TOLERANCE = timedelta(seconds=2)


class HallTime:
    """A Clock set right by every snapshot of the hall; before the first, the machine's."""

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._told: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """The present moment, aware."""
        told = self._told
        if told is None:
            return self._machine.now()
        return told[0] + timedelta(seconds=self._machine.monotonic() - told[1])

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return self._machine.monotonic()

    def hear(self, hall_now: datetime) -> bool:
        """Take the hall's time; whether it was far enough away to change this clock."""
        if abs(hall_now - self.now()) <= TOLERANCE:
            return False
        agrees = abs(hall_now - self._machine.now()) <= TOLERANCE
        self._told = None if agrees else (hall_now, self._machine.monotonic())
        return True
