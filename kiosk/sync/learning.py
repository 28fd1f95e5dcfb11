"""Taking in the catalog's changes, a little at a time, so that tickets are told in between.

        LOADING --page, page, ...--> INDEXING --some, some, ...--> COPYING --> nothing to do
           | no answer, wrong page       (needs no line)
           +--> asked again after a pause that grows

Whatever fails, the last good catalog stays, and where it was is where it goes on: after a page that
was refused or cut off, a stop, or a power cut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.feed import ChangePage
from kiosk.errors import CatalogNotKept, MppError, TooManyTries
from kiosk.ports import Clock

#: Records asked for at first, and again after a failure: a line of 32 kbit/s brings them in time.
FEWEST = 50
#: As many as the hall server gives at once.
MOST = 1000
#: A page that comes within this asks for larger ones (seconds).
_QUICK = 1.0
#: How long one go may take before tickets have their turn (seconds).
_AT_ONCE = 2.0
_FIRST_PAUSE = 10.0
#: How old the copy may get while the catalog changes (seconds).
_COPY_EVERY = 3600.0


class Step(StrEnum):
    """What a full reading is doing."""

    LOADING = "loading"
    INDEXING = "indexing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a full reading is; `share` from 0 to 1."""

    step: Step
    share: float

    @property
    def percent(self) -> int:
        """Whole percent, 100 only when all of the step is done."""
        return int(self.share * 100)

    @property
    def words(self) -> str:
        """What a technician reads at the command line."""
        return f"{_STEP_WORDS[self.step]}: {self.percent} %"


_STEP_WORDS = {Step.LOADING: "Memuat katalog", Step.INDEXING: "Menyiapkan pencarian"}


class Feed(Protocol):
    """Where changes come from."""

    def changes(self, after: int, limit: int) -> ChangePage:
        """A page of the catalog's changes."""


@dataclass(frozen=True, slots=True)
class Pupils:
    """Who is told.

    Of trouble, by its place and code, None when it is over; of changes; of how far a full reading
    is, None when it is done.
    """

    on_trouble: Callable[[str, str | None], None]
    on_changed: Callable[[], None]
    on_progress: Callable[[Progress | None], None]


class Learning:
    """Keeps a cache up to date. One thread uses it, the cache's; `ask_soon` is for any."""

    def __init__(
        self, feed: Feed, cache: CatalogCache, clock: Clock, pupils: Pupils, every: float
    ) -> None:
        self._feed = feed
        self._cache = cache
        self._clock = clock
        self._pupils = pupils
        self._every = every
        self._due = 0.0
        self._pause = _FIRST_PAUSE
        self._limit = FEWEST
        self._copy_due = clock.monotonic() + _COPY_EVERY if cache.has_copy else 0.0
        self._stale_copy = not cache.has_copy
        self._told: Progress | None = None

    def ask_soon(self) -> None:
        """There is something new."""
        self._due = 0.0

    def ask(self, stopping: Callable[[], bool]) -> bool:
        """Ask for changes when it is time; whether there are more to ask for at once."""
        if self._clock.monotonic() < self._due:
            return False
        self._due = self._clock.monotonic() + self._every
        until = self._clock.monotonic() + _AT_ONCE
        changed, more = False, True
        try:
            while more and self._clock.monotonic() < until and not stopping():
                page, more = self._take_page()
                changed = changed or bool(page.changes)
        except MppError as error:
            more = False
            if not stopping():  # else it was the stop that cut the call
                self._failed(error)
        else:
            self._pupils.on_trouble("learn", None)
            self._pause = _FIRST_PAUSE
        if changed and not self._cache.reading:
            self._changed()
        if more:
            self._due = 0.0
        return more

    def settle(self, stopping: Callable[[], bool]) -> bool:
        """Do what needs no line; whether there is more of it to do at once."""
        try:
            more = self._index(stopping)
            if not more and not self._cache.reading:
                self._copy_when_due()
        except CatalogNotKept as error:
            self._pupils.on_trouble("keep", error.code)
            return False
        self._pupils.on_trouble("keep", None)
        return more

    def _index(self, stopping: Callable[[], bool]) -> bool:
        until = self._clock.monotonic() + _AT_ONCE
        reading = self._cache.reading
        while self._clock.monotonic() < until and not stopping():
            share = self._cache.index_some(self._clock.now())
            if share is None:
                return False
            if reading:
                self._tell(Progress(Step.INDEXING, share))
            if reading and not self._cache.reading:
                self._tell(None)
                self._changed()
                return False
        return True

    def _take_page(self) -> tuple[ChangePage, bool]:
        began = self._clock.monotonic()
        page = self._feed.changes(self._cache.cursor()[1], self._limit)
        if self._clock.monotonic() - began < _QUICK:
            self._limit = min(MOST, self._limit * 4)
        more = self._cache.apply(page, self._clock.now())
        share = self._cache.cursor()[1] / page.last if page.last else 0.0
        self._tell(Progress(Step.LOADING, share) if self._cache.reading else None)
        return page, more

    def _failed(self, error: MppError) -> None:
        self._limit = FEWEST
        pause = min(self._pause, self._every)
        if isinstance(error, TooManyTries):
            pause = max(pause, float(error.facts["retry_after"] or 0))
        self._due = self._clock.monotonic() + pause
        self._pause = self._pause * 2
        self._pupils.on_trouble("learn", error.code)

    def _changed(self) -> None:
        self._stale_copy = True
        self._pupils.on_changed()

    def _copy_when_due(self) -> None:
        """After a full reading at once, later at most once an hour."""
        if not self._stale_copy or self._clock.monotonic() < self._copy_due:
            return
        if self._cache.refreshed:
            self._copy_due = self._clock.monotonic() + _COPY_EVERY
            self._cache.copy()
            self._stale_copy = False

    def _tell(self, progress: Progress | None) -> None:
        if progress != self._told:
            self._told = progress
            self._pupils.on_progress(progress)
