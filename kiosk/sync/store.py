"""The kiosk's precious file: one connection, one lock, nothing answered before it is on the disk.

WAL with synchronous=FULL: a commit survives a power cut. The lock is exclusive, so a second kiosk
process started by mistake is refused instead of giving the same numbers twice, and no second
connection can meet SQLite's WAL-reset fault (3.7.0 to 3.51.2). Tools read a copy.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlite_utils
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from kiosk.errors import StorageFailed

journal_migrations = Migrations("journal")


@journal_migrations()
def m001_tickets_series_outbox(db: Database) -> None:
    """Tickets of this kiosk, its own number series, and what the hall server must still be told."""
    db.execute("""
        CREATE TABLE tickets (
            id TEXT PRIMARY KEY,
            service TEXT NOT NULL,
            priority TEXT NOT NULL,
            service_day TEXT NOT NULL,
            taken_at TEXT NOT NULL,
            state TEXT NOT NULL,
            number TEXT,
            offline INTEGER NOT NULL DEFAULT 0,
            told_at TEXT
        ) STRICT, WITHOUT ROWID""")
    # The last guard of the promise that a number printed is a number used.
    db.execute(
        "CREATE UNIQUE INDEX offline_numbers ON tickets (service_day, number) WHERE offline = 1"
    )
    db.execute("""
        CREATE TABLE series (
            service_day TEXT NOT NULL,
            prefix TEXT NOT NULL,
            letter TEXT NOT NULL,
            last INTEGER NOT NULL,
            PRIMARY KEY (service_day, prefix, letter)
        ) STRICT, WITHOUT ROWID""")
    db.execute("""
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            ticket TEXT NOT NULL UNIQUE REFERENCES tickets (id),
            attempts INTEGER NOT NULL DEFAULT 0,
            last_error TEXT,
            done_at TEXT,
            parked_at TEXT
        ) STRICT""")
    db.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


#: SQLite's primary result codes that mean the disk or the file, not a defect of the program.
_STORAGE_FAULTS = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_LOCK_SECONDS = 1.0


class DamagedFile(Exception):
    """The file is no whole SQLite database any more."""


class Store:
    """The journal's file; raises StorageFailed when another process has it or the disk fails."""

    def __init__(self, path: Path) -> None:
        """Open and migrate; raises DamagedFile when the content cannot be trusted."""
        self._lock = threading.Lock()
        self._broken = ""
        try:
            self._db = _open(path)
        except sqlite3.DatabaseError as error:
            if _code(error) in _DAMAGE:
                raise DamagedFile(str(error)) from error
            raise _typed(error) from error

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """A transaction, on the disk when the block ends; raises StorageFailed, undone then.

        After a fault of reading or writing nothing more is promised until the kiosk starts again:
        a disk that failed one fsync may report the next as done without having written.
        """
        with self._lock:
            if self._broken:
                raise StorageFailed(self._broken)
            try:
                with self._db.atomic():
                    yield self._db
            except sqlite3.DatabaseError as error:
                if _code(error) in _DAMAGE | {sqlite3.SQLITE_IOERR}:
                    self._broken = str(error)
                raise _typed(error) from error

    def close(self) -> None:
        """Close the file; the WAL is folded into it."""
        with self._lock:
            self._db.close()


def _open(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=_LOCK_SECONDS, check_same_thread=False)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # before WAL: no shared memory then
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _check(connection)
        db = sqlite_utils.Database(connection, execute_plugins=False)
        journal_migrations.apply(db)
    except BaseException:
        connection.close()
        raise
    return db


def _check(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DamagedFile(found)


def _code(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _typed(error: sqlite3.DatabaseError) -> Exception:
    """What the disk does to us is expected; a wrong statement of ours stays a crash."""
    return StorageFailed(str(error)) if _code(error) in _STORAGE_FAULTS else error
