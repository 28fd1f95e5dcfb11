"""Taking in the catalog: a little at a time, told how far, and copied when it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.catalog.feed import ChangePage, parse_page
from kiosk.errors import BadRecord, HallUnreachable, MppError, TooManyTries
from kiosk.search.index import Index
from kiosk.search.lexicon import Lexicon
from kiosk.settings import bundled_files
from kiosk.sync.learning import FEWEST, MOST, Learning, Progress, Pupils, Step
from tests.unit.kiosk.catalog.records import (
    Record,
    agency_record,
    as_bytes,
    change,
    hall_record,
    service_record,
)
from tests.unit.kiosk.sync.parts import StillClock

EVERY = 60.0
SERVICES = 3_000


def country() -> list[Record]:
    records = [change(1, "hall", hall_record()), change(2, "agency", agency_record())]
    return records + [
        change(n, "service", service_record(f"dukcapil.s{n}")) for n in range(3, SERVICES + 1)
    ]


@dataclass
class PlainFeed:
    """Gives pages of what it has; `seconds` go by at each, `error` comes instead."""

    clock: StillClock
    told: list[Record] = field(default_factory=country)
    epoch: str = "e1"
    seconds: float = 0.0
    error: MppError | None = None
    asked: list[tuple[int, int]] = field(default_factory=list)

    def changes(self, after: int, limit: int) -> ChangePage:
        self.asked.append((after, limit))
        self.clock.seconds += self.seconds
        if self.error is not None:
            raise self.error
        new = [one for one in self.told if one["cursor"] > after]
        cursor = new[:limit][-1]["cursor"] if new else after
        page = {"changes": new[:limit], "cursor": cursor, "more": len(new) > limit}
        last = self.told[-1]["cursor"]
        return parse_page(as_bytes({"epoch": self.epoch, **page, "last": last}))


@dataclass
class Class:
    """A learner and what it told."""

    folder: Path
    clock: StillClock = field(default_factory=StillClock)
    troubles: list[tuple[str, str | None]] = field(default_factory=list)
    progress: list[Progress | None] = field(default_factory=list)
    changes: int = 0

    def __post_init__(self) -> None:
        self.feed = PlainFeed(self.clock)
        lexicon = Lexicon.read(bundled_files().assets / "search")
        self.cache = CatalogCache.open(self.folder / "catalog.db", Index(lexicon))
        self.reader = CatalogReader.open(self.folder / "catalog.db")
        pupils = Pupils(
            lambda place, code: self.troubles.append((place, code)),
            self._changed,
            self.progress.append,
        )
        self.learning = Learning(self.feed, self.cache, self.clock, pupils, EVERY)

    def _changed(self) -> None:
        self.changes += 1

    def rounds(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Go on until there is nothing to do at once; how many rounds that took."""
        count = 1
        while self.learning.ask(stopping) | self.learning.settle(stopping):
            count += 1
        return count

    def close(self) -> None:
        self.reader.close()
        self.cache.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    room = Class(tmp_path)
    yield room
    room.close()


def test_a_first_load_tells_how_far_it_is_and_ends(room: Class) -> None:
    room.rounds()
    assert room.reader.service(f"dukcapil.s{SERVICES}") is not None
    *steps, end = room.progress
    assert end is None
    loading = [one.share for one in steps if one and one.step is Step.LOADING]
    indexing = [one.share for one in steps if one and one.step is Step.INDEXING]
    assert loading == sorted(loading)
    assert indexing == sorted(indexing)
    assert (loading[0] < 0.05, loading[-1], indexing[-1]) == (True, 1.0, 1.0)
    assert steps[0] is not None
    assert steps[0].words == "Memuat katalog: 1 %"
    assert room.changes == 1


def test_pages_grow_while_the_line_is_quick(room: Class) -> None:
    room.rounds()
    assert [limit for _, limit in room.feed.asked][:4] == [FEWEST, 200, 800, MOST]


def test_pages_stay_small_on_a_slow_line_and_tickets_have_their_turn(room: Class) -> None:
    room.feed.told = room.feed.told[:400]
    room.feed.seconds = 1.5
    assert room.rounds() >= 4  # each took two pages of eight at most
    assert {limit for _, limit in room.feed.asked} == {FEWEST}
    assert room.reader.hall() is not None


def test_a_failure_begins_small_again_and_goes_on_where_it_was(room: Class) -> None:
    stops = iter([False, False, False, True])
    room.learning.ask(lambda: next(stops))
    assert room.cache.cursor() == ("e1", 1050)
    room.feed.error = HallUnreachable("putus")
    assert not room.learning.ask(lambda: False)
    room.feed.error = None
    room.learning.ask_soon()
    room.rounds()
    assert (1050, FEWEST) in room.feed.asked
    assert room.feed.asked.count((0, FEWEST)) == 1
    assert room.reader.hall() is not None


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (HallUnreachable("status 500"), "hall-unreachable"),
        (BadRecord("katalog", "x", "name", "salah"), "bad-record"),
    ],
)
def test_what_goes_wrong_is_told_and_asked_again_later_each_time(
    room: Class, error: MppError, code: str
) -> None:
    room.feed.error = error
    asked_at = []
    for second in range(300):
        before = len(room.feed.asked)
        room.learning.ask(lambda: False)
        asked_at += [second] * (len(room.feed.asked) - before)
        room.clock.seconds += 1
    pauses = [later - sooner for sooner, later in pairwise(asked_at)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (10, EVERY)
    assert set(room.troubles) == {("learn", code)}


def test_a_server_that_names_its_time_is_not_asked_before(room: Class) -> None:
    room.feed.error = TooManyTries(300)
    room.learning.ask(lambda: False)
    room.clock.seconds += 299
    room.learning.ask(lambda: False)
    assert len(room.feed.asked) == 1
    room.clock.seconds += 1
    room.learning.ask(lambda: False)
    assert len(room.feed.asked) == 2


def test_one_change_costs_one_record(room: Class) -> None:
    room.rounds()
    room.feed.asked.clear()
    room.feed.told.append(change(SERVICES + 1, "service", service_record(name="KTP lagi")))
    room.learning.ask_soon()
    assert room.rounds() == 1
    assert room.feed.asked == [(SERVICES, MOST)]
    service = room.reader.service("dukcapil.ktp")
    assert service is not None
    assert service.name == "KTP lagi"
    assert room.changes == 2
    assert room.progress[-1] is None


def test_a_copy_is_made_of_the_first_whole_catalog_and_then_once_an_hour(room: Class) -> None:
    copy = room.folder / "catalog.db.cadangan"
    room.rounds()
    first = copy.stat().st_ino
    for minutes, again in ((1, False), (58, False), (2, True)):
        room.clock.seconds += minutes * 60
        n = len(room.feed.told) + 1
        room.feed.told.append(change(n, "service", service_record(name=f"KTP {n}")))
        room.rounds()
        assert (copy.stat().st_ino != first) == again


def test_a_disk_that_refuses_is_told_and_the_old_catalog_stays(room: Class) -> None:
    room.rounds()
    (room.folder / "catalog.db.draf").mkdir()
    room.clock.seconds += 3601
    room.feed.told.append(change(SERVICES + 1, "service", service_record(name="KTP lagi")))
    room.rounds()
    assert ("keep", "catalog-not-kept") in room.troubles
    assert room.reader.hall() is not None
