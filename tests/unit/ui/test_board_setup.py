"""A board reads the hall's set-up whole, page by page, and again when it changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtNetwork import QNetworkAccessManager
from pytestqt.qtbot import QtBot

from tests.helpers.sample_board import AGENCIES, catalog, set_up
from tests.helpers.scripted_hall import ScriptedHall, scripted_hall
from ui.event_stream import Pauses
from ui.fetch import HallAddress
from ui.hall_setup import HallSetup


@pytest.fixture
def hall() -> Iterator[ScriptedHall]:
    with scripted_hall(set_up) as hall:
        yield hall


@pytest.fixture
def setup(hall: ScriptedHall, qtbot: QtBot) -> Iterator[HallSetup]:
    network = QNetworkAccessManager()
    soon = Pauses(draw=lambda *_: 0.02)
    setup = HallSetup(HallAddress(hall.url, "secret"), network, pauses=soon)
    yield setup
    setup.close()


def page(changes: list[dict[str, Any]], *, epoch: str = "c1", more: bool = False) -> bytes:
    cursor = changes[-1]["cursor"] if changes else 0
    content = {"epoch": epoch, "changes": changes, "cursor": cursor, "more": more}
    body = json.dumps(content).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def path(after: int) -> str:
    return f"/v1/catalog/changes?after={after}&limit=500"


def test_the_set_up_is_read_with_the_board_s_token(
    hall: ScriptedHall, setup: HallSetup, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(setup.arrived):
        setup.refresh()
    assert setup.hall is not None
    assert setup.hall.city == "Kota Contoh"
    assert setup.agencies.keys() == {agency for agency, _ in AGENCIES}
    assert hall.requests[0][1]["authorization"] == "Bearer secret"


def test_pages_are_joined_and_a_tombstone_removes(
    hall: ScriptedHall, setup: HallSetup, qtbot: QtBot
) -> None:
    changes = catalog()
    grave = {"cursor": 9, "kind": "agency", "id": "samsat", "deleted": True, "record": None}
    hall.answers[path(0)] = page(changes[:3], more=True)
    hall.answers[path(3)] = page([*changes[3:], grave])
    with qtbot.waitSignal(setup.arrived):
        setup.refresh()
    assert "samsat" not in setup.agencies
    assert len(setup.agencies) == len(AGENCIES) - 1


def test_another_store_between_two_pages_begins_again(
    hall: ScriptedHall, setup: HallSetup, qtbot: QtBot
) -> None:
    changes = catalog()
    hall.answers[path(0)] = page(changes[:3], more=True)
    hall.answers[path(3)] = page(changes[3:], epoch="c2")
    setup.refresh()
    qtbot.waitUntil(lambda: hall.paths().count(path(0)) >= 2)
    assert setup.hall is None
    del hall.answers[path(0)]
    del hall.answers[path(3)]
    qtbot.waitUntil(lambda: setup.hall is not None)


def test_a_hall_that_is_not_set_up_yet_is_asked_until_it_is(
    hall: ScriptedHall, setup: HallSetup, qtbot: QtBot
) -> None:
    hall.answers[path(0)] = page([])
    setup.refresh()
    qtbot.waitUntil(lambda: hall.paths().count(path(0)) >= 3)
    del hall.answers[path(0)]
    qtbot.waitUntil(lambda: setup.hall is not None)


def test_many_changes_in_a_row_are_read_once_more_not_many_times(
    hall: ScriptedHall, setup: HallSetup, qtbot: QtBot
) -> None:
    arrivals: list[None] = []
    setup.arrived.connect(lambda: arrivals.append(None))
    for _ in range(20):
        setup.refresh()
    qtbot.waitUntil(lambda: len(arrivals) == 2)
    assert len(hall.requests) == 2


@pytest.mark.logs("set-up cannot be read")
def test_the_last_good_set_up_stays_when_a_new_one_cannot_be_read(
    hall: ScriptedHall, setup: HallSetup, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(setup.arrived):
        setup.refresh()
    broken = catalog()
    broken[0]["record"]["zones"] = "none"
    hall.catalog = broken
    setup.refresh()
    qtbot.waitUntil(lambda: len(hall.requests) >= 3)
    assert setup.hall is not None
    assert len(setup.hall.zones) == 2
