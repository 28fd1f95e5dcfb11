"""The hall's time at the kiosk: the hall server gives day and hour, a wrong machine does not.

A kiosk PC with an empty clock battery starts in another year, and its papers would carry the wrong
day. Once the hall was heard, its time is moved on by the clock that only goes forward, which no
correction of the machine's time reaches, with a line or without. After a start, before the hall is
heard, it is what this kiosk remembers of it, else the machine's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kiosk.ports import Clock
from kiosk.sync.time.memory import Remembered, TimeMemory, this_boot

#: Beyond this the kiosk's time is set by the hall's, and the machine's clock is called off.
TOLERANCE = timedelta(seconds=2)
#: Beyond this the machine's clock is called far off: a technician should come.
FAR = timedelta(minutes=5)
#: How often the hall's time is written down.
REMEMBER_SECONDS = 300.0
_MOST_SECONDS = 999_999


@dataclass(frozen=True, slots=True)
class ClockNews:
    """How the machine's clock stands to the hall's, once it has changed, for the audit."""

    code: str
    seconds: int


class HallTime:
    """A Clock set right by every snapshot of the hall. `hear` is for one thread, the rest for any.

    `memory` bridges a start without a line; without it there is none.
    """

    def __init__(self, machine: Clock, memory: TimeMemory | None = None) -> None:
        self._machine = machine
        self._memory = memory
        self._boot = this_boot()
        self._told: tuple[datetime, float] | None = None
        self._said = "clock-right"
        self._remember_at = 0.0
        kept = memory.read() if memory else None
        if kept is not None:
            self._told = self._recall(kept)

    def now(self) -> datetime:
        """The present moment, aware."""
        told = self._told
        if told is None:
            return self._machine.now()
        return told[0] + timedelta(seconds=self._machine.monotonic() - told[1])

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return self._machine.monotonic()

    def hear(self, hall_now: datetime) -> ClockNews | None:
        """Take the hall's time; what is new about the machine's clock.

        News are "clock-off", "clock-far-off" and "clock-right", with the whole seconds it is off.
        """
        ours, steady = self.now(), self._machine.monotonic()
        wrong = abs(hall_now - ours) > TOLERANCE
        if wrong or self._told is None:
            # Within the tolerance it is the way here that differs, not the time.
            self._told = (hall_now if wrong else ours, steady)
        if wrong or steady >= self._remember_at:
            self._remember(hall_now, steady)
        return self._news(abs(hall_now - self._machine.now()))

    def _news(self, off: timedelta) -> ClockNews | None:
        code = self._said
        if off > TOLERANCE:
            code = "clock-far-off" if off > FAR else "clock-off"
        elif off <= TOLERANCE / 2:  # between the two nothing is told again and again
            code = "clock-right"
        if code == self._said:
            return None
        self._said = code
        return ClockNews(code, min(_MOST_SECONDS, round(off.total_seconds())))

    def _recall(self, kept: Remembered) -> tuple[datetime, float]:
        steady = self._machine.monotonic()
        hall = kept.hall_at(self._machine.now().timestamp(), steady, self._boot)
        return datetime.fromtimestamp(hall, UTC), steady

    def _remember(self, hall_now: datetime, steady: float) -> None:
        self._remember_at = steady + REMEMBER_SECONDS
        if self._memory is not None:
            machine = self._machine.now().timestamp()
            self._memory.write(Remembered(hall_now.timestamp(), machine, steady, self._boot))
