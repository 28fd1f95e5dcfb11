"""The one place that knows the databases a hall server stands on: SQLite and PostgreSQL.

The tables and statements of this room are written for both alike; what differs (how to connect,
how a batch begins, who else may write, how a copy is made) is here and nowhere else.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy.engine import Dialect

from hall.store.dialect.ports import Connection, CopyFailed, Cursor, Database
from hall.store.dialect.postgresql import CHANNEL, PostgresDatabase
from hall.store.dialect.sqlite import SqliteDatabase
from kiosk.errors import BadSettings

__all__ = [
    "CHANNEL",
    "Connection",
    "CopyFailed",
    "Cursor",
    "Database",
    "PostgresDatabase",
    "SqliteDatabase",
    "compiler",
    "database_at",
    "positional",
]


@cache
def compiler(flavour: str) -> Dialect:
    """What turns a statement of SQLAlchemy into the text of a database."""
    if flavour == "postgresql":
        from sqlalchemy.dialects.postgresql import psycopg

        return psycopg.dialect()  # type: ignore[no-untyped-call]
    from sqlalchemy.dialects import sqlite

    return sqlite.dialect(paramstyle="named")


@cache
def positional(flavour: str) -> Dialect:
    """The same, for statements whose values come by place."""
    if flavour == "postgresql":
        from sqlalchemy.dialects.postgresql import psycopg

        return psycopg.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
    from sqlalchemy.dialects import sqlite

    return sqlite.dialect(paramstyle="qmark")


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
