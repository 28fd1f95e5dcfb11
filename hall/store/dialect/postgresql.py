"""A database of PostgreSQL, which several hall servers share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection as SqlAlchemyConnection
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool

from hall.store.dialect.ports import Connection, CopyFailed
from kiosk.errors import BadSettings

CONNECT_SECONDS = 5
#: A process that is frozen while it holds the lock loses it after this long.
IDLE_SECONDS = 5

#: Any fixed numbers: the locks of this product for a batch, for a migration, and for whoever uses
#: the database at all, which hall servers share and a restore wants for itself.
_BATCH_LOCK = 7_240_113
_MIGRATION_LOCK = 7_240_114
_USE_LOCK = 7_240_115
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
        self._alone = False

    def connect_writer(self) -> Connection:
        """A writing connection that gives the batch lock up when its process is frozen."""
        connection: Connection = self._connect_sharing()
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
        connection = self._connect_sharing()
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

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hall servers use it together, but not while it is being restored. Raises BadSettings."""
        with closing(self._connect()) as connection:
            if not _locked(connection, "pg_try_advisory_lock_shared"):
                raise BadSettings("[hall]", "database_url", "sedang dipulihkan dari cadangan")
            yield

    @contextmanager
    def claimed_alone(self) -> Iterator[None]:
        """No hall server may use it meanwhile, on whatever machine. Raises BadSettings."""
        with closing(self._connect()) as connection:
            if not _locked(connection, "pg_try_advisory_lock"):
                raise BadSettings(
                    "[hall]", "database_url", "sedang dipakai server mal; hentikan semuanya dulu"
                )
            self._alone = True
            try:
                yield
            finally:
                self._alone = False

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
        plain = url._replace(password=None, drivername="postgresql")  # URL.set(None) keeps it
        environment = dict(os.environ, PGPASSWORD=url.password or "", PGCONNECT_TIMEOUT="5")
        command = [program, *options[:-1], f"--dbname={plain.render_as_string()}", options[-1]]
        try:
            subprocess.run(  # noqa: S603 - our own words, no shell
                command, env=environment, check=True, capture_output=True, timeout=_COPY_SECONDS
            )
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", None) or b""
            raise CopyFailed(f"{program}: {said.decode(errors='replace') or error}") from error

    def _connect_sharing(self) -> Any:
        """A connection of somebody who uses the database; not to be had while it is restored.

        Each holds the lock for itself, so a server still has it after a connection was lost.
        """
        connection = self._connect()
        if not self._alone and not _locked(connection, "pg_try_advisory_lock_shared"):
            connection.close()
            raise _being_restored()
        return connection

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


def _locked(connection: Any, how: str) -> bool:
    """Take the lock of use until the connection ends, which it does soon after its machine."""
    for name, value in (("idle", 5), ("interval", 2), ("count", 3)):
        connection.execute(f"set tcp_keepalives_{name} = {value}")
    return bool(connection.execute(f"select {how}({_USE_LOCK})").fetchone()[0])


def _being_restored() -> Exception:
    from psycopg import OperationalError

    return OperationalError("the database is being restored")


@cache
def _postgres_connection() -> Any:
    """A connection class of psycopg, imported only where PostgreSQL is used."""
    from psycopg import Connection as PsycopgConnection

    class PostgresConnection(PsycopgConnection[tuple[Any, ...]]):
        flavour = "postgresql"

        def many(self, query: str, rows: Sequence[Any]) -> None:
            with self.cursor() as cursor:
                cursor.executemany(query, rows)

        def together(self) -> AbstractContextManager[Any]:
            return self.pipeline()

    return PostgresConnection
