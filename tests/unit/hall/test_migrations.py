"""The shipped history makes exactly the schema of the code, forth and back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from hall.store import dialect, migrate
from hall.store.schema import METADATA


def run(path: Path, what: str, *arguments: str) -> None:
    config = migrate.configuration()
    with dialect.migration_engine(path).begin() as connection:
        config.attributes["connection"] = connection
        getattr(command, what)(config, *arguments)


def tables(path: Path) -> set[str]:
    engine = dialect.migration_engine(path)
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def test_the_history_makes_the_tables_of_the_code(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    migrate.upgrade(path)
    assert tables(path) == {*METADATA.tables, "alembic_version"}
    run(path, "check")


def test_an_upgrade_can_be_repeated_and_undone(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    migrate.upgrade(path)
    migrate.upgrade(path)
    run(path, "downgrade", "base")
    assert tables(path) == {"alembic_version"}
    migrate.upgrade(path)
    run(path, "check")


def test_a_path_with_odd_letters_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "Mal 100% siap?" / "hall #1.db"
    migrate.upgrade(path)
    dialect.connect_writer(path).close()
    reader = dialect.connect_reader(path)
    assert reader.execute("select count(*) from tickets").fetchone() == (0,)
    reader.close()


def test_a_reader_can_not_write(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    migrate.upgrade(path)
    dialect.connect_writer(path).close()
    reader = dialect.connect_reader(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("delete from tickets")
    reader.close()


def test_the_writer_survives_a_power_cut_by_its_settings(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    migrate.upgrade(path)
    writer = dialect.connect_writer(path)
    values = [
        writer.execute(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    ]
    writer.close()
    assert values == ["wal", 2, 1]


def test_a_migration_that_is_cut_off_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    config = migrate.configuration()
    with dialect.migration_engine(path).connect() as connection:
        connection.begin()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")  # and the power fails before the commit
    assert tables(path) == set()
    migrate.upgrade(path)
    assert "tickets" in tables(path)
