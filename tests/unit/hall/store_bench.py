"""A store on a table of whole numbers, with what is folded of its events: for tests of the store.

The database of a bench can be told to refuse, as a full disk does.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any

from hall.store import event, migrate
from hall.store.dialect import Connection, Database
from hall.store.event import Event
from hall.store.log import HallLog
from hall.store.transaction import Transaction, to_ms
from hall.store.writer import Writer
from tests.unit.hall.desk import MORNING, FakeClock

DAY = "2026-11-23"
#: A deadline for what must come at all.
SECONDS = 60.0


class Sum:
    """What is folded: the numbers of the events, in their order."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.rebuilt = 0
        self.defect = False

    def rebuild(self, tx: Transaction, seq: int) -> None:
        self.rebuilt += 1
        told = event.after(tx.connection, tx.hall_id, 0, 10_000)
        self.numbers = [number_of(one) for one in told if one.seq <= seq]

    def apply(self, one: Event) -> None:
        if self.defect:
            raise RuntimeError("a defect in the fold")
        self.numbers.append(number_of(one))

    def turn(self, tx: Transaction) -> None:
        pass

    def prepare(self, tx: Transaction, ids: Collection[str]) -> set[str]:
        return set(ids)

    def settle(self, tx: Transaction) -> None:
        pass


def number_of(one: Event) -> int:
    found = one.facts["number"]
    assert isinstance(found, int)
    return found


class Refusing:
    """A database whose writing connection refuses statements that begin with `refused`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.refused = ""
        self.statements: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def connect_writer(self) -> Connection:
        connection: Any = _RefusingConnection(self._database.connect_writer(), self)
        return connection  # type: ignore[no-any-return]


class _RefusingConnection:
    def __init__(self, connection: Connection, owner: Refusing) -> None:
        self._connection = connection
        self._owner = owner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, query: str, *params: Any) -> Any:
        owner = self._owner
        if owner.refused and query.startswith(owner.refused):
            raise owner.errors[0](f"no: {query}")
        owner.statements.append(query)
        return self._connection.execute(query, *params)


class Counted:
    """What the writer says it did."""

    def __init__(self) -> None:
        self.jobs: list[int] = []
        self.refusals = 0

    def committed(
        self, seconds: float, jobs: int, news: Iterable[tuple[str, Sequence[Event]]]
    ) -> None:
        self.jobs.append(jobs)

    def refused(self) -> None:
        self.refusals += 1


class Bench:
    """A writer of one hall, what it folds and everything it told."""

    def __init__(self, database: Database) -> None:
        self.database = Refusing(database)
        migrate.upgrade(database)
        connection = database.connect_writer()
        connection.execute("drop table if exists kept")
        connection.execute("create table kept (n integer unique)")
        connection.close()
        self.told: list[Event] = []
        self.counted = Counted()
        self.gate = threading.Event()
        self.gate.set()
        self.sum = Sum()
        self.log = HallLog("mpp-uji", self.sum, self.told.extend)
        self.writer = Writer(self.database, FakeClock(), self.counted)

    def keep(self, tx: Transaction, number: int) -> int:
        assert self.gate.wait(SECONDS)
        tx.connection.execute(f"insert into kept values ({number})")  # noqa: S608
        tx.events.append(Event("kept", to_ms(MORNING), DAY, facts={"number": number}))
        return number

    def submit(self, number: int) -> asyncio.Future[int]:
        return self.writer.submit(self.log, partial(self.keep, number=number))

    def ask(self) -> asyncio.Future[list[int]]:
        return self.writer.ask(self.log, lambda: list(self.sum.numbers))

    @property
    def numbers(self) -> list[int]:
        """The numbers that were told, in their order."""
        return [number_of(one) for one in self.told]

    def kept(self) -> list[int]:
        connection = self.database.connect_reader()
        rows = [row[0] for row in connection.execute("select n from kept order by n").fetchall()]
        connection.close()
        return rows

    def told_of(self) -> list[int]:
        """By the writer where it is alone, else what stands in the event table."""
        if not self.database.shared:
            return self.numbers
        connection = self.database.connect_reader()
        rows = connection.execute("select facts from events order by seq").fetchall()
        connection.close()
        return [int(facts.partition(":")[2].rstrip("}")) for (facts,) in rows]

    def run(self, story: Callable[[], Awaitable[Any]]) -> None:
        async def whole() -> None:
            self.writer.start()
            try:
                await story()
            finally:
                self.gate.set()
                await self.writer.stop()

        asyncio.run(whole())
