"""The one thread that writes: takes what waits, commits it together, then answers.

A commit costs one flush to the disk however many tickets are in it, so jobs that arrive during a
flush share the next one. Each job has a savepoint of its own: one that is refused leaves no trace
and disturbs nobody. Answers and events leave after the commit, in its order.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hall.store.dialect import BEGIN_WRITE, Connection, DatabaseError, OwnFault
from hall.store.transaction import Transaction
from kiosk.domain.live import HallEvent
from kiosk.errors import StoreUnavailable
from kiosk.ports import Clock

log = logging.getLogger(__name__)

T = TypeVar("T")
Job = Callable[[Transaction], T]
MOST_PER_COMMIT = 64


@dataclass(slots=True)
class _Entry:
    job: Job[Any]
    future: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None
    events: Sequence[HallEvent] = ()


class Writer:
    """Runs jobs on the store's writing connection in a thread of its own."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        clock: Clock,
        publish: Callable[[Sequence[HallEvent]], None],
    ) -> None:
        self._connect = connect
        self._clock = clock
        self._publish = publish
        self._jobs: queue.SimpleQueue[_Entry | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="hall-writer")
        self._connection: Connection | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin to work; called on the event loop that will get the answers."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def submit(self, job: Job[T]) -> asyncio.Future[T]:
        """Queue a job; the future ends after its commit. Raises StoreUnavailable while stopping."""
        if self._stopping:
            raise StoreUnavailable
        future: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(_Entry(job, future))
        return future

    async def stop(self) -> None:
        """Finish everything queued, close the connection and end the thread."""
        self._stopping = True
        self._jobs.put(None)
        while self._thread.is_alive():
            await asyncio.to_thread(self._thread.join)

    # --- in the writer's thread ---

    def _run(self) -> None:
        going = True
        while going:
            batch, going = self._take()
            if batch:
                self._work(batch)
                self._loop.call_soon_threadsafe(self._answer, batch)
        self._disconnect()

    def _take(self) -> tuple[list[_Entry], bool]:
        """The jobs of the next commit, and whether to go on after it."""
        entry = self._jobs.get()
        batch: list[_Entry] = []
        while entry is not None:
            batch.append(entry)
            if len(batch) == MOST_PER_COMMIT:
                return batch, True
            try:
                entry = self._jobs.get_nowait()
            except queue.Empty:
                return batch, True
        return batch, False

    def _work(self, batch: list[_Entry]) -> None:
        try:
            if self._connection is None:
                self._connection = self._connect()
            self._connection.execute(BEGIN_WRITE)
            for entry in batch:
                self._try(self._connection, entry)
            self._connection.execute("commit")
        except DatabaseError:
            # Disk full, I/O error: nobody is told a number that is not stored. The connection is
            # given up, since its view of the file can no longer be trusted.
            log.exception("the store refused a commit of %d jobs", len(batch))
            self._disconnect()
            for entry in batch:
                entry.error, entry.events = StoreUnavailable(), ()

    def _try(self, connection: Connection, entry: _Entry) -> None:
        transaction = Transaction(connection, self._clock.now())
        connection.execute("savepoint job")
        try:
            entry.result = entry.job(transaction)
        except Exception as error:
            if isinstance(error, DatabaseError) and not isinstance(error, OwnFault):
                raise
            entry.error = error
            connection.execute("rollback to job")
        else:
            entry.events = transaction.events
        connection.execute("release job")

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # --- back on the event loop ---

    def _answer(self, batch: list[_Entry]) -> None:
        self._publish([event for entry in batch for event in entry.events])
        for entry in batch:
            if entry.future.done():  # nobody waits any more; the job is done all the same
                continue
            if entry.error is not None:
                entry.future.set_exception(entry.error)
            else:
                entry.future.set_result(entry.result)
