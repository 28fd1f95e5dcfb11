"""One file of SQLite: a single process writes to it, on a single connection."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy import Connection as SqlAlchemyConnection
from sqlalchemy.pool import NullPool

from hall.store.dialect.ports import Connection, CopyFailed
from kiosk.errors import BadSettings


class SqliteConnection(sqlite3.Connection):
    """A connection of Python's own driver."""

    flavour = "sqlite"

    def many(self, query: str, rows: Sequence[Any]) -> None:
        """Run one statement for each row."""
        self.executemany(query, rows)

    def together(self) -> AbstractContextManager[None]:
        """There is no line on which a round trip could be saved."""
        return nullcontext()


class SqliteDatabase:
    """One file. A single process writes to it, on a single connection that also checkpoints."""

    #: Takes the write lock at once, so that a batch never fails half way for want of it.
    begin_write = "begin immediate"
    begin_read = "begin"
    shared = False
    errors: tuple[type[Exception], ...] = (sqlite3.Error,)
    own_faults: tuple[type[Exception], ...] = (
        sqlite3.IntegrityError,
        sqlite3.ProgrammingError,
        sqlite3.InterfaceError,
    )

    def __init__(self, path: Path) -> None:
        self.path = path

    def connect_writer(self) -> Connection:
        """The file's only writing connection; it alone checkpoints the write-ahead log.

        synchronous=FULL: what was answered to a visitor is still there after a power cut.
        """
        connection = sqlite3.connect(
            self.path,
            isolation_level=None,
            timeout=10,
            check_same_thread=False,
            factory=SqliteConnection,
        )
        for pragma in (
            "journal_mode=wal",
            "synchronous=full",
            "foreign_keys=on",
            "cache_size=-16384",
            # Pages that every ticket touches are copied back once for thousands of them.
            "wal_autocheckpoint=4000",
        ):
            connection.execute(f"pragma {pragma}").fetchall()
        return connection

    def connect_reader(self) -> Connection:
        """A connection that can only read, and therefore never checkpoints."""
        connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            timeout=10,
            check_same_thread=False,
            factory=SqliteConnection,
        )
        connection.execute("pragma query_only=on").fetchall()
        return connection

    def migration_engine(self) -> Engine:
        """Python's driver would commit before each CREATE, and a power cut leave half a schema."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(URL.create("sqlite", database=str(self.path)), poolclass=NullPool)

        def leave_it_to_us(connection: sqlite3.Connection, _: object) -> None:
            connection.isolation_level = None

        def begin(connection: SqlAlchemyConnection) -> None:
            connection.exec_driver_sql(self.begin_write)

        event.listen(engine, "connect", leave_it_to_us)
        event.listen(engine, "begin", begin)
        return engine

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Two processes on one file would not hear of each other's events.

        The lock ends with the process, however it ends. Raises BadSettings when another has it.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_name(self.path.name + ".lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BadSettings("[hall]", "database", "sedang dipakai server mal lain") from None
            yield

    def claimed_alone(self) -> AbstractContextManager[None]:
        """Whoever has the file has it alone. Raises BadSettings."""
        return self.claimed()

    def copy_to(self, target: Path) -> None:
        """By SQLite's own online copy; a copy that is not whole is not kept."""
        try:
            with closing(self.connect_reader()) as source, closing(sqlite3.connect(target)) as copy:
                source.backup(copy, pages=_COPIED_AT_ONCE)  # type: ignore[attr-defined]
                copy.execute("pragma journal_mode=delete").fetchall()
            _must_be_whole(target)
        except sqlite3.Error as error:
            raise CopyFailed(str(error)) from error

    def put_back(self, source: Path) -> None:
        """What was there is set aside, never overwritten."""
        try:
            _must_be_whole(source)
            draft = self.path.with_name(f"{self.path.name}.restoring")
            shutil.copyfile(source, draft)
            self.set_aside()
            draft.replace(self.path)
        except (sqlite3.Error, OSError) as error:
            raise CopyFailed(str(error)) from error

    def set_aside(self) -> None:
        """Move the file and what belongs to it out of the way, to be looked at later."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        for end in ("", "-wal", "-shm"):
            file = self.path.with_name(self.path.name + end)
            if file.exists():
                file.rename(self.path.with_name(f"{self.path.name}.aside-{stamp}{end}"))

    def set_room_aside(self) -> bool:
        """Keep room on the disk, so that calling goes on for a while when it is full.

        Says whether there is room now: not where the disk is all but full.
        """
        if self._room.exists() and self._room.stat().st_size == _ROOM:
            return True
        if shutil.disk_usage(self.path.parent).free <= _ROOM * 8:
            return False
        try:
            with self._room.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, _ROOM)
        except OSError:  # say this user's share of the disk is used up
            self.make_room()
            return False
        return True

    def make_room(self) -> bool:
        """The first refused commit gives the room up."""
        try:
            self._room.unlink()
        except OSError:  # not there, or the disk takes no change at all
            return False
        return True

    @property
    def _room(self) -> Path:
        return self.path.with_name(self.path.name + ".room")

    def broken(self, *, thorough: bool = True) -> str:
        """Why the file cannot be used, "" when nothing is known against it.

        Looks through all of it (`pragma quick_check`), for a large one as long as that takes; else
        only whether it is a database with our tables and an end that can be read.
        """
        if not self.path.exists():
            return ""
        try:
            if thorough:
                _must_be_whole(self.path)
            else:
                _must_open(self.path)
        except sqlite3.DatabaseError as error:
            return str(error)
        return ""


_COPIED_AT_ONCE = 2048
#: A piece of write-ahead log for some thousand tickets.
_ROOM = 8 * 1024 * 1024


def _must_open(path: Path) -> None:
    """Read a little of a file. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.execute("select * from halls, meta").fetchall()
        connection.execute(
            "select * from events order by hall_id desc, seq desc limit 50"
        ).fetchall()


def _must_be_whole(path: Path) -> None:
    """Look through a whole file. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        found = connection.execute("pragma quick_check(1)").fetchall()
    if found != [("ok",)]:
        raise sqlite3.DatabaseError(str(found[0][0]) if found else "empty")
