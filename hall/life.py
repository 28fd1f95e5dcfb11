"""What lives in a hall while its server runs: begun, watched and ended in order."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from hall.auth import StaffDoor
from hall.catalog import Catalog
from hall.portals.following import Portals
from hall.queue.engine import Engine
from hall.ring import KEPT, Ring
from hall.sources.status_files import StatusDrop
from hall.store import event

log = logging.getLogger(__name__)


@dataclass(slots=True)
class HallLife:
    """The parts of a hall that begin and end with the server."""

    engine: Engine
    ring: Ring
    door: StaffDoor
    book: Catalog
    drop: StatusDrop | None
    portals: Portals
    _watching: asyncio.Task[None] | None = field(default=None, init=False)

    async def begin(self, epoch: str) -> None:
        """Fill the stream with what was, bring the catalog up to date, watch files and portals."""
        store = self.engine.store
        self.engine.epoch = epoch
        past = await store.read(lambda tx: event.last(tx.connection, tx.hall_id, KEPT))
        self.ring.fill(past)
        await store.write(lambda tx: self.book.store(tx, self.engine.floor))
        self.portals.start()
        if self.drop is not None:
            self._watching = asyncio.create_task(self.drop.run())
            self._watching.add_done_callback(_tell_defect)

    async def end(self) -> None:
        """End the streams, stop watching, close the door."""
        self.ring.close()
        await self.portals.end()
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait([self._watching])
        self.door.close()


def _tell_defect(task: asyncio.Task[None]) -> None:
    """Log what ended a background task that should go on: it has nobody else to tell."""
    if not task.cancelled() and task.exception() is not None:
        log.critical("status files are no longer watched", exc_info=task.exception())
