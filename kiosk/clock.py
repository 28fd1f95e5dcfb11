"""The two clocks of the product: the machine's, and the same moved by a fixed span."""

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
        return time.monotonic()
