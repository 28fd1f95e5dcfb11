"""UX-05 to UX-07: a touch acts on release, once, and only on what the visitor saw."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.helpers.finger import Finger
from tests.helpers.kiosk_window import KioskWindow


def at_home(kiosk: KioskWindow) -> None:
    kiosk.go("home")
    kiosk.wait_for_guard()


def screen_of(kiosk: KioskWindow) -> str:
    kiosk.settle()
    return str(kiosk.shell.navigator.property("screen"))


def test_a_touch_acts_when_the_finger_leaves_the_glass(kiosk: KioskWindow) -> None:
    at_home(kiosk)
    door = kiosk.target("Ambil nomor antrean")
    kiosk.finger.press(door)
    assert screen_of(kiosk) == "home"
    kiosk.finger.release(door)
    assert screen_of(kiosk) == "agencies"


def test_sliding_off_a_button_does_nothing(kiosk: KioskWindow) -> None:
    at_home(kiosk)
    door = kiosk.target("Ambil nomor antrean")
    kiosk.finger.press(door)
    kiosk.finger.move(QPoint(540, 100))
    kiosk.finger.release(QPoint(540, 100))
    assert screen_of(kiosk) == "home"


def test_a_finger_that_trembles_inside_a_button_still_acts(kiosk: KioskWindow) -> None:
    at_home(kiosk)
    door = kiosk.target("Ambil nomor antrean")
    middle = door.mapToScene(door.boundingRect().center()).toPoint()
    kiosk.finger.press(middle)
    kiosk.finger.move(middle + QPoint(40, 25))
    kiosk.finger.release(middle + QPoint(40, 25))
    assert screen_of(kiosk) == "agencies"


def test_a_slow_touch_acts_like_a_quick_one(kiosk: KioskWindow, qtbot: QtBot) -> None:
    at_home(kiosk)
    door = kiosk.target("Ambil nomor antrean")
    kiosk.finger.press(door)
    tap = next(one for one in door.findChildren(QObject) if one.inherits("QQuickTapHandler"))
    long_press = QGuiApplication.styleHints().mousePressAndHoldInterval() / 1000
    qtbot.waitUntil(lambda: tap.property("timeHeld") > long_press)
    kiosk.finger.release(door)
    assert screen_of(kiosk) == "agencies"


def test_a_second_tap_is_not_passed_to_the_next_screen(kiosk: KioskWindow) -> None:
    at_home(kiosk)
    door = kiosk.target("Ambil nomor antrean")
    middle = door.mapToScene(door.boundingRect().center()).toPoint()
    kiosk.hold_guard()
    kiosk.finger.tap(middle)
    assert screen_of(kiosk) == "agencies"
    kiosk.finger.tap(middle)  # an agency's tile is under it now
    assert screen_of(kiosk) == "agencies"
    kiosk.let_guard_go()
    kiosk.wait_for_guard()
    kiosk.finger.tap(middle)
    assert screen_of(kiosk) == "services"


def test_a_finger_that_rests_while_the_screen_changes_does_nothing(kiosk: KioskWindow) -> None:
    at_home(kiosk)
    door = kiosk.target("Ambil nomor antrean")
    middle = door.mapToScene(door.boundingRect().center()).toPoint()
    kiosk.finger.press(middle)
    kiosk.shell.navigator.go("agencies")
    kiosk.settle()
    kiosk.wait_for_guard()
    kiosk.finger.release(middle)
    assert screen_of(kiosk) == "agencies"


def test_the_same_button_twice_within_half_a_second_acts_once(kiosk: KioskWindow) -> None:
    at_home(kiosk)
    text = kiosk.target("Teks biasa")
    assert text.property("pause") == 500
    text.setProperty("pause", 500_000)  # both taps are within it, on the slowest machine
    kiosk.finger.tap(text)
    kiosk.finger.tap(text)
    assert kiosk.shell.preferences.property("textScale") == 1.5


def test_two_fingers_on_two_buttons_do_not_both_act(kiosk: KioskWindow) -> None:
    at_home(kiosk)
    one, other = Finger(kiosk.window, 0), Finger(kiosk.window, 1)
    door, contrast = kiosk.target("Ambil nomor antrean"), kiosk.target("Kontras biasa")
    one.press(door)
    other.press(contrast)
    other.release(contrast)
    one.release(door)
    assert screen_of(kiosk) == "agencies"
    assert kiosk.shell.preferences.property("highContrast") is False
    one.tap(contrast)  # both have left: the next finger is the first one again
    assert kiosk.shell.preferences.property("highContrast") is True


def test_a_second_finger_does_not_become_the_first_by_staying_longer(kiosk: KioskWindow) -> None:
    at_home(kiosk)
    one, other = Finger(kiosk.window, 0), Finger(kiosk.window, 1)
    text, contrast = kiosk.target("Teks biasa"), kiosk.target("Kontras biasa")
    one.press(text)
    other.press(contrast)
    one.release(text)
    other.release(contrast)
    assert kiosk.shell.preferences.property("textScale") == 1.5
    assert kiosk.shell.preferences.property("highContrast") is False


def test_enter_presses_the_button_in_focus_and_escape_goes_back(kiosk: KioskWindow) -> None:
    at_home(kiosk)
    door = kiosk.target("Ambil nomor antrean")
    door.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(kiosk.window, Qt.Key.Key_Return)
    assert screen_of(kiosk) == "agencies"
    QTest.keyClick(kiosk.window, Qt.Key.Key_Escape)
    assert screen_of(kiosk) == "home"
