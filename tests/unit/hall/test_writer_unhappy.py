"""The writer when a job is refused, is defect, or the store itself refuses."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from hall.store.dialect import Database, SqliteDatabase
from hall.store.transaction import Transaction
from kiosk.errors import StoreUnavailable, UnknownTicket
from tests.unit.hall.store_bench import Bench


@pytest.fixture
def bench(database: Database) -> Bench:
    return Bench(database)


def test_a_refused_job_leaves_no_trace_and_disturbs_nobody(bench: Bench) -> None:
    def refuse(tx: Transaction) -> None:
        bench.keep(tx, 99)
        raise UnknownTicket

    async def story() -> None:
        bench.gate.clear()
        jobs = bench.submit(1), bench.writer.submit(bench.log, refuse), bench.submit(2)
        before, refused, after = jobs
        bench.gate.set()
        assert await before == 1
        with pytest.raises(UnknownTicket):
            await refused
        assert await after == 2
        assert await bench.ask() == [1, 2]

    bench.run(story)
    assert bench.kept() == [1, 2]
    assert bench.told_of() == [1, 2]


def test_a_defect_in_a_job_reaches_who_asked_and_nobody_else(bench: Bench) -> None:
    def broken(_: Transaction) -> None:
        raise ZeroDivisionError

    async def story() -> None:
        bench.gate.clear()
        first, double = bench.submit(1), bench.submit(1)
        wrong = bench.writer.submit(bench.log, broken)
        bench.gate.set()
        assert await first == 1
        with pytest.raises(bench.database.own_faults):
            await double
        with pytest.raises(ZeroDivisionError):
            await wrong
        assert await bench.submit(2) == 2

    bench.run(story)
    assert bench.kept() == [1, 2]
    assert bench.sum.rebuilt == 1, "what is folded was never in doubt"


def test_a_defect_in_a_question_reaches_who_asked_and_nobody_else(bench: Bench) -> None:
    async def story() -> None:
        await bench.submit(1)
        with pytest.raises(ZeroDivisionError):
            await bench.writer.ask(bench.log, lambda: 1 // 0)
        assert await bench.ask() == [1]

    bench.run(story)


@pytest.mark.logs("the store refused a commit")
@pytest.mark.parametrize("statement", ["begin", "commit", "insert into kept", "UPDATE halls"])
def test_when_the_store_refuses_nobody_is_answered_and_the_next_job_begins_anew(
    bench: Bench, statement: str
) -> None:
    async def story() -> None:
        assert await bench.submit(1) == 1
        bench.gate.clear()
        jobs = [bench.submit(number) for number in (2, 3, 4)]
        bench.database.refused = statement
        bench.gate.set()
        for job in jobs:
            with pytest.raises(StoreUnavailable):
                await job
        bench.database.refused = ""
        assert await bench.submit(5) == 5
        assert await bench.ask() == [1, 5]

    bench.run(story)
    assert bench.kept() == [1, 5]
    assert bench.told_of() == [1, 5]
    assert bench.counted.refusals


@pytest.mark.logs("the store refused a commit")
def test_after_a_failed_commit_what_is_folded_is_made_anew_from_the_store(bench: Bench) -> None:
    async def story() -> None:
        await bench.submit(1)
        bench.database.refused = "commit"
        with pytest.raises(StoreUnavailable):
            await bench.submit(2)
        assert bench.sum.numbers == [1, 2], "folded before the commit failed"
        bench.database.refused = ""
        await bench.submit(3)
        assert await bench.ask() == [1, 3]
        assert bench.sum.rebuilt == 2

    bench.run(story)


@pytest.mark.logs("the store refused a commit")
def test_questions_are_answered_while_the_disk_refuses_what_is_new(bench: Bench) -> None:
    async def story() -> None:
        await bench.submit(1)
        bench.database.refused = "commit"
        for number in (2, 3):
            with pytest.raises(StoreUnavailable):
                await bench.submit(number)
            assert await bench.ask() == [1]

    bench.run(story)


@pytest.mark.logs("the store refused a commit")
def test_while_not_even_reading_goes_a_question_is_told_so(bench: Bench) -> None:
    async def story() -> None:
        await bench.submit(1)
        for refused in ("commit", "begin"):
            bench.database.refused = refused
            with pytest.raises(StoreUnavailable):
                await bench.submit(2)
        with pytest.raises(StoreUnavailable):
            await bench.ask()
        bench.database.refused = ""
        assert await bench.ask() == [1]

    bench.run(story)


@pytest.mark.logs("a defect undid a commit")
def test_a_defect_in_what_is_folded_stops_nobody_for_good(bench: Bench) -> None:
    """It is told to who asked, nothing of it is stored, and the writer lives."""

    async def story() -> None:
        await bench.submit(1)
        bench.sum.defect = True
        with pytest.raises(RuntimeError, match="a defect in the fold"):
            await asyncio.wait_for(bench.submit(2), 30)
        bench.sum.defect = False
        assert await bench.submit(3) == 3
        assert await bench.ask() == [1, 3]

    bench.run(story)
    assert bench.kept() == [1, 3]


@pytest.mark.logs("the store refused a commit")
def test_a_statement_for_a_table_that_is_not_there_is_the_stores_failure(tmp_path: Path) -> None:
    """A file that lost a table under the server: nobody is promised anything."""
    bench = Bench(SqliteDatabase(tmp_path / "hall.db"))

    async def story() -> None:
        with pytest.raises(StoreUnavailable):
            await bench.writer.submit(
                bench.log, lambda tx: tx.connection.execute("select * from no_such_table")
            )
        assert await bench.submit(1) == 1

    bench.run(story)
