"""Limits on guessing: a lock that doubles, and so many failures within a time.

A try counts before its outcome is known, so that many at once do not slip through; success takes
it back. Kept in memory and bounded.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import ceil

from kiosk.errors import TooManyTries
from kiosk.ports import Clock

_MOST_KEYS = 10_000


@dataclass(slots=True)
class _Record:
    failures: int = 0
    locked_until: float = 0.0


class Lockout:
    """Locks a key after `free` failures for `first` seconds, twice as long after each further one.

    Never longer than `longest` seconds; a key that was left alone that long starts anew.
    """

    def __init__(
        self, clock: Clock, free: int = 5, first: float = 30.0, longest: float = 900.0
    ) -> None:
        self._clock = clock
        self._free = free
        self._first = first
        self._longest = longest
        self._records: dict[str, _Record] = {}

    def count(self, key: str) -> None:
        """Count a try. Raises TooManyTries while the key is locked."""
        now = self._clock.monotonic()
        self._forget(now)
        record = self._records.setdefault(key, _Record())
        if now < record.locked_until:
            raise TooManyTries(ceil(record.locked_until - now))
        if now > record.locked_until + self._longest:
            record.failures = 0
        record.failures += 1
        over = record.failures - self._free
        lock = min(self._longest, self._first * 2 ** min(over, 10)) if over >= 0 else 0.0
        record.locked_until = now + lock

    def take_back(self, key: str) -> None:
        """The last try was right after all."""
        record = self._records.get(key)
        if record is not None:
            record.failures -= 1
            record.locked_until = self._clock.monotonic()

    def clear(self, key: str) -> None:
        """Forget the failures of a key."""
        self._records.pop(key, None)

    def _forget(self, now: float) -> None:
        if len(self._records) < _MOST_KEYS:
            return
        for key in [k for k, r in self._records.items() if now > r.locked_until]:
            del self._records[key]


@dataclass(slots=True)
class FailureWindow:
    """Allows `limit` failures within `seconds` per key."""

    clock: Clock
    limit: int
    seconds: float
    _failures: dict[str, deque[float]] = field(default_factory=dict)

    def count(self, key: str) -> None:
        """Count a try. Raises TooManyTries when the window is full."""
        now = self.clock.monotonic()
        failures = self._failures.setdefault(key, deque())
        while failures and failures[0] <= now - self.seconds:
            failures.popleft()
        if len(failures) >= self.limit:
            raise TooManyTries(ceil(failures[0] + self.seconds - now))
        failures.append(now)

    def take_back(self, key: str) -> None:
        """The last try was right after all."""
        failures = self._failures.get(key)
        if failures:
            failures.pop()
