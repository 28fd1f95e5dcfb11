"""The board's screen: readable from ten metres, nothing cut, nothing restless."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QAccessible, QFont, QFontMetricsF
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.catalog.reader import read_hall
from tests.helpers.board_stage import BoardStage, board_stage
from tests.helpers.sample_board import busy_morning, catalog, hall_record, set_up
from tests.helpers.scripted_hall import ScriptedHall, scripted_hall

ROOT = Path(__file__).resolve().parents[3]
ORIENTATIONS = ("landscape", "portrait")
PX_PER_MM = math.hypot(1920, 1080) / (43 * 25.4)
#: Capital heights in mm for 10 m: a called number as a sign (ADA 703.5.5), rows at 20 arc minutes.
NUMBER_MM, ROW_MM = 102, 58
#: In portrait the panel is half as wide: a prefix of two wide letters is the exception.
WIDE_NUMBER_IN_PORTRAIT_MM = 85


@pytest.fixture
def hall() -> Iterator[ScriptedHall]:
    with scripted_hall(set_up) as hall:
        yield hall


@pytest.fixture
def stage(hall: ScriptedHall, qtbot: QtBot) -> Iterator[BoardStage]:
    with board_stage(hall, qtbot) as stage:
        yield stage


def show(stage: BoardStage, orientation: str) -> QQuickWindow:
    stage.hall.now += timedelta(minutes=1)
    window = stage.show(orientation)
    stage.wait_for_the_line()
    window.grabWindow()  # laid out and drawn
    return window


def texts(item: QQuickItem) -> Iterator[QQuickItem]:
    """Every visible text under an item."""
    for child in item.childItems():
        if not child.isVisible():
            continue
        if child.property("text") and child.property("paintedWidth") is not None:
            yield child
        yield from texts(child)


def cap_mm(window: QQuickWindow, text: str) -> list[float]:
    """Capital heights of all texts that read so, the largest first."""
    found = [each for each in texts(window.contentItem()) if each.property("text") == text]
    sizes = [QFontMetricsF(each.property("font")).capHeight() / PX_PER_MM for each in found]
    return sorted(sizes, reverse=True)


def ink(item: QQuickItem) -> QRectF:
    """Where the letters of a one-line text stand: from the height of its capitals to its line."""
    metrics = QFontMetricsF(item.property("font"))
    top = item.property("baselineOffset") - metrics.capHeight()
    width = item.property("paintedWidth")
    return item.mapRectToScene(QRectF(0, top, width, metrics.capHeight()))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_called_number_and_its_counter_are_read_from_ten_metres(
    hall: ScriptedHall, stage: BoardStage, orientation: str
) -> None:
    hall.happen("ticket.called", "A088", "c13")
    window = show(stage, orientation)
    assert cap_mm(window, "A088")[0] >= NUMBER_MM
    assert cap_mm(window, "13")[0] >= ROW_MM


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_earlier_calls_are_read_from_ten_metres(
    hall: ScriptedHall, stage: BoardStage, orientation: str
) -> None:
    for number, counter in (("A088", "c11"), ("D098", "c12"), ("B100", "c1"), ("C001", "c2")):
        hall.happen("ticket.called", number, counter)
    window = show(stage, orientation)
    for text in ("A088", "11", "D098", "12", "B100", "1"):
        assert cap_mm(window, text)[0] >= ROW_MM, text


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_widest_number_of_the_sample_hall_keeps_its_size(
    hall: ScriptedHall, stage: BoardStage, orientation: str
) -> None:
    sample = read_hall(ROOT / "assets" / "sample" / "hall.json")
    bold = QFont("Inter", weight=QFont.Weight.Bold)
    metrics = QFontMetricsF(bold)
    widest = max((q.prefix for q in sample.queues), key=metrics.horizontalAdvance)
    highest = max(counter.number for counter in sample.counters)
    counter = {"id": "c40", "number": highest, "zone_id": "biru", "agency_id": "samsat"}
    counters = [*hall_record()["counters"], counter | {"profile": []}]
    hall.catalog = catalog(hall_record(counters=counters))
    hall.happen("ticket.called", f"{widest}088", "c40")
    hall.happen("ticket.called", f"{widest}099", "c40")
    window = show(stage, orientation)
    large = NUMBER_MM if orientation == "landscape" else WIDE_NUMBER_IN_PORTRAIT_MM
    assert cap_mm(window, f"{widest}099")[0] >= large
    assert cap_mm(window, f"{widest}088")[0] >= ROW_MM
    assert cap_mm(window, str(highest))[-1] >= ROW_MM


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_no_word_is_cut_and_none_stands_on_another(
    hall: ScriptedHall, stage: BoardStage, orientation: str, lost: bool
) -> None:
    busy_morning(hall)
    hall.catalog = catalog(hall_record(city="Kabupaten Penajam Paser Utara"))
    hall.happen("ticket.called", "WM1088Y", "c14")
    window = show(stage, orientation)
    if lost:
        stage.clock.seconds += 60
        stage.board.tick()
        window.grabWindow()
    panel = QRectF(0, 0, window.width(), window.height())
    seen = list(texts(window.contentItem()))
    assert len(seen) >= 20
    for text in seen:
        assert panel.contains(ink(text)), text.property("text")
        assert not text.property("truncated"), text.property("text")
    for one, other in combinations(seen, 2):
        pair = one.property("text"), other.property("text")
        assert not ink(one).intersects(ink(other)), pair


def test_a_screen_reader_hears_whole_calls(hall: ScriptedHall, stage: BoardStage) -> None:
    hall.happen("ticket.called", "A001", "c1")
    hall.happen("ticket.called", "B002", "c12")
    names = accessible_names(show(stage, "landscape"))
    assert {"B002", "Loket 12", "A001, loket 1", "Imigrasi · Zona Hijau · Lantai 2"} <= names
    assert "1" not in names


def accessible_names(window: QQuickWindow) -> set[str]:
    QAccessible.setActive(True)
    root = QAccessible.queryAccessibleInterface(window)
    names, stack = set(), [root]
    while stack:
        face = stack.pop()
        if face is None or face.state().invisible:
            continue
        names.add(face.text(QAccessible.Text.Name))
        stack += [face.child(place) for place in range(face.childCount())]
    return names


def test_a_call_changes_its_look_once_a_second_and_stands_still_afterwards(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    window = show(stage, "landscape")
    stage.hears(hall.happen("ticket.called", "A001", "c1"))
    tile = next(each for each in items(window.contentItem()) if each.property("lit") is not None)
    changes: list[bool] = []
    tile.litChanged.connect(lambda: changes.append(tile.property("lit")))
    stage.qtbot.waitUntil(lambda: len(changes) >= 2)
    assert changes[0] is not changes[1]
    (beat,) = (o for o in window.findChildren(QObject) if o.property("on") is not None)
    assert (beat.property("interval"), beat.property("repeat")) == (1_000, True)
    stage.finish_all()
    assert tile.property("lit") is False


def items(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from items(child)


def test_nothing_on_the_board_moves_by_itself() -> None:
    for file in (ROOT / "ui" / "qml" / "Board").glob("*.qml"):
        text = file.read_text(encoding="utf-8")
        assert "Animation" not in text, file.name
        assert "Behavior on" not in text, file.name


def test_the_picture_shifts_a_little_with_the_minutes(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    hall.happen("ticket.called", "A001", "c1")
    window = show(stage, "landscape")
    places = set()
    for _ in range(4):
        stage.clock.seconds += 60
        stage.board.tick()
        number = next(t for t in texts(window.contentItem()) if t.property("text") == "A001")
        spot = number.mapToScene(number.boundingRect().topLeft())
        places.add((round(spot.x()), round(spot.y())))
    assert len(places) == 4
    assert max(x for x, _ in places) - min(x for x, _ in places) <= 8


def test_a_board_closes_and_starts_again_without_a_trace(hall: ScriptedHall, qtbot: QtBot) -> None:
    for _ in range(3):
        with board_stage(hall, qtbot) as stage:
            show(stage, "landscape")
            stage.hears(hall.happen("ticket.called", "A001", "c1"))
        qtbot.waitUntil(lambda: hall.streams == 0)
