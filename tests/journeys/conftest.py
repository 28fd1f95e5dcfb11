"""A stage for each journey, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.helpers.chromium import chromium
from tests.journeys.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with ExitStack() as ending:
        yield Stage(tmp_path, ending)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser
