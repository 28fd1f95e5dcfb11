"""Any order of commands, kiosks with and without a line, nights and clocks: the rules hold."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from hall.store.dialect import PostgresDatabase, SqliteDatabase
from tests.helpers.postgres import Cluster
from tests.property.hall_machine import HallDays


def test_any_order_of_commands_keeps_the_rules() -> None:
    with TemporaryDirectory() as folder:
        database = SqliteDatabase(Path(folder) / "hall.db")
        run_state_machine_as_test(
            partial(HallDays, lambda: database),
            settings=settings(max_examples=100, stateful_step_count=50),
        )


def test_any_order_of_commands_keeps_the_rules_on_postgresql(postgres: Cluster) -> None:
    database = PostgresDatabase(postgres.fresh_database())
    run_state_machine_as_test(
        partial(HallDays, lambda: database),
        settings=settings(max_examples=10, stateful_step_count=40),
    )
