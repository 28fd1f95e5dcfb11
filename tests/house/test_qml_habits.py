"""What no QML file may do: texts nobody hears, gestures, sizes and colours of its own, globals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

QML = Path(__file__).resolve().parents[2] / "ui" / "qml"
FILES = sorted(QML.rglob("*.qml"))
KIOSK = sorted((QML / "Kiosk").rglob("*.qml"))

GESTURES = re.compile(
    r"\b(DragHandler|PinchHandler|PinchArea|Flickable|ListView|GridView|PathView|SwipeView|"
    r"ScrollView|MultiPointTouchArea|DoubleTap|onDoubleTapped|onDoubleClicked|onLongPressed|"
    r"onPressAndHold|Drag\.)"
)
BARE_TEXT = re.compile(r"^\s*(?:\w+\.)?(?:Text|TextEdit|TextInput)\s*\{", re.MULTILINE)
COLOUR = re.compile(r'"#[0-9A-Fa-f]{3,8}"')
GPU_ONLY = re.compile(r"\b(MultiEffect|RectangularShadow|ShaderEffect|ParticleSystem)\b")
CONTROLS = re.compile(r"^import QtQuick\.(Controls|VirtualKeyboard)", re.MULTILINE)


def _name(path: Path) -> str:
    return str(path.relative_to(QML))


@pytest.mark.parametrize("path", KIOSK, ids=_name)
def test_nothing_needs_a_drag_a_swipe_a_pinch_or_a_long_press(path: Path) -> None:
    assert not GESTURES.search(path.read_text(encoding="utf-8"))  # UX-05


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_text_is_one_that_the_reader_of_the_screen_knows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if BARE_TEXT.search(text):
        assert "Accessible.name" in text


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_colours_come_from_the_theme(path: Path) -> None:
    if path.parent.name != "Theme" and path.name != "QrCode.qml":  # a code is black on white
        assert COLOUR.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_the_software_renderer_can_draw_it(path: Path) -> None:
    assert not GPU_ONLY.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_it_brings_no_desktop_controls_and_no_foreign_keyboard(path: Path) -> None:
    assert not CONTROLS.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", sorted({p.parent for p in KIOSK}), ids=_name)
def test_the_qmldir_lists_every_file_of_its_folder_and_no_other(folder: Path) -> None:
    listed = {line.split()[-1] for line in (folder / "qmldir").read_text().splitlines()[1:]}
    assert listed == {path.name for path in folder.glob("*.qml")}
