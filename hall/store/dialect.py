"""The one place that knows the databases a hall server stands on: SQLite and PostgreSQL.

The tables and statements of this room are written for both alike; what differs (how to connect,
how a batch begins, who else may write) is here and nowhere else.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy import Connection as SqlAlchemyConnection
from sqlalchemy.engine import Dialect
from sqlalchemy.pool import NullPool

from kiosk.errors import BadSettings

CONNECT_SECONDS = 5
#: A process that is frozen while it holds the lock loses it after this long.
IDLE_SECONDS = 5


class Cursor(Protocol):
    """What both drivers give back."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row that is left."""


class Connection(Protocol):
    """A connection of either driver; `flavour` names its database."""

    flavour: str

    def execute(self, query: str, params: Any = ..., /) -> Cursor:
        """Run one statement."""

    def many(self, query: str, rows: Sequence[dict[str, Any]]) -> None:
        """Run one statement for each row."""

    def close(self) -> None:
        """Give the connection up."""


class Database(Protocol):
    """One database. `shared` says whether other processes may write to it."""

    begin_write: str
    begin_read: str
    shared: bool
    #: Everything the driver raises; what a job meets by its own doing, say a key used twice.
    errors: tuple[type[Exception], ...]
    own_faults: tuple[type[Exception], ...]

    def connect_writer(self) -> Connection:
        """A connection that writes."""

    def connect_reader(self) -> Connection:
        """A connection that only reads."""

    def migration_engine(self) -> Engine:
        """An engine for migrations, in which a whole migration is one transaction."""

    def claimed(self) -> AbstractContextManager[None]:
        """Hold the database for this process where there may be only one. Raises BadSettings."""

    def copy_to(self, target: Path) -> None:
        """Write a whole copy as of one commit while others write. Raises CopyFailed."""

    def put_back(self, source: Path) -> None:
        """Make the store what a copy says; nobody may be using it. Raises CopyFailed."""

    def make_room(self) -> bool:
        """Give up what was set aside for a full disk; says whether there was anything."""


class CopyFailed(Exception):
    """A copy could not be made, or is not whole."""


@cache
def compiler(flavour: str) -> Dialect:
    """What turns a statement of SQLAlchemy into the text of a database."""
    if flavour == "postgresql":
        from sqlalchemy.dialects.postgresql import psycopg

        return psycopg.dialect()  # type: ignore[no-untyped-call]
    from sqlalchemy.dialects import sqlite

    return sqlite.dialect(paramstyle="named")


def database_at(path: Path | None, url: str) -> Database:
    """The database of the settings: a file of SQLite, or a PostgreSQL URL. Raises BadSettings."""
    if not url:
        if path is None:
            raise BadSettings("[hall]", "database", "belum diisi")
        return SqliteDatabase(path)
    if path is not None:
        raise BadSettings("[hall]", "database_url", "tidak dapat dipakai bersama database")
    if not url.startswith(("postgresql://", "postgres://")):
        raise BadSettings("[hall]", "database_url", "harus diawali postgresql://")
    return PostgresDatabase(url)


# --- SQLite -------------------------------------------------------------------------------------


class SqliteConnection(sqlite3.Connection):
    """A connection of Python's own driver."""

    flavour = "sqlite"

    def many(self, query: str, rows: Sequence[dict[str, Any]]) -> None:
        """Run one statement for each row."""
        self.executemany(query, rows)


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

    def set_room_aside(self) -> None:
        """Keep room on the disk, so that calling goes on for a while when it is full."""
        if shutil.disk_usage(self.path.parent).free > _ROOM * 8:
            with self._room.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, _ROOM)

    def make_room(self) -> bool:
        """The first refused commit gives the room up."""
        there = self._room.exists()
        self._room.unlink(missing_ok=True)
        return there

    @property
    def _room(self) -> Path:
        return self.path.with_name(self.path.name + ".room")

    def broken(self) -> str:
        """Why the file cannot be used, "" when nothing is known against it.

        Looks through all of it (`pragma quick_check`), for a large one as long as that takes.
        """
        if not self.path.exists():
            return ""
        try:
            _must_be_whole(self.path)
        except sqlite3.DatabaseError as error:
            return str(error)
        return ""


_COPIED_AT_ONCE = 2048
#: Two write-ahead logs of SQLite's usual size, some thousand tickets.
_ROOM = 8 * 1024 * 1024


def _must_be_whole(path: Path) -> None:
    """Look through a whole file. Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        found = connection.execute("pragma quick_check(1)").fetchall()
    if found != [("ok",)]:
        raise sqlite3.DatabaseError(str(found[0][0]) if found else "empty")


# --- PostgreSQL ---------------------------------------------------------------------------------

#: Any fixed numbers: the batch lock and the migration lock of this product.
_BATCH_LOCK = 7_240_113
_MIGRATION_LOCK = 7_240_114
CHANNEL = "mpp_events"
_COPY_SECONDS = 600


class PostgresDatabase:
    """A database that several hall servers share, on one or several machines."""

    #: One lock for every batch of every process: the order of events is the order of commits, and
    #: batches cannot deadlock. A reader of `seq > n` would miss events otherwise.
    begin_write = f"begin; select pg_advisory_xact_lock({_BATCH_LOCK})"
    begin_read = "begin isolation level repeatable read read only"
    shared = True

    def __init__(self, url: str) -> None:
        import psycopg

        self._url = url
        self.errors: tuple[type[Exception], ...] = (psycopg.Error,)
        self.own_faults: tuple[type[Exception], ...] = (
            psycopg.IntegrityError,
            psycopg.DataError,
            psycopg.ProgrammingError,
        )

    def connect_writer(self) -> Connection:
        """A writing connection that gives the batch lock up when its process is frozen."""
        connection: Connection = self._connect()
        connection.execute(f"set idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
        connection.execute("set synchronous_commit = on")
        return connection

    def connect_reader(self) -> Connection:
        """A connection that can only read."""
        connection: Connection = self._connect()
        connection.execute("set default_transaction_read_only = on")
        return connection

    def connect_listener(self) -> Any:
        """A connection that is told of commits with events; a hint to look, nothing more."""
        connection = self._connect()
        connection.execute(f"listen {CHANNEL}")
        return connection

    def migration_engine(self) -> Engine:
        """Two processes that start at once migrate one after the other."""
        url = make_url(self._url).set(drivername="postgresql+psycopg")
        engine = create_engine(
            url, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_SECONDS}
        )

        def wait_for_others(connection: SqlAlchemyConnection) -> None:
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({_MIGRATION_LOCK})")

        event.listen(engine, "begin", wait_for_others)
        return engine

    def claimed(self) -> AbstractContextManager[None]:
        """Nothing to claim: the batch lock keeps processes apart."""
        return nullcontext()

    def copy_to(self, target: Path) -> None:
        """By pg_dump, which belongs to PostgreSQL's client package."""
        self._run("pg_dump", "--format=custom", f"--file={target}")

    def put_back(self, source: Path) -> None:
        """By pg_restore, in one transaction; what was there is replaced."""
        self._run(
            "pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner", source
        )

    def make_room(self) -> bool:
        """Its disk is the database server's."""
        return False

    def _run(self, program: str, *options: str | Path) -> None:
        """Run a client program; the password goes by its environment, not its command line."""
        url = make_url(self._url)
        plain = url.set(password=None, drivername="postgresql")
        environment = dict(os.environ, PGPASSWORD=url.password or "", PGCONNECT_TIMEOUT="5")
        command = [program, *options[:-1], f"--dbname={plain.render_as_string()}", options[-1]]
        try:
            subprocess.run(  # noqa: S603 - our own words, no shell
                command, env=environment, check=True, capture_output=True, timeout=_COPY_SECONDS
            )
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", None) or b""
            raise CopyFailed(f"{program}: {said.decode(errors='replace') or error}") from error

    def _connect(self) -> Any:
        return _postgres_connection().connect(
            self._url,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            keepalives=1,
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=10_000,
        )


@cache
def _postgres_connection() -> Any:
    """A connection class of psycopg, imported only where PostgreSQL is used."""
    from psycopg import Connection as PsycopgConnection

    class PostgresConnection(PsycopgConnection[tuple[Any, ...]]):
        flavour = "postgresql"

        def many(self, query: str, rows: Sequence[dict[str, Any]]) -> None:
            with self.cursor() as cursor:
                cursor.executemany(query, rows)

    return PostgresConnection
