"""Number, ticket and application as pictures, pixel by pixel, as they were looked at.

After looking at what changed: `pytest tests/golden --update-goldens`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.helpers.golden import as_rgb, compare
from tests.helpers.kiosk_window import LANDSCAPE, PORTRAIT, Panel, kiosk_window
from tests.unit.ui.errands import STATES, forget


@dataclass(frozen=True, slots=True)
class Picture:
    """A state of a screen as one visitor sees it."""

    state: str
    panel: Panel
    language: str = "id"
    text_scale: float = 1.0
    high_contrast: bool = False

    def __str__(self) -> str:
        size = {1.0: "", 2.0: "-largest"}[self.text_scale]
        contrast = "-contrast" if self.high_contrast else ""
        way = "landscape" if self.panel.width > self.panel.height else "portrait"
        return f"{self.state}-{self.language}{size}{contrast}-{way}"


BOTH = (PORTRAIT, LANDSCAPE)
MAIN = (
    "take-number-choosing",
    "ticket-printed",
    "check-application-first-digits",
    "check-application-second-factor",
    "check-application-found",
)
MOMENTS = (
    "take-number-in-break",
    "take-number-quota-used-up",
    "ticket-paper-unknown",
    "ticket-paper-failed",
    "check-application-mistyped",
    "check-application-not-found",
)
LARGEST = (
    "take-number-choosing",
    "take-number-quota-used-up",
    "ticket-paper-failed",
    "check-application-found",
)
CONTRAST = ("take-number-priority-chosen", "ticket-paper-unknown", "check-application-found")
PICTURES = (
    *(Picture(state, PORTRAIT) for state in STATES),
    *(Picture(state, LANDSCAPE) for state in (*MAIN, *MOMENTS)),
    *(Picture(state, panel, language="en") for state in MAIN for panel in BOTH),
    *(Picture(state, panel, text_scale=2.0) for state in LARGEST for panel in BOTH),
    *(Picture(state, PORTRAIT, high_contrast=True) for state in CONTRAST),
)


@pytest.mark.parametrize("picture", PICTURES, ids=str)
def test_the_screen_looks_as_it_was_looked_at(
    picture: Picture, qapp: QGuiApplication, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    with kiosk_window(qapp, picture.panel) as kiosk:
        STATES[picture.state](kiosk, qtbot)
        kiosk.prefer(picture.language, picture.text_scale, picture.high_contrast)
        drawn = as_rgb(kiosk.picture())
        forget(kiosk)
    update = bool(request.config.getoption("--update-goldens"))
    compare(drawn, f"kiosk-errands/{picture}.png", update=update)
