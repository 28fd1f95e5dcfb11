"""Reads beside the writer: a few threads, each with a connection that can only read."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from hall.store.dialect import Connection, Database
from hall.store.transaction import Transaction
from kiosk.errors import StoreUnavailable
from kiosk.ports import Clock

T = TypeVar("T")


class Readers:
    """Answers queries, each from one consistent state of the store."""

    def __init__(self, database: Database, clock: Clock, threads: int = 4) -> None:
        self._database = database
        self._clock = clock
        self._mine = threading.local()
        self._opened: set[Connection] = set()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="hall-read")

    async def read(self, hall_id: str, query: Callable[[Transaction], T]) -> T:
        """Run a query off the event loop; it sees one state, as of the last commit.

        Raises StoreUnavailable when the store cannot be read.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self._read, hall_id, query)

    def _read(self, hall_id: str, query: Callable[[Transaction], T]) -> T:
        try:
            connection: Connection | None = getattr(self._mine, "connection", None)
            if connection is None:
                connection = self._mine.connection = self._database.connect_reader()
                self._opened.add(connection)
            connection.execute(self._database.begin_read)
            try:
                return query(Transaction(connection, hall_id, self._clock.now()))
            finally:
                connection.execute("rollback")
        except self._database.errors as error:
            self._drop()
            raise StoreUnavailable from error

    def _drop(self) -> None:
        """Give up this thread's connection; the next query makes a new one."""
        connection: Connection | None = getattr(self._mine, "connection", None)
        if connection is not None:
            self._mine.connection = None
            self._opened.discard(connection)
            connection.close()

    def close(self) -> None:
        """End the threads and close their connections."""
        self._pool.shutdown()
        for connection in self._opened:
            connection.close()
