"""Several hall servers on one PostgreSQL: everybody hears everything once, in one order."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hall.store.dialect import Database, PostgresDatabase, SqliteDatabase
from hall.store.event import Event
from hall.store.store import HallStore, Store
from hall.store.transaction import Transaction, to_ms
from kiosk.errors import StoreUnavailable
from tests.helpers.postgres import Cluster
from tests.unit.hall.desk import MORNING, FakeClock, emptied
from tests.unit.hall.store_bench import DAY, SECONDS, Counted, Sum, number_of


class Process:
    """A store as one hall server has it: two halls, what each folds and was told."""

    HALLS = ("barat", "timur")

    def __init__(self, database: Database) -> None:
        self.store = Store(database, FakeClock(), Counted())
        self.sums = {hall: Sum() for hall in self.HALLS}
        self.told: dict[str, list[Event]] = {hall: [] for hall in self.HALLS}
        self.parts: dict[str, HallStore] = {
            hall: self.store.hall(hall, self.sums[hall], self.told[hall].extend)
            for hall in self.HALLS
        }

    async def begin(self) -> None:
        await self.store.open()
        self.store.follow(dict.fromkeys(self.HALLS, 0))

    async def keep(self, hall: str, number: int) -> None:
        def job(tx: Transaction) -> None:
            tx.events.append(Event("kept", to_ms(MORNING), DAY, facts={"number": number}))

        await self.parts[hall].write(job)

    def numbers(self, hall: str) -> list[int]:
        return [number_of(event) for event in self.told[hall]]

    async def folded(self, hall: str) -> list[int]:
        return await self.parts[hall].ask(lambda: list(self.sums[hall].numbers))


async def comes_true(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def run(processes: Iterable[Process], story: Callable[[], Awaitable[Any]]) -> None:
    async def whole() -> None:
        opened = []
        try:
            for process in processes:
                opened.append(process)
                await process.begin()
            await story()
        finally:
            for process in opened:
                await process.store.close()

    asyncio.run(whole())


@pytest.fixture
def two(shared_database: PostgresDatabase) -> tuple[Process, Process]:
    emptied(shared_database)
    return Process(shared_database), Process(shared_database)


def seqs(events: Sequence[Event]) -> list[int]:
    return [event.seq for event in events]


def test_everybody_is_told_everything_once_in_the_order_of_commits(
    two: tuple[Process, Process],
) -> None:
    async def story() -> None:
        writes = [
            process.keep(hall, base + number)
            for number in range(100)
            for base, process in ((0, two[0]), (1_000, two[1]))
            for hall in Process.HALLS
        ]
        await asyncio.gather(*writes)
        for hall in Process.HALLS:
            await comes_true(lambda hall=hall: all(len(one.told[hall]) == 200 for one in two))  # type: ignore[misc]
            first, second = two
            assert first.told[hall] == second.told[hall]
            assert seqs(first.told[hall]) == list(range(1, 201))
            numbers = first.numbers(hall)
            assert sorted(numbers) == [*range(100), *range(1_000, 1_100)]
            # Each process's own come in the order it wrote them.
            for base in (0, 1_000):
                own = [number for number in numbers if base <= number < base + 100]
                assert own == list(range(base, base + 100))

    run(two, story)


def test_a_job_sees_what_other_processes_wrote_before_it(two: tuple[Process, Process]) -> None:
    async def story() -> None:
        seen = []
        for number in range(20):
            process = two[number % 2]
            await process.keep("barat", number)
            seen.append(await process.folded("barat"))
        assert seen == [list(range(number + 1)) for number in range(20)]
        assert [process.sums["barat"].rebuilt for process in two] == [1, 1], "folded, not re-read"

    run(two, story)


def test_an_idle_process_folds_what_others_write(two: tuple[Process, Process]) -> None:
    async def story() -> None:
        busy, idle = two
        await idle.keep("barat", 0)
        for number in range(1, 6):
            await busy.keep("barat", number)
        deadline = time.monotonic() + SECONDS
        while await idle.folded("barat") != [0, 1, 2, 3, 4, 5]:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)

    run(two, story)


def end_lines(database: PostgresDatabase, which: str = "true") -> None:
    """End connections from outside, as a database does that is started again."""
    connection = database.connect_writer()
    ended = connection.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity "  # noqa: S608
        f"where datname = current_database() and pid <> pg_backend_pid() and ({which})"
    ).fetchall()
    connection.close()
    assert ended


@pytest.mark.logs("the store refused a commit")
@pytest.mark.logs("the event table cannot be followed")
def test_processes_that_lost_their_lines_forget_and_begin_anew(
    two: tuple[Process, Process], shared_database: PostgresDatabase
) -> None:
    async def story() -> None:
        one, other = two
        await one.keep("barat", 0)
        await other.keep("barat", 1)
        await asyncio.to_thread(end_lines, shared_database)
        for process, number in ((one, 2), (other, 3), (one, 4), (other, 5)):
            try:
                await process.keep("barat", number)
            except StoreUnavailable:  # nothing was promised: ask again
                await process.keep("barat", number)
        assert await other.folded("barat") == [0, 1, 2, 3, 4, 5]
        await comes_true(lambda: all(len(each.told["barat"]) == 6 for each in two))
        assert [seqs(each.told["barat"]) for each in two] == [[1, 2, 3, 4, 5, 6]] * 2

    run(two, story)


@pytest.mark.logs("the event table cannot be followed")
def test_listeners_that_lost_their_line_miss_nothing(
    two: tuple[Process, Process], shared_database: PostgresDatabase
) -> None:
    async def story() -> None:
        await two[0].keep("timur", 0)
        await comes_true(lambda: all(len(each.told["timur"]) == 1 for each in two))
        reading = "query ilike '%from events%' or query ilike 'listen%'"
        await asyncio.to_thread(end_lines, shared_database, reading)
        for number in range(1, 30):
            await two[0].keep("timur", number)
        await comes_true(lambda: all(len(each.told["timur"]) == 30 for each in two))
        for process in two:
            assert seqs(process.told["timur"]) == list(range(1, 31))

    run(two, story)


def test_a_process_that_starts_later_hears_what_comes_after_what_it_has(
    two: tuple[Process, Process], shared_database: PostgresDatabase
) -> None:
    late = Process(shared_database)

    async def story() -> None:
        for number in range(5):
            await two[0].keep("barat", number)
        await late.store.open()
        late.store.follow({"barat": 3, "timur": 0})
        try:
            await two[1].keep("barat", 5)
            await comes_true(lambda: len(late.told["barat"]) == 3)
            assert seqs(late.told["barat"]) == [4, 5, 6]
        finally:
            await late.store.close()

    run(two, story)


def test_two_processes_may_open_one_new_database_at_once(postgres: Cluster) -> None:
    """They migrate one after the other."""
    url = postgres.fresh_database()
    failed: list[BaseException] = []

    def begin() -> None:
        try:
            run([Process(PostgresDatabase(url))], partial(asyncio.sleep, 0))
        except BaseException as error:  # noqa: BLE001 - shown by the test
            failed.append(error)

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert failed == []


def test_one_process_alone_tells_both_halls_their_own_events(tmp_path: Path) -> None:
    alone = Process(SqliteDatabase(tmp_path / "hall.db"))

    async def story() -> None:
        await alone.keep("barat", 1)
        await alone.keep("timur", 2)
        await alone.keep("barat", 3)
        assert (alone.numbers("barat"), alone.numbers("timur")) == ([1, 3], [2])
        assert seqs(alone.told["barat"]) == [1, 2]

    run([alone], story)
