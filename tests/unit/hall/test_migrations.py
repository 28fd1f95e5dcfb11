"""The shipped history makes exactly the schema of the code, forth and back, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from hall.store import migrate
from hall.store.dialect import Database, PostgresDatabase, SqliteDatabase
from hall.store.schema import METADATA
from tests.helpers.postgres import Cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a single table."""
    if request.param == "sqlite":
        yield SqliteDatabase(tmp_path / "hall.db")
    else:
        postgres: Cluster = request.getfixturevalue("postgres")
        yield PostgresDatabase(postgres.fresh_database())


def run(database: Database, what: str, *arguments: str) -> None:
    config = migrate.configuration()
    with database.migration_engine().begin() as connection:
        config.attributes["connection"] = connection
        getattr(command, what)(config, *arguments)


def tables(database: Database) -> set[str]:
    return set(inspect(database.migration_engine()).get_table_names())


def test_the_history_makes_the_tables_of_the_code(fresh: Database) -> None:
    migrate.upgrade(fresh)
    assert tables(fresh) == {*METADATA.tables, "alembic_version"}
    run(fresh, "check")


def test_an_upgrade_can_be_repeated_and_undone(fresh: Database) -> None:
    migrate.upgrade(fresh)
    migrate.upgrade(fresh)
    run(fresh, "downgrade", "base")
    assert tables(fresh) == {"alembic_version"}
    migrate.upgrade(fresh)
    run(fresh, "check")


def test_the_newest_revision_is_the_one_a_store_is_opened_with(fresh: Database) -> None:
    asked: list[str] = []
    migrate.upgrade(fresh, asked.append)
    with fresh.migration_engine().connect() as connection:
        version = connection.exec_driver_sql("select version_num from alembic_version").scalar()
    assert version == migrate.HEAD
    migrate.upgrade(fresh, asked.append)
    assert asked == [], "a new store and an up-to-date one need no backup"


def test_before_a_store_is_changed_its_present_revision_is_told(fresh: Database) -> None:
    migrate.upgrade(fresh)
    with fresh.migration_engine().begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = 'older'")
    asked: list[str] = []

    def back_up(revision: str) -> None:
        asked.append(revision)
        raise OSError("no place for a backup")

    with pytest.raises(OSError, match="no place"):
        migrate.upgrade(fresh, back_up)
    assert asked == ["older"]
    assert {"tickets", "events"} <= tables(fresh), "and nothing was changed without it"


def test_a_reader_can_not_write(fresh: Database) -> None:
    migrate.upgrade(fresh)
    fresh.connect_writer().close()
    reader = fresh.connect_reader()
    try:
        with pytest.raises(fresh.errors, match=r"read-?only"):
            reader.execute("delete from tickets")
    finally:
        reader.close()


def test_a_migration_that_is_cut_off_leaves_nothing_behind(fresh: Database) -> None:
    config = migrate.configuration()
    with fresh.migration_engine().connect() as connection:
        connection.begin()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")  # and the power fails before the commit
    assert tables(fresh) == set()
    migrate.upgrade(fresh)
    assert "tickets" in tables(fresh)


def test_a_path_with_odd_letters_is_no_hindrance(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "Mal 100% siap?" / "hall #1.db")
    migrate.upgrade(database)
    database.connect_writer().close()
    reader = database.connect_reader()
    assert reader.execute("select count(*) from tickets").fetchall() == [(0,)]
    reader.close()


def test_the_writer_survives_a_power_cut_by_its_settings(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "hall.db")
    migrate.upgrade(database)
    writer = database.connect_writer()
    values = [
        writer.execute(f"pragma {name}").fetchall()[0][0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    ]
    writer.close()
    assert values == ["wal", 2, 1]
