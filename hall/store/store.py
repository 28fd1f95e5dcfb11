"""The hall server's store: one writer, a few readers, one schema, one epoch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import bindparam, delete, insert, select, update

from hall.store import dialect, migrate
from hall.store.readers import Readers
from hall.store.schema import commands, meta
from hall.store.sql import Sql
from hall.store.transaction import Transaction
from hall.store.writer import Writer
from kiosk.domain.live import HallEvent
from kiosk.ports import Clock

T = TypeVar("T")

_COMMANDS_KEPT_MS = 7 * 24 * 3600 * 1000
_EPOCH = Sql(select(meta.c.value).where(meta.c.key == "epoch"))
_SET_META = Sql(insert(meta), "key", "value")
_TOUCH = Sql(update(meta).where(meta.c.key == "checked").values(value=bindparam("now")))
_FORGET_COMMANDS = Sql(delete(commands).where(commands.c.at < bindparam("before")))


class Store:
    """Opens, writes, reads and closes one database; only one process may write to it."""

    def __init__(
        self, path: Path, clock: Clock, publish: Callable[[Sequence[HallEvent]], None]
    ) -> None:
        self._path = path
        self._writer = Writer(partial(dialect.connect_writer, path), clock, publish)
        self._readers = Readers(partial(dialect.connect_reader, path), clock)

    async def open(self) -> str:
        """Migrate and begin to work; returns the store's epoch."""
        migrate.upgrade(self._path)
        self._writer.start()
        return await self.write(_epoch)

    async def write(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a transaction and return its result after the commit.

        Raises what the job raises, then nothing of it is stored; StoreUnavailable when the disk
        refuses.
        """
        return await self._writer.submit(job)

    async def read(self, query: Callable[[Transaction], T]) -> T:
        """Run a query on one consistent state of the store."""
        return await self._readers.read(query)

    async def check(self) -> None:
        """See that the disk still takes something. Raises StoreUnavailable."""
        await self.write(_touch)

    async def close(self) -> None:
        """Finish what is queued and close everything, the writer last."""
        self._readers.close()
        await self._writer.stop()


def _epoch(tx: Transaction) -> str:
    _FORGET_COMMANDS.run(tx.connection, before=tx.now_ms - _COMMANDS_KEPT_MS)
    known = _EPOCH.first(tx.connection)
    if known is not None:
        return str(known[0])
    epoch = uuid4().hex
    _SET_META.run(tx.connection, key="epoch", value=epoch)
    return epoch


def _touch(tx: Transaction) -> None:
    """Write the time: the same value once more would not reach the disk."""
    now = tx.now.isoformat()
    if _TOUCH.run(tx.connection, now=now) == 0:
        _SET_META.run(tx.connection, key="checked", value=now)
