"""Reads beside the writer: a few threads, each with a connection that can only read."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from hall.store.dialect import BEGIN_READ, Connection
from hall.store.transaction import Transaction
from kiosk.ports import Clock

T = TypeVar("T")


class Readers:
    """Answers queries, each from one consistent state of the store."""

    def __init__(self, connect: Callable[[], Connection], clock: Clock, threads: int = 4) -> None:
        self._connect = connect
        self._clock = clock
        self._mine = threading.local()
        self._opened: list[Connection] = []
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="hall-read")

    async def read(self, query: Callable[[Transaction], T]) -> T:
        """Run a query off the event loop; it sees one state, as of the last commit."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._read, query)

    def _read(self, query: Callable[[Transaction], T]) -> T:
        connection: Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = self._mine.connection = self._connect()
            self._opened.append(connection)
        connection.execute(BEGIN_READ)
        try:
            return query(Transaction(connection, self._clock.now()))
        finally:
            connection.execute("rollback")

    def close(self) -> None:
        """End the threads and close their connections."""
        self._pool.shutdown()
        for connection in self._opened:
            connection.close()
