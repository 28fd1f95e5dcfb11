"""Fixtures of the hall server's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.hall.desk import Desk
from tests.unit.hall.server import Server, running_server


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The rules on a fresh store."""
    desk = Desk(tmp_path / "hall.db")
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real hall server in a process of its own, shared by the tests of a module."""
    with running_server(tmp_path_factory.mktemp("hall")) as server:
        yield server
