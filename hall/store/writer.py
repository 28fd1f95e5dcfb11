"""The one thread that writes: takes what waits, commits it together, then answers.

A commit costs one flush to the disk however many tickets are in it, so jobs that arrive during a
flush share the next one. Each job can be undone by itself: one that is refused leaves no trace
and disturbs nobody. Answers and events leave after the commit, in its order.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from hall.store.batch import MOST_PER_COMMIT, Batch, RowsRefused
from hall.store.dialect import CHANNEL, Connection, Database
from hall.store.event import Event
from hall.store.log import HallLog
from hall.store.transaction import Transaction
from kiosk.errors import StoreUnavailable
from kiosk.ports import Clock

log = logging.getLogger(__name__)

T = TypeVar("T")
Job = Callable[[Transaction], T]
Question = Callable[[], T]


@dataclass(slots=True)
class _Entry:
    log: HallLog
    future: asyncio.Future[Any]
    job: Job[Any] | None = None
    sought: str = ""
    question: Question[Any] | None = None
    result: Any = None
    error: Exception | None = None


_News = tuple[HallLog, list[Event]]


class Watch(Protocol):
    """Who counts what the writer does; called in its thread."""

    def committed(
        self, seconds: float, jobs: int, news: Iterable[tuple[str, Sequence[Event]]]
    ) -> None:
        """A transaction is on the disk."""

    def refused(self) -> None:
        """The store refused a transaction."""


class Writer:
    """Runs jobs on the store's writing connection in a thread of its own."""

    def __init__(self, database: Database, clock: Clock, watch: Watch) -> None:
        self._database = database
        self._clock = clock
        self._watch = watch
        self._jobs: queue.SimpleQueue[_Entry | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="hall-writer")
        self._connection: Connection | None = None
        self._stopping = False
        self._unanswered = 0

    def start(self) -> None:
        """Begin to work; called on the event loop that will get the answers."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def submit(self, hall_log: HallLog, job: Job[T], sought: str = "") -> asyncio.Future[T]:
        """Queue a job; the future ends after its commit. Raises StoreUnavailable while stopping.

        `sought` is an id the job will look for, probably in vain: all of a commit's are looked for
        at once.
        """
        return self._queue(_Entry(hall_log, self._loop.create_future(), job=job, sought=sought))

    def ask(self, hall_log: HallLog, question: Question[T]) -> asyncio.Future[T]:
        """Queue a question about what is folded; it is asked between two transactions.

        So its answer is true as of a commit. It needs no disk but after a failed commit, and then
        one that can be read. Raises StoreUnavailable while stopping, and when that cannot be.
        """
        return self._queue(_Entry(hall_log, self._loop.create_future(), question=question))

    def _queue(self, entry: _Entry) -> asyncio.Future[Any]:
        if self._stopping:
            raise StoreUnavailable
        self._jobs.put(entry)
        self._unanswered += 1
        return entry.future

    @property
    def busy(self) -> bool:
        """Whether somebody waits for an answer. Known on the event loop."""
        return self._unanswered > 0

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
                for entry in batch:
                    self._answer_question(entry)
                jobs = [entry for entry in batch if entry.job is not None]
                news = self._work(jobs) if jobs else []
                self._loop.call_soon_threadsafe(self._answer, batch, news)
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

    def _work(self, jobs: list[_Entry]) -> list[_News]:
        begun: list[HallLog] = []
        began = self._clock.monotonic()
        try:
            news = self._commit(jobs, begun)
        except RowsRefused as refused:
            fault = refused.__cause__
            assert isinstance(fault, Exception)  # noqa: S101 - raised from what the store said
            self._undo(jobs, begun, fault)
            log.exception("the rows of one of %d jobs cannot be stored", len(jobs))
            return self._one_by_one(jobs) if len(jobs) > 1 else []
        except self._database.errors:
            # Disk full, I/O error, line lost: nobody is told a number that is not stored.
            log.exception("the store refused a commit of %d jobs", len(jobs))
            self._undo(jobs, begun, StoreUnavailable())
            if self._database.make_room():
                log.critical("room on the disk was given up: free some before it is used")
            self._watch.refused()
            return []
        except Exception as defect:
            # A writer that ended of it would leave everybody waiting for good.
            log.exception("a defect undid a commit of %d jobs", len(jobs))
            self._undo(jobs, begun, defect)
            return []
        seconds = self._clock.monotonic() - began
        self._watch.committed(seconds, len(jobs), ((one.hall_id, told) for one, told in news))
        return news

    def _commit(self, jobs: list[_Entry], begun: list[HallLog]) -> list[_News]:
        """Do the jobs and commit them; `begun` becomes the halls that took part."""
        if self._connection is None:
            self._connection = self._database.connect_writer()
        connection = self._connection
        connection.execute(self._database.begin_write)
        batch = Batch(self._database, connection)
        now = self._clock.now()  # one for all: no day ends within a transaction
        of_hall: dict[HallLog, list[_Entry]] = {}
        for entry in jobs:
            of_hall.setdefault(entry.log, []).append(entry)
        written = []
        for hall_log, entries in of_hall.items():
            begun.append(hall_log)
            tx = Transaction(batch, hall_log.hall_id, now)
            hall_log.begin(tx, [entry.sought for entry in entries if entry.sought])
            for entry in entries:
                self._try(batch, entry, tx.for_next_job())
            written.append((hall_log, tx))
        try:
            with connection.together():
                news = [(hall_log, hall_log.flush(tx)) for hall_log, tx in written]
                batch.write_out()
                if self._database.shared and any(events for _, events in news):
                    connection.execute(f"notify {CHANNEL}")
                connection.execute("commit")
        except self._database.own_faults as error:
            raise RowsRefused from error
        return news

    def _one_by_one(self, jobs: list[_Entry]) -> list[_News]:
        """Give each job a commit of its own, so that only whose row is wrong is refused."""
        for entry in jobs:
            entry.error = None
        return [news for entry in jobs for news in self._work([entry])]

    def _undo(self, batch: list[_Entry], begun: list[HallLog], error: Exception) -> None:
        """Give the connection up, since its view of the store can no longer be trusted."""
        self._disconnect()
        for hall_log in begun:
            hall_log.forget()
        for entry in batch:
            if entry.job is not None:
                entry.error = error

    def _answer_question(self, entry: _Entry) -> None:
        if entry.question is None:
            return
        try:
            if not entry.log.true:
                self._recall(entry.log)
            entry.result = entry.question()
        except self._database.errors:
            self._disconnect()
            entry.error = StoreUnavailable()
        except Exception as error:  # noqa: BLE001 - whoever asked gets it
            entry.error = error

    def _recall(self, hall_log: HallLog) -> None:
        """Fold the store anew after a failed commit: a full disk can still be read."""
        if self._connection is None:
            self._connection = self._database.connect_writer()
        self._connection.execute(self._database.begin_read)
        try:
            now = self._clock.now()
            hall_log.recall(Transaction(self._connection, hall_log.hall_id, now))
        finally:
            self._connection.execute("rollback")

    def _try(self, batch: Batch, entry: _Entry, tx: Transaction) -> None:
        batch.begin_job()
        try:
            assert entry.job is not None  # noqa: S101 - a question does not come here
            entry.result = entry.job(tx)
        except RowsRefused:  # by jobs before this one
            raise
        except Exception as error:
            own = isinstance(error, self._database.own_faults)
            if isinstance(error, self._database.errors) and not own:
                raise
            entry.error = error
            batch.undo_job()
        else:
            batch.keep_job()
            entry.log.accept(tx.events)

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # --- back on the event loop ---

    def _answer(self, batch: list[_Entry], news: list[_News]) -> None:
        self._unanswered -= len(batch)
        if not self._database.shared:  # else everybody hears of them in the order of the table
            for hall_log, events in news:
                hall_log.publish(events)
        for entry in batch:
            if entry.future.done():  # nobody waits any more; the job is done all the same
                continue
            if entry.error is not None:
                entry.future.set_exception(entry.error)
            else:
                entry.future.set_result(entry.result)
