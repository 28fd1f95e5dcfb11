"""One visitor's stay at a kiosk, as far as the queue rules ask: how many tickets of each queue.

It lives in memory as long as the stay and knows nobody: a new stay is a new `Visit`.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.errors import TooManyTickets


class Visit:
    """Counts the tickets taken; for any thread, as an errand may outlive the screen it began on."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def taking(self, queue_id: str, limit: int) -> Iterator[None]:
        """Count a ticket from before it is asked for; one that comes to nothing is not counted.

        Raises TooManyTickets when `limit` tickets of the queue are taken or being taken.
        """
        with self._lock:
            if self._taken[queue_id] >= limit:
                raise TooManyTickets(limit)
            self._taken[queue_id] += 1
        try:
            yield
        except BaseException:
            with self._lock:
                self._taken[queue_id] -= 1
            raise
