"""How many kills, and whose dice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.postgres import Cluster
from tests.kill.stage import Stage, postgresql_stage, sqlite_stage

#: A kill with its start takes one to three seconds; a busy machine gets ten times that.
_SECONDS_PER_KILL = 25


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=20, help="how often the hall server is killed")
    parser.addoption("--kill-seed", type=int, help="repeats the decisions of an earlier run")


def pytest_configure(config: pytest.Config) -> None:
    told = getattr(config, "workerinput", {})  # by the process that started this worker
    if config.option.kill_seed is None:
        config.option.kill_seed = told.get("kill_seed", random.SystemRandom().randrange(10**6))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Every worker of pytest-xdist throws the dice of which the header tells."""
    node.workerinput["kill_seed"] = node.config.option.kill_seed


def pytest_report_header(config: pytest.Config) -> str:
    return f"kill tests: --kills={config.option.kills} --kill-seed={config.option.kill_seed}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "kills" in getattr(item, "fixturenames", ()):
            seconds = 120 + _SECONDS_PER_KILL * config.option.kills
            item.add_marker(pytest.mark.timeout(seconds))


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    return int(request.config.option.kills)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.config.option.kill_seed)


@pytest.fixture
def one_server(tmp_path: Path) -> Iterator[Stage]:
    """A hall server on SQLite."""
    with sqlite_stage(tmp_path) as stage:
        yield stage


@pytest.fixture
def two_servers(tmp_path: Path, postgres: Cluster) -> Iterator[Stage]:
    """Two hall servers on one PostgreSQL database."""
    with postgresql_stage(tmp_path, postgres.fresh_database()) as stage:
        yield stage


@pytest.fixture(params=["one_server", "two_servers"], ids=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest) -> Stage:
    """Hall servers at work, on either database."""
    chosen: Stage = request.getfixturevalue(request.param)
    return chosen
