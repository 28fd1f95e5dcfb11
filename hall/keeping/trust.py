"""Whether a store of SQLite can be trusted at a start, and what is done where it cannot.

A broken file is set aside and the newest whole copy put in its place. One whose write-ahead log
somebody deleted after a crash is whole but has lost its last commits, so it goes on as a restored
one does. Nothing is silently made new: without a whole copy the server refuses to start.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hall.keeping.backups import Backups
from hall.keeping.restored import mark_restored
from hall.store.dialect import CopyFailed, SqliteDatabase
from kiosk.errors import StoreBroken

log = logging.getLogger(__name__)

#: Up to this size a file is looked through at a start; of a larger one only its ends are read, so
#: that the hall is back in a second. `pragma quick_check` on a copy finds what is left.
_LOOKED_THROUGH = 48 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Trust:
    """Looks at a store before it is used, and notes that it is in use."""

    database: SqliteDatabase
    backups: Backups

    def look(self, now: datetime) -> None:
        """Make sure of the file. Raises StoreBroken when it is broken and no copy is whole."""
        path = self.database.path
        if not path.exists():
            return
        # Asked first: looking through the file ends a write-ahead log that is there. And from then
        # on its absence says nothing, so a kill in the middle of the look must find no mark.
        log_gone = self._mark.exists() and not path.with_name(path.name + "-wal").exists()
        if not log_gone:
            self._mark.unlink(missing_ok=True)
        thorough = path.stat().st_size <= _LOOKED_THROUGH
        if why := self.database.broken(thorough=thorough):
            self._put_back_newest(why, now)
        elif log_gone:
            log.critical("the write-ahead log of %s is gone: its last commits are lost", path.name)
            mark_restored(self.database, now)

    def begun(self) -> None:
        """The writer is at work, so there is a write-ahead log."""
        self._mark.touch()

    def keep_room(self) -> bool:
        """Set room aside on the disk where it is not; says whether there is some."""
        return self.database.set_room_aside()

    def ended(self) -> None:
        """The writer is about to close in order, which ends the write-ahead log."""
        self._mark.unlink(missing_ok=True)
        self.database.make_room()

    @property
    def _mark(self) -> Path:
        return self.database.path.with_name(self.database.path.name + ".in-use")

    def _put_back_newest(self, why: str, now: datetime) -> None:
        log.critical("the store %s is broken: %s", self.database.path.name, why)
        for copy in self.backups.all():
            try:
                self.database.put_back(copy)
            except CopyFailed as error:
                log.critical("the copy %s is broken too: %s", copy.name, error)
                continue
            mark_restored(self.database, now)
            log.critical("put back from %s; later tickets come from the kiosks", copy.name)
            return
        raise StoreBroken(str(self.database.path), why)
