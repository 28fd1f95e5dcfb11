"""The hall server's store: one writer, a few readers, one epoch, any number of halls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import bindparam, insert, select, update

from hall.store import event, migrate
from hall.store.dialect import Database, PostgresDatabase
from hall.store.event import Event
from hall.store.log import Fold, HallLog
from hall.store.readers import Readers
from hall.store.schema import meta
from hall.store.sql import Sql
from hall.store.tail import Tail
from hall.store.transaction import Transaction, from_ms
from hall.store.writer import Watch, Writer
from kiosk.clock import SteadyClock
from kiosk.ports import Clock

T = TypeVar("T")

_GET_META = Sql(select(meta.c.value).where(meta.c.key == bindparam("k")))
_SET_META = Sql(insert(meta), "key", "value")
_CHANGE_META = Sql(update(meta).where(meta.c.key == bindparam("k")).values(value=bindparam("v")))


@dataclass(frozen=True, slots=True)
class HallStore:
    """One hall's part of the store."""

    log: HallLog
    writer: Writer
    readers: Readers

    @property
    def hall_id(self) -> str:
        """Whose part it is."""
        return self.log.hall_id

    async def write(self, job: Callable[[Transaction], T], sought: str = "") -> T:
        """Run a job in a transaction and return its result after the commit.

        `sought` is an id that the job will look for, see Writer.submit. Raises what the job raises,
        then nothing of it is stored; StoreUnavailable when the disk refuses.
        """
        return await self.writer.submit(self.log, job, sought)

    async def read(self, query: Callable[[Transaction], T]) -> T:
        """Run a query on one consistent state of the store. Raises StoreUnavailable."""
        return await self.readers.read(self.log.hall_id, query)

    async def ask(self, question: Callable[[], T]) -> T:
        """Ask what is folded of the hall's events, as of a commit. Raises StoreUnavailable."""
        return await self.writer.ask(self.log, question)

    async def check(self) -> None:
        """See that the disk still takes something. Raises StoreUnavailable."""
        await self.write(_touch)


class Store:
    """Opens and closes one database."""

    def __init__(self, database: Database, clock: Clock, watch: Watch) -> None:
        self._database = database
        self._clock = clock
        self._writer = Writer(database, clock, watch)
        self._readers = Readers(database, clock)
        self._tail: Tail | None = None
        if isinstance(database, PostgresDatabase):
            self._tail = Tail(database, self._catch_up)
        self._logs: list[HallLog] = []
        self._behind: set[HallLog] = set()
        self._closing = False

    def hall(
        self, hall_id: str, fold: Fold, publish: Callable[[Sequence[Event]], None]
    ) -> HallStore:
        """The part of one hall; its events are folded by `fold` and told to `publish`."""
        hall_log = HallLog(hall_id, fold, publish)
        self._logs.append(hall_log)
        return HallStore(hall_log, self._writer, self._readers)

    def answering(self) -> bool:
        """Whether somebody waits for an answer of the writer. Known on the event loop."""
        return self._writer.busy

    async def open(self, before_migration: Callable[[str], None] | None = None) -> str:
        """Migrate and begin to work; returns the store's epoch."""
        migrate.upgrade(self._database, before_migration)
        await self._hold_clock()
        self._writer.start()
        return await self._writer.submit(self._logs[0], _epoch)

    async def _hold_clock(self) -> None:
        """Before the first write: a clock in the past would begin a day of the past."""
        if isinstance(self._clock, SteadyClock):
            for one in self._logs:
                seen = await self._readers.read(one.hall_id, _last_event)
                for last in seen:
                    self._clock.not_before(from_ms(last.at))

    def follow(self, seen: Mapping[str, int]) -> None:
        """Tell every hall what other processes write, after the events given by hall."""
        if self._tail is not None:
            self._tail.start({one: seen[one.hall_id] for one in self._logs})

    async def close(self) -> None:
        """Finish what is queued and close everything, the writer last."""
        self._closing = True
        if self._tail is not None:
            await self._tail.stop()
        self._readers.close()
        await self._writer.stop()

    def _catch_up(self, hall_log: HallLog) -> None:
        """Let an idle process fold what others wrote, once a second: it forecasts too."""
        if hall_log not in self._behind:
            self._behind.add(hall_log)
            asyncio.get_running_loop().call_later(1.0, self._fold, hall_log)

    def _fold(self, hall_log: HallLog) -> None:
        self._behind.discard(hall_log)
        if not self._closing and not self._writer.busy:
            # Whether it succeeds is told by the next job that matters.
            self._writer.submit(hall_log, _nothing).add_done_callback(asyncio.Future.exception)


def _last_event(tx: Transaction) -> list[Event]:
    return event.last(tx.connection, tx.hall_id, 1)


def _epoch(tx: Transaction) -> str:
    known = _GET_META.first(tx.connection, k="epoch")
    if known is not None:
        return str(known[0])
    epoch = uuid4().hex
    _SET_META.run(tx.connection, key="epoch", value=epoch)
    return epoch


def _touch(tx: Transaction) -> None:
    """Write the time: the same value once more would not reach the disk."""
    now = tx.now.isoformat()
    if _CHANGE_META.run(tx.connection, k="checked", v=now) == 0:
        _SET_META.run(tx.connection, key="checked", value=now)


def _nothing(_: Transaction) -> None:
    pass
