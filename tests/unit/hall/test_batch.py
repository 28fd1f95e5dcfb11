"""Rows that are kept back until a commit: to whoever asks they are there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from hall.store.dialect import Database
from hall.store.event import Event
from hall.store.sql import Rows
from hall.store.transaction import Transaction, to_ms
from kiosk.errors import UnknownTicket
from tests.unit.hall.desk import MORNING
from tests.unit.hall.store_bench import DAY, Bench

_KEPT = Rows(Table("kept", MetaData(), Column("n", Integer)), "n")


@pytest.fixture
def bench(database: Database) -> Iterator[Bench]:
    return Bench(database)


def append(tx: Transaction, number: int) -> None:
    tx.append(_KEPT, (number,))
    tx.events.append(Event("kept", to_ms(MORNING), DAY, facts={"number": number}))


def seen(tx: Transaction) -> list[int]:
    return [row[0] for row in tx.connection.execute("select n from kept order by n").fetchall()]


def append_and_look(tx: Transaction, number: int) -> list[int]:
    append(tx, number)
    return seen(tx)


def test_a_new_row_is_there_for_its_own_job_and_for_the_next(bench: Bench) -> None:
    async def story() -> None:
        bench.gate.clear()
        first = bench.submit(1)  # holds the writer, so that the others share a commit
        jobs = [
            bench.writer.submit(bench.log, partial(append, number=2)),
            bench.writer.submit(bench.log, partial(append_and_look, number=3)),
            bench.writer.submit(bench.log, seen),
        ]
        bench.gate.set()
        await first
        assert await jobs[0] is None
        assert await jobs[1] == [1, 2, 3]
        assert await jobs[2] == [1, 2, 3]

    bench.run(story)
    assert bench.kept() == [1, 2, 3]
    assert bench.told_of() == [1, 2, 3]


@pytest.mark.parametrize("looks", [False, True])
def test_of_a_refused_job_no_row_stays(bench: Bench, looks: bool) -> None:
    def refuse(tx: Transaction) -> None:
        append(tx, 98)
        if looks:
            assert seen(tx)[-1] == 98
        append(tx, 99)
        raise UnknownTicket

    async def story() -> None:
        bench.gate.clear()
        first = bench.submit(1)
        before = bench.writer.submit(bench.log, partial(append, number=2))
        refused = bench.writer.submit(bench.log, refuse)
        after = bench.writer.submit(bench.log, partial(append, number=3))
        bench.gate.set()
        await first
        await before
        with pytest.raises(UnknownTicket):
            await refused
        await after

    bench.run(story)
    assert bench.kept() == [1, 2, 3]
    assert bench.told_of() == [1, 2, 3]


@pytest.mark.logs("cannot be stored")
@pytest.mark.parametrize("looks", [False, True])
def test_a_row_that_cannot_be_stored_refuses_its_own_job_and_no_other(
    bench: Bench, looks: bool
) -> None:
    async def story() -> None:
        await bench.submit(1)
        bench.gate.clear()
        first = bench.submit(2)
        before = bench.writer.submit(bench.log, partial(append, number=3))
        wrong = bench.writer.submit(bench.log, partial(append, number=1))
        after = bench.writer.submit(
            bench.log, partial(append_and_look if looks else append, number=4)
        )
        bench.gate.set()
        assert await first == 2
        await before
        with pytest.raises(bench.database.own_faults):
            await wrong
        await after
        assert await bench.ask() == [1, 2, 3, 4]

    bench.run(story)
    assert bench.kept() == [1, 2, 3, 4]
    assert bench.told_of() == [1, 2, 3, 4]


@pytest.mark.logs("cannot be stored")
def test_a_row_that_cannot_be_stored_after_a_statement_of_its_job_refuses_that_job(
    bench: Bench,
) -> None:
    def twice(tx: Transaction) -> None:
        assert seen(tx) == [1, 2]
        append(tx, 2)

    async def story() -> None:
        await bench.submit(1)
        bench.gate.clear()
        first = bench.submit(2)
        wrong = bench.writer.submit(bench.log, twice)
        bench.gate.set()
        assert await first == 2
        with pytest.raises(bench.database.own_faults):
            await wrong

    bench.run(story)
    assert bench.kept() == [1, 2]
