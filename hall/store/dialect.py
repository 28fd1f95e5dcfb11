"""The one place that knows which database the hall server stands on: SQLite.

The tables and statements of this room are written for SQLite and PostgreSQL alike; what differs
(how to connect, how a batch begins) is here and nowhere else.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy import Connection as SqlAlchemyConnection
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import NullPool

from kiosk.errors import BadSettings

DIALECT = sqlite.dialect(paramstyle="named")

#: Takes the write lock at once, so that a batch never fails half way for want of it.
BEGIN_WRITE = "begin immediate"
BEGIN_READ = "begin"

Connection = sqlite3.Connection
DatabaseError = sqlite3.Error
#: What a job meets by its own doing, say a key used twice; every other error is the store's.
OwnFault = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Hold a store for this process: two on one file would not hear of each other's events.

    The lock ends with the process, however it ends. Raises BadSettings when another one has it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(path.name + ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadSettings("[hall]", "database", "sedang dipakai server mal lain") from None
        yield


def migration_engine(path: Path) -> Engine:
    """An engine for migrations, in which a whole migration is one transaction.

    Python's driver would commit before each CREATE, and a power cut leave half a schema.
    """
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)

    def leave_it_to_us(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None

    def begin(connection: SqlAlchemyConnection) -> None:
        connection.exec_driver_sql(BEGIN_WRITE)

    event.listen(engine, "connect", leave_it_to_us)
    event.listen(engine, "begin", begin)
    return engine


def connect_writer(path: Path) -> Connection:
    """The store's only writing connection; it alone checkpoints the write-ahead log.

    synchronous=FULL: what was answered to a visitor is still there after a power cut.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
    for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "cache_size=-16384"):
        connection.execute(f"pragma {pragma}").fetchall()
    return connection


def connect_reader(path: Path) -> Connection:
    """A connection that can only read, and therefore never checkpoints."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro",
        uri=True,
        isolation_level=None,
        timeout=10,
        check_same_thread=False,
    )
    connection.execute("pragma query_only=on").fetchall()
    return connection
