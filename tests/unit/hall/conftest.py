"""Fixtures of the hall server's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.store import migrate
from hall.store.dialect import Database, PostgresDatabase, SqliteDatabase
from tests.helpers.postgres import Cluster
from tests.unit.hall.desk import Desk, emptied
from tests.unit.hall.server import Server, running_server


@pytest.fixture(scope="session")
def shared_database(postgres: Cluster) -> PostgresDatabase:
    """A database of PostgreSQL with the tables of a hall server, for one test after the other."""
    database = PostgresDatabase(postgres.fresh_database())
    migrate.upgrade(database)
    return database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database of each kind a hall server stands on."""
    if request.param == "sqlite":
        return SqliteDatabase(tmp_path / "hall.db")
    shared: PostgresDatabase = request.getfixturevalue("shared_database")
    return emptied(shared)


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    """The rules on a fresh store."""
    desk = Desk(database)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real hall server in a process of its own, shared by the tests of a module."""
    with running_server(tmp_path_factory.mktemp("hall")) as server:
        yield server
