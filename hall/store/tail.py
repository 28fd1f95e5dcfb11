"""Follows the event table where several processes write: everybody's events, in their order.

A notification is only a hint to look; without one the table is read every two seconds anyway, and
after a lost connection it is read on from the last event.
"""

from __future__ import annotations

import asyncio
import logging
import os
import select
import threading
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from hall.store import event
from hall.store.dialect import PostgresDatabase
from hall.store.log import HallLog

log = logging.getLogger(__name__)

POLL_SECONDS = 2.0
_PAGE = 1000


class Tail:
    """Publishes the events of each hall on the event loop, from where `start` says."""

    def __init__(self, database: PostgresDatabase, wake: Callable[[HallLog], None]) -> None:
        self._database = database
        self._wake = wake
        self._thread = threading.Thread(target=self._run, name="hall-tail")
        self._stop_read, self._stop_write = os.pipe()
        self._seen: dict[HallLog, int] = {}

    def start(self, seen: Mapping[HallLog, int]) -> None:
        """Begin after the events the halls' streams already have."""
        self._seen = dict(seen)
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def stop(self) -> None:
        """End the thread."""
        os.write(self._stop_write, b".")
        if self._thread.ident is not None:
            await asyncio.to_thread(self._thread.join)
        os.close(self._stop_read)
        os.close(self._stop_write)

    # --- in its thread ---

    def _run(self) -> None:
        while not self._stopped(0):
            try:
                self._follow(self._database.connect_listener())
            except self._database.errors:
                log.warning("the event table cannot be followed; trying again", exc_info=True)
                if self._stopped(POLL_SECONDS):
                    return

    def _follow(self, connection: Any) -> None:
        try:
            while True:
                for hall_log in self._seen:
                    self._read_on(connection, hall_log)
                ready, _, _ = select.select(
                    [connection.fileno(), self._stop_read], [], [], POLL_SECONDS
                )
                if self._stop_read in ready:
                    return
                for _ in connection.notifies(timeout=0):
                    pass
        finally:
            connection.close()

    def _read_on(self, connection: Any, hall_log: HallLog) -> None:
        while True:
            page = event.after(connection, hall_log.hall_id, self._seen[hall_log], _PAGE)
            if not page:
                return
            self._seen[hall_log] = page[-1].seq
            self._loop.call_soon_threadsafe(partial(self._tell, hall_log, page))

    def _tell(self, hall_log: HallLog, page: list[event.Event]) -> None:
        hall_log.publish(page)
        self._wake(hall_log)

    def _stopped(self, seconds: float) -> bool:
        return bool(select.select([self._stop_read], [], [], seconds)[0])
