"""The care of the store while the server works: copies, room on the disk, and its trust mark."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from hall.keeping.backups import Backups
from hall.keeping.trust import Trust
from hall.store.dialect import CopyFailed, Database, SqliteDatabase
from kiosk.ports import Clock
from kiosk.settings import HallSettings

log = logging.getLogger(__name__)

#: How often it is looked whether there is still room on the disk, or again.
ROOM_SECONDS = 5.0


def care_of(settings: HallSettings, database: Database, clock: Clock) -> Care:
    """The care that the settings ask for."""
    folder = settings.backups
    if folder is None and settings.database is not None:
        folder = settings.database.parent / "backups"
    backups = Backups(database, folder, settings.backup_keep) if folder is not None else None
    trust = None
    if isinstance(database, SqliteDatabase) and backups is not None:
        trust = Trust(database, backups)
    return Care(backups, trust, settings.backup_minutes, clock)


@dataclass(slots=True)
class Care:
    """What is done for the store beside answering; without `backups` no copies are made."""

    backups: Backups | None
    trust: Trust | None
    minutes: int
    clock: Clock
    failed: int = 0
    #: Whether there is room on the disk for when it is full; a database server keeps its own.
    has_room: bool = True
    _begun: bool = False
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def look(self) -> None:
        """Make sure of the store before it is opened. Raises StoreBroken."""
        if self.trust is not None:
            self.trust.look(self.clock.now())

    def age_seconds(self) -> float | None:
        """How old the newest copy is; None when there is none."""
        return None if self.backups is None else self.backups.age_seconds(self.clock.now())

    def copy_before_migration(self, revision: str) -> None:
        """A store of an older revision is copied before it is changed. Raises CopyFailed."""
        if self.backups is not None:
            copy = self.backups.make(self.clock.now())
            log.info("the store of revision %s was copied to %s", revision, copy.name)

    def begin(self) -> None:
        """The store is open: from now on it is in use, and copied."""
        self._begun = True
        if self.trust is not None:
            self.trust.begun()
            self.has_room = self.trust.keep_room()
            self._tasks.append(asyncio.create_task(self._look_for_room(self.trust)))
        if self.backups is not None and self.minutes > 0:
            self._tasks.append(asyncio.create_task(self._copy_again_and_again()))

    async def end(self) -> None:
        """The store is about to be closed in order."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        if self.trust is not None and self._begun:
            self.trust.ended()

    async def _look_for_room(self, trust: Trust) -> None:
        """What the writer gave up is set aside again once somebody has freed the disk."""
        while True:
            await asyncio.sleep(ROOM_SECONDS)
            self.has_room = await asyncio.to_thread(trust.keep_room)

    async def _copy_again_and_again(self) -> None:
        assert self.backups is not None  # noqa: S101 - asked before
        while True:
            # By the age of the newest, so that a server that often starts again makes copies too.
            age = self.age_seconds()
            await asyncio.sleep(self.minutes * 60 if age is None else self.minutes * 60 - age)
            try:
                await asyncio.to_thread(self.backups.make, self.clock.now())
            except CopyFailed:
                self.failed += 1
                log.exception("no copy of the store could be made; trying again in a minute")
                await asyncio.sleep(60)
