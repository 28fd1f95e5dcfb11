"""UX-01, UX-08, UX-09: number, ticket and application can be read and touched on every panel."""

from __future__ import annotations

import re
from itertools import combinations, product

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from tests.helpers.kiosk_window import (
    PANELS,
    KioskWindow,
    Panel,
    ancestors,
    kiosk_window,
    pages_of,
    rect,
)
from tests.unit.ui.errands import STATES, forget, turn
from tests.unit.ui.test_texts_fit import problems_of
from ui.visit.preferences import LANGUAGES, TEXT_SCALES

LEAST_MM = 15.0
LEAST_KEY_MM = 20.0
LEAST_GAP_MM = 3.0


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_every_state_can_be_read_and_touched(
    qapp: QGuiApplication, qtbot: QtBot, panel: Panel
) -> None:
    problems: list[str] = []
    with kiosk_window(qapp, panel) as kiosk:
        for name, state in STATES.items():
            state(kiosk, qtbot)
            for language, text_scale in product(LANGUAGES, TEXT_SCALES):
                kiosk.prefer(language, text_scale)
                for page in range(pages_of(kiosk)):
                    turn(kiosk, page)
                    where = f"{name} {language} {text_scale} page {page + 1}"
                    problems += [f"{where}: {p}" for p in problems_of(kiosk, panel, text_scale)]
                    problems += [f"{where}: {p}" for p in _untouchable(kiosk, panel)]
                turn(kiosk, 0)
            forget(kiosk)
    assert problems == []


def _untouchable(kiosk: KioskWindow, panel: Panel) -> list[str]:
    """Targets too small, or too near to each other."""
    problems = []
    targets = [(str(t.property("name")), rect(t), t) for t in kiosk.targets()]
    for name, place, target in targets:
        primary = bool(target.property("primary")) or target.objectName().startswith("key-")
        least = (LEAST_KEY_MM if primary else LEAST_MM) * panel.px_per_mm
        if place.width() < least - 1 or place.height() < least - 1:
            problems.append(f"{name!r} is {place.width()} x {place.height()} px, needs {least:.0f}")
    for (one, here, _), (other, there, _) in combinations(targets, 2):
        gap = LEAST_GAP_MM * panel.px_per_mm / 2 - 0.5
        if here.adjusted(-gap, -gap, gap, gap).intersects(there.adjusted(-gap, -gap, gap, gap)):
            problems.append(f"{one!r} is too near to {other!r}")
    return problems


@pytest.mark.parametrize("name", STATES)
def test_every_word_is_spoken_and_every_target_has_a_name(
    kiosk: KioskWindow, qtbot: QtBot, name: str
) -> None:
    QAccessible.setActive(True)
    STATES[name](kiosk, qtbot)
    for target in kiosk.targets():
        spoken = QAccessible.queryAccessibleInterface(target)
        assert spoken.text(QAccessible.Text.Name).strip()
        assert spoken.state().focusable
        assert spoken.actionInterface().actionNames()
    for label in kiosk.labels():
        saying = [label] if label.property("spoken") else list(ancestors(label))
        said = " ".join(_said(item) for item in saying)
        assert _is_said(str(label.property("text")), said)
    forget(kiosk)


def _said(item: QQuickItem) -> str:
    spoken = QAccessible.queryAccessibleInterface(item)
    if spoken is None:
        return ""
    return f"{spoken.text(QAccessible.Text.Name)} {spoken.text(QAccessible.Text.Description)}"


def _is_said(text: str, said: str) -> bool:
    """Typed digits are counted aloud, never read; a running count is told by its button's name."""
    if len(text) == 1:
        return "angka" in said or text in said
    return all(part in said for part in re.split(r"\n| · ", text) if not part.isdigit())
