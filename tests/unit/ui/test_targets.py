"""UX-01, UX-02, UX-04, UX-34: everything that is touched is large, apart, in reach and named."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem

from tests.helpers.kiosk_window import (
    PANELS,
    KioskWindow,
    Panel,
    ancestors,
    kiosk_window,
    pages_of,
    rect,
)
from tests.unit.ui.test_texts_fit import SCREENS

LEAST_MM = 15.0
PRIMARY_MM = 20.0
GAP_MM = 3.0
ROUNDING = 0.6  # pixels


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_targets_are_large_enough_and_apart(
    qapp: QGuiApplication, panel: Panel, text_scale: float
) -> None:
    problems: list[str] = []
    with kiosk_window(qapp, panel) as kiosk:
        for screen, argument in SCREENS[1:]:
            kiosk.go(screen, argument)
            kiosk.prefer(text_scale=text_scale)
            for page in range(pages_of(kiosk)):
                kiosk.turn(page)
                problems += [f"{screen} page {page + 1}: {p}" for p in _problems(kiosk, panel)]
            kiosk.turn(0)
    assert problems == []


def _problems(kiosk: KioskWindow, panel: Panel) -> list[str]:
    found = []
    places = {str(t.property("name")): rect(t) for t in kiosk.targets()}
    primary = {str(t.property("name")) for t in kiosk.targets() if t.property("primary")}
    for name, place in places.items():
        least = PRIMARY_MM if name in primary else LEAST_MM
        if min(place.width(), place.height()) + ROUNDING < least * panel.px_per_mm:
            found.append(f"{name!r} is {place.width():.0f} x {place.height():.0f} px")
    for (one, a), (other, b) in combinations(places.items(), 2):
        if _distance(a, b) + ROUNDING < GAP_MM * panel.px_per_mm:
            found.append(f"{one!r} and {other!r} are {_distance(a, b):.1f} px apart")
    return found


def _distance(a: QRectF, b: QRectF) -> float:
    across = max(b.left() - a.right(), a.left() - b.right(), 0)
    down = max(b.top() - a.bottom(), a.top() - b.bottom(), 0)
    if a.intersects(b):
        return 0
    return float((across**2 + down**2) ** 0.5)


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_the_bars_choices_stand_in_the_lowest_fifteen_percent_at_the_same_place(
    qapp: QGuiApplication, panel: Panel
) -> None:
    with kiosk_window(qapp, panel) as kiosk:
        stands: set[tuple[float, ...]] = set()
        for screen, argument in SCREENS[1:]:
            kiosk.go(screen, argument)
            bar = [rect(kiosk.target(n)) for n in ("English", "Teks biasa", "Kontras biasa")]
            assert all(place.top() >= panel.height * 0.85 - 1 for place in bar)
            stands.add(tuple(value for place in bar for value in place.getRect()))  # type: ignore[attr-defined]
        assert len(stands) == 1


@pytest.mark.parametrize(("screen", "argument"), SCREENS)
def test_everything_that_can_be_touched_has_a_name_and_can_be_pressed_by_it(
    kiosk: KioskWindow, screen: str, argument: str
) -> None:
    kiosk.go(screen, argument)
    QAccessible.setActive(True)
    for target in kiosk.targets():
        spoken = QAccessible.queryAccessibleInterface(target)
        assert spoken.text(QAccessible.Text.Name).strip()
        assert spoken.role() in (QAccessible.Role.Button, QAccessible.Role.CheckBox)
        assert spoken.state().focusable
        assert spoken.actionInterface().actionNames()


def test_the_reader_of_the_screen_can_press_a_button(kiosk: KioskWindow) -> None:
    kiosk.go("home")
    QAccessible.setActive(True)
    door = QAccessible.queryAccessibleInterface(kiosk.target("Ambil nomor antrean"))
    door.actionInterface().doAction("Press")
    assert kiosk.shell.navigator.property("screen") == "agencies"


@pytest.mark.parametrize(("screen", "argument"), SCREENS)
def test_every_text_is_spoken_by_itself_or_by_the_control_around_it(
    kiosk: KioskWindow, screen: str, argument: str
) -> None:
    kiosk.go(screen, argument)
    QAccessible.setActive(True)
    for label in kiosk.labels():
        text = str(label.property("text"))
        saying = [label] if label.property("spoken") else list(ancestors(label))
        said = " ".join(_said(item) for item in saying).lower()
        parts = [text] if label.property("spoken") else text.replace(" · ", "\n").split("\n")
        assert all(part.lower() in said for part in parts), text


def _said(item: QQuickItem) -> str:
    spoken = QAccessible.queryAccessibleInterface(item)
    if spoken is None:
        return ""
    return f"{spoken.text(QAccessible.Text.Name)} {spoken.text(QAccessible.Text.Description)}"
