"""The board as a picture, pixel by pixel: both ways up, at its moments of every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from tests.helpers.board_stage import BoardStage, board_stage
from tests.helpers.picture import picture_of
from tests.helpers.sample_board import busy_morning, set_up
from tests.helpers.scripted_hall import ScriptedHall, scripted_hall

GOLDENS = Path(__file__).parent / "board"


@pytest.fixture
def hall() -> Iterator[ScriptedHall]:
    with scripted_hall() as hall:
        yield hall


@pytest.fixture
def stage(hall: ScriptedHall, qtbot: QtBot) -> Iterator[BoardStage]:
    with board_stage(hall, qtbot) as stage:
        yield stage


def connecting(stage: BoardStage, orientation: str) -> QQuickWindow:
    stage.hall.stop()
    return stage.show(orientation)


def quiet(stage: BoardStage, orientation: str) -> QQuickWindow:
    set_up(stage.hall)
    window = stage.show(orientation)
    stage.wait_for_the_line()
    return window


def busy(stage: BoardStage, orientation: str) -> QQuickWindow:
    busy_morning(stage.hall)
    stage.hall.now += timedelta(minutes=1)
    window = stage.show(orientation)
    stage.wait_for_the_line()
    return window


def calling(stage: BoardStage, orientation: str) -> QQuickWindow:
    window = busy(stage, orientation)
    stage.hears(stage.hall.happen("ticket.called", "C028", "c13"))
    assert stage.board.calling
    return window


def line_lost(stage: BoardStage, orientation: str) -> QQuickWindow:
    window = busy(stage, orientation)
    stage.clock.seconds += 75
    stage.board.tick()
    return window


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("moment", [connecting, quiet, busy, calling, line_lost])
def test_the_board_looks_as_it_was_looked_at(
    moment: object,
    orientation: str,
    stage: BoardStage,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    assert callable(moment)
    window = moment(stage, orientation)
    picture = picture_of(window).convertToFormat(QImage.Format.Format_RGB32)
    name = f"{moment.__name__}-{orientation}.png"
    golden = GOLDENS / name
    if request.config.getoption("--update-goldens"):
        GOLDENS.mkdir(exist_ok=True)
        assert picture.save(str(golden), "PNG", 0)  # type: ignore[call-overload]
        return
    seen = tmp_path / name
    picture.save(str(seen))
    expected = QImage(str(golden)).convertToFormat(QImage.Format.Format_RGB32)
    assert picture == expected, f"differs from {golden}: look at {seen}"
