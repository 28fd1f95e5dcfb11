"""The writer: what belongs together is committed together, what is refused leaves no trace."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hall.store.dialect import Connection, connect_writer
from hall.store.transaction import Transaction
from hall.store.writer import Writer
from kiosk.domain.live import HallEvent
from kiosk.errors import StoreUnavailable, UnknownTicket
from tests.unit.hall.desk import FakeClock


class Bench:
    """A writer on a table of whole numbers, and everything it told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with sqlite3.connect(path) as store:
            store.execute("create table kept (n integer unique)")
        store.close()
        self.told: list[str] = []
        self.commits: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.writer = Writer(self._connect, FakeClock(), self._publish)

    def _connect(self) -> Connection:
        connection = connect_writer(self.path)
        connection.set_trace_callback(self.commits.append)
        return connection

    def _publish(self, events: Sequence[HallEvent]) -> None:
        self.told += [event.type for event in events]

    def keep(self, tx: Transaction, number: int) -> int:
        assert self.gate.wait(60)
        tx.connection.execute("insert into kept values (?)", (number,))
        tx.events.append(HallEvent(number, tx.now, f"kept {number}"))
        return number

    def submit(self, number: int) -> asyncio.Future[int]:
        return self.writer.submit(partial(self.keep, number=number))

    def kept(self) -> list[int]:
        store = sqlite3.connect(self.path)
        rows = [row[0] for row in store.execute("select n from kept order by n")]
        store.close()
        return rows

    def run(self, story: Callable[[], Awaitable[Any]]) -> None:
        async def whole() -> None:
            self.writer.start()
            try:
                await story()
            finally:
                await self.writer.stop()

        asyncio.run(whole())


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "store.db")


def test_a_job_is_answered_after_its_commit(bench: Bench) -> None:
    async def story() -> None:
        assert await bench.submit(1) == 1
        assert bench.kept() == [1]

    bench.run(story)


def test_jobs_that_wait_share_one_commit_and_are_told_in_its_order(bench: Bench) -> None:
    async def story() -> None:
        bench.gate.clear()
        jobs = [bench.submit(number) for number in range(30)]
        bench.gate.set()
        assert await asyncio.gather(*jobs) == list(range(30))

    bench.run(story)
    assert bench.told == [f"kept {number}" for number in range(30)]
    assert bench.commits.count("commit") <= 2


def test_a_refused_job_leaves_no_trace_and_disturbs_nobody(bench: Bench) -> None:
    def refuse(tx: Transaction) -> None:
        bench.keep(tx, 99)
        raise UnknownTicket

    async def story() -> None:
        bench.gate.clear()
        before, refused, after = bench.submit(1), bench.writer.submit(refuse), bench.submit(2)
        bench.gate.set()
        assert await before == 1
        with pytest.raises(UnknownTicket):
            await refused
        assert await after == 2

    bench.run(story)
    assert bench.kept() == [1, 2]
    assert bench.told == ["kept 1", "kept 2"]


def test_a_defect_in_a_job_reaches_who_asked_and_nobody_else(bench: Bench) -> None:
    async def story() -> None:
        first, double, wrong = (
            bench.submit(1),
            bench.submit(1),
            bench.writer.submit(lambda tx: tx.connection.execute("select :missing", {})),
        )
        assert await first == 1
        with pytest.raises(sqlite3.IntegrityError):
            await double
        with pytest.raises(sqlite3.ProgrammingError):
            await wrong
        assert await bench.submit(2) == 2

    bench.run(story)
    assert bench.kept() == [1, 2]


@pytest.mark.logs("the store refused a commit")
def test_when_the_store_fails_nobody_is_answered_and_the_next_job_begins_anew(
    bench: Bench,
) -> None:
    def broken(tx: Transaction) -> None:
        tx.connection.execute("select * from no_such_table")

    async def story() -> None:
        bench.gate.clear()
        jobs = [bench.submit(1), bench.writer.submit(broken), bench.submit(2)]
        bench.gate.set()
        for job in jobs:
            with pytest.raises(StoreUnavailable):
                await job
        assert await bench.submit(3) == 3

    bench.run(story)
    assert bench.kept() == [3]
    assert bench.told == ["kept 3"]


def test_a_client_that_left_does_not_stop_its_job(bench: Bench) -> None:
    async def story() -> None:
        bench.gate.clear()
        left, stayed = bench.submit(1), bench.submit(2)
        left.cancel()
        bench.gate.set()
        assert await stayed == 2

    bench.run(story)
    assert bench.kept() == [1, 2]
    assert bench.told == ["kept 1", "kept 2"]


def test_stopping_finishes_what_is_queued_and_takes_nothing_more(bench: Bench) -> None:
    async def story() -> None:
        bench.gate.clear()
        jobs = [bench.submit(number) for number in range(100)]
        stopping = asyncio.ensure_future(bench.writer.stop())
        await asyncio.sleep(0)
        with pytest.raises(StoreUnavailable):
            bench.submit(200)
        bench.gate.set()
        await stopping
        assert await asyncio.gather(*jobs) == list(range(100))

    bench.run(story)
    assert bench.kept() == list(range(100))
