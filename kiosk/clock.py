"""The two clocks of the product: the machine's, and one that began at a chosen moment."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()


class ShiftedClock:
    """A clock set to `start` when it was made and running on from there.

    The demo shows an open hall at any hour with it. It follows the monotonic clock, so a change
    of the machine's time does not reach it.
    """

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("start must be aware")
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        """The chosen moment plus what has gone by."""
        return self._start + timedelta(seconds=self.monotonic() - self._began)

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()
