"""How the server itself is: whether its store takes writes, has room left, and the clock is right.

Stands between the writer and the metrics, so it knows of every commit and every refusal.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Sequence

from hall.keeping.care import Care
from hall.queue.views import Trouble
from hall.store.event import Event
from hall.store.writer import Watch
from kiosk.clock import SteadyClock
from kiosk.errors import StoreUnavailable
from kiosk.ports import Clock

#: How often it is looked whether the troubles are others, and a store that refuses is tried.
LOOK_SECONDS = 2.0


class Condition:
    """What is amiss with this server now. Told of commits in the writer's thread."""

    def __init__(self, counts: Watch, care: Care, clock: Clock) -> None:
        self._counts = counts
        self._care = care
        self._clock = clock
        self._refusing = False
        self._told: tuple[Trouble, ...] = ()

    def committed(
        self, seconds: float, jobs: int, news: Iterable[tuple[str, Sequence[Event]]]
    ) -> None:
        """A transaction of the writer is on the disk."""
        self._refusing = False
        self._counts.committed(seconds, jobs, news)

    def refused(self) -> None:
        """The store refused a transaction."""
        self._refusing = True
        self._counts.refused()

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What is amiss, the worst first; empty when all is well."""
        jumped = isinstance(self._clock, SteadyClock) and self._clock.jumped
        signs = (
            (Trouble.STORE_REFUSES, self._refusing),
            (Trouble.DISK_ALMOST_FULL, not self._care.has_room),
            (Trouble.CLOCK_JUMPED, jumped),
        )
        return tuple(trouble for trouble, there in signs if there)

    async def follow(
        self, check: Callable[[], Awaitable[None]], changed: Callable[[], None]
    ) -> None:
        """Say when the troubles are others; runs until it is cancelled.

        While the store refuses it is asked by `check`, so that its recovery needs nobody's press.
        """
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._refusing:
                with contextlib.suppress(StoreUnavailable):
                    await check()
            if self.troubles != self._told:
                self._told = self.troubles
                changed()
