"""The writer: what belongs together is committed together, and answered after its commit."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from hall.store.dialect import Database
from hall.store.transaction import Transaction
from kiosk.errors import StoreUnavailable, UnknownTicket
from tests.unit.hall.store_bench import Bench


@pytest.fixture
def bench(database: Database) -> Bench:
    return Bench(database)


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
    assert bench.database.statements.count("commit") <= 2
    assert sum(bench.counted.jobs) == 30


def test_a_question_is_answered_as_of_a_commit_never_of_a_transaction(bench: Bench) -> None:
    """Asked while a transaction runs, it is answered with what that has committed or nothing."""

    async def story() -> None:
        assert await bench.submit(1) == 1
        bench.gate.clear()
        asked, jobs = [], []
        for number in range(2, 100):
            jobs.append(bench.submit(number))
            asked.append(bench.ask())
        bench.gate.set()
        answers = await asyncio.gather(*asked)
        await asyncio.gather(*jobs)
        kept = bench.kept()
        for answer in answers:
            assert answer == kept[: len(answer)]
        assert all(len(early) <= len(late) for early, late in pairwise(answers))
        assert await bench.ask() == kept == list(range(1, 100))

    bench.run(story)


def test_who_was_answered_finds_it_in_what_is_folded(bench: Bench) -> None:
    async def story() -> None:
        for number in range(20):
            await bench.submit(number)
            assert (await bench.ask())[-1] == number

    bench.run(story)


def test_a_client_that_left_does_not_stop_its_job(bench: Bench) -> None:
    async def story() -> None:
        bench.gate.clear()
        left, stayed = bench.submit(1), bench.submit(2)
        left.cancel()
        bench.gate.set()
        assert await stayed == 2

    bench.run(story)
    assert bench.kept() == [1, 2]


def test_stopping_finishes_what_is_queued_and_takes_nothing_more(bench: Bench) -> None:
    async def story() -> None:
        bench.gate.clear()
        jobs = [bench.submit(number) for number in range(100)]
        stopping = asyncio.ensure_future(bench.writer.stop())
        await asyncio.sleep(0)
        with pytest.raises(StoreUnavailable):
            bench.submit(200)
        with pytest.raises(StoreUnavailable):
            bench.ask()
        bench.gate.set()
        await stopping
        assert await asyncio.gather(*jobs) == list(range(100))

    bench.run(story)
    assert bench.kept() == list(range(100))


def test_events_are_numbered_without_a_gap_whatever_is_refused_between(bench: Bench) -> None:
    def refuse(tx: Transaction) -> None:
        bench.keep(tx, 1_000)
        raise UnknownTicket

    async def story() -> None:
        bench.gate.clear()
        jobs = []
        for number in range(40):
            jobs.append(bench.submit(number))
            jobs.append(bench.writer.submit(bench.log, refuse))
        bench.gate.set()
        await asyncio.gather(*jobs, return_exceptions=True)

    bench.run(story)
    connection = bench.database.connect_reader()
    rows = connection.execute("select seq from events order by seq").fetchall()
    connection.close()
    assert rows == [(seq,) for seq in range(1, 41)]
