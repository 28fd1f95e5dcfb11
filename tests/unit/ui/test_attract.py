"""Attract: calm while nobody is there, and awake at a touch."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.helpers.kiosk_window import KioskWindow


def test_attract_names_the_hall_three_things_the_calls_and_both_languages(
    kiosk: KioskWindow,
) -> None:
    texts = set(kiosk.texts())
    assert {"Mal Pelayanan Publik", "09.41", "Sedang dipanggil", "A012"} <= texts
    assert {"Ambil nomor antrean", "Lihat syarat, biaya, dan lama layanan"} <= texts
    assert {"Sentuh layar untuk mulai", "Touch the screen to begin"} <= texts


def test_the_first_touch_anywhere_wakes_and_does_nothing_else(kiosk: KioskWindow) -> None:
    kiosk.wait_for_guard()
    kiosk.finger.tap(QPoint(300, 560))  # over "Ambil nomor antrean"
    kiosk.settle()
    assert kiosk.shell.navigator.property("screen") == "home"
    assert kiosk.shell.session.property("awake") is True


def test_a_key_wakes_too(kiosk: KioskWindow) -> None:
    kiosk.wait_for_guard()
    QTest.keyClick(kiosk.window, Qt.Key.Key_Return)
    kiosk.settle()
    assert kiosk.shell.navigator.property("screen") == "home"


def test_the_picture_moves_a_little_every_minute_so_that_no_panel_keeps_it(
    kiosk: KioskWindow,
) -> None:
    before = kiosk.picture()
    kiosk.clock.advance(60)
    kiosk.shell.hall.tick()
    after = kiosk.picture()
    millimetre = round(32 * 0.085)
    number = QPoint(60, 60)
    assert before != after
    assert before.copy(0, 0, 40, 40) == after.copy(0, 0, 40, 40)
    assert number.x() + millimetre < 80  # the mark of the hall, moved by a millimetre each way
    assert before.copy(60, 60, 20, 20) == after.copy(60 + millimetre, 60 + millimetre, 20, 20)


def test_nothing_moves_between_two_minutes(kiosk: KioskWindow) -> None:
    frames: list[None] = []
    kiosk.settle()
    kiosk.window.frameSwapped.connect(lambda: frames.append(None))
    kiosk.settle()
    assert len(frames) <= 3  # those the test itself asks for
