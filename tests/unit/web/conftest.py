"""A real hall server and the Chromium of Debian, for the pages' tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.helpers.chromium import chromium
from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import RESERVED, HallServer, Place, places

#: What Chromium itself notes about an answer that is not 2xx, or about a line that is down.
NETWORK = re.compile(r"Failed to load resource|net::ERR_")


@pytest.fixture(scope="session")
def shared_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallServer]:
    """One hall server for all tests that do not kill it."""
    server = HallServer(tmp_path_factory.mktemp("hall"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def free_places() -> Iterator[Place]:
    """Places nobody has used yet."""
    return (place for place in places() if place.letter not in RESERVED)


@pytest.fixture
def place(free_places: Iterator[Place]) -> Place:
    """A queue and two counters that no other test uses."""
    return next(free_places)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallServer]:
    """A hall server that this test may kill."""
    server = HallServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of the system, ended with the module: each page has a context of its own.

    Not of the session: Playwright's event loop counts as running in this thread until it ends.
    """
    with chromium() as browser:
        yield browser


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page in a browser of its own; a script error or a refused resource fails the test."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(url: str, width: int = 1280, height: int = 800, script: str = "") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if message.type in {"error", "warning"} and not NETWORK.search(message.text)
                else None
            ),
        )
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def counter_at(open_page: OpenPage) -> Callable[..., CounterPage]:
    """Opens the counter page and signs in at a counter."""

    def counter_at(
        server: HallServer, counter: str, width: int = 1280, height: int = 800
    ) -> CounterPage:
        counter_page = CounterPage(open_page(f"{server.url}/counter", width, height))
        counter_page.sign_in(counter)
        return counter_page

    return counter_at
