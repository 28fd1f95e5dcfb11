"""Puts a copy back in the place of the store, by a technician's command."""

from __future__ import annotations

from pathlib import Path

from hall.keeping.restored import mark_restored
from hall.store import migrate
from hall.store.dialect import CopyFailed, database_at
from kiosk.errors import BadCopy
from kiosk.ports import Clock
from kiosk.settings import HallSettings


def restore(settings: HallSettings, copy: Path, clock: Clock) -> None:
    """Put `copy` in the place of the store, which is set aside, and begin a new epoch.

    Raises BadSettings while hall servers use the store, BadCopy when the copy is of no use.
    """
    database = database_at(settings.database, settings.database_url)
    if not copy.is_file():
        raise BadCopy(str(copy), "berkas tidak ada")
    with database.claimed_alone():
        try:
            database.put_back(copy)
        except CopyFailed as error:
            raise BadCopy(str(copy), str(error)) from error
        migrate.upgrade(database)
        mark_restored(database, clock.now())
