"""F29: the kiosk's machine slept; who comes next finds nothing of the last visitor."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.kiosk_window import KioskWindow

NIGHT = 8 * 3600.0


@pytest.fixture
def left_behind(kiosk: KioskWindow) -> KioskWindow:
    """A visitor ticked a paper, chose English and large text, and left; then the machine slept."""
    kiosk.go("service", "dukcapil.ktp-ganti")
    kiosk.prefer("en", 1.5, high_contrast=True)
    kiosk.tap("Formulir F-1.02")
    kiosk.clock.advance(NIGHT)
    return kiosk


def nothing_is_left(kiosk: KioskWindow) -> None:
    preferences = kiosk.shell.preferences
    assert preferences.property("language") == "id"
    assert preferences.property("textScale") == 1.0
    kiosk.go("service", "dukcapil.ktp-ganti")
    assert kiosk.target("Formulir F-1.02").property("checked") is False


def test_nobody_has_to_touch_the_screen(left_behind: KioskWindow, qtbot: QtBot) -> None:
    session = left_behind.shell.session
    qtbot.waitUntil(lambda: session.property("awake") is False, timeout=30_000)
    assert left_behind.shell.navigator.property("screen") == "attract"
    nothing_is_left(left_behind)


def test_the_first_touch_ends_the_last_visitors_stay(left_behind: KioskWindow) -> None:
    left_behind.finger.tap(left_behind.target("Back"))
    left_behind.settle()
    assert left_behind.shell.preferences.property("language") == "id"
    nothing_is_left(left_behind)
