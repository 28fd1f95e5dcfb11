"""Fixtures of the tests of portals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.hall.sources.web import Web, running_web


@pytest.fixture
def web() -> Iterator[Web]:
    """A portal on a real socket."""
    with running_web() as web:
        yield web
