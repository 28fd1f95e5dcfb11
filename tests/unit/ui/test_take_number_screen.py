"""Take a number, by finger: one tap, one ticket, and something to see at once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from kiosk.domain.ticket import Priority
from kiosk.errors import UnknownService
from tests.helpers.kiosk_window import KioskWindow
from tests.unit.ui.errands import (
    SERVICE,
    after_the_last,
    in_break,
    in_front,
    number_in_hand,
    view_model,
)

NBSP = "\N{NO-BREAK SPACE}"


def test_one_tap_gives_a_ticket_without_priority(kiosk: KioskWindow, qtbot: QtBot) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.tap("Ambil nomor")
    in_front(kiosk, qtbot, "ticket")
    assert kiosk.desk.asked("take_number") == [(SERVICE, Priority.NONE)]


def test_priority_is_one_more_tap(kiosk: KioskWindow, qtbot: QtBot) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.tap("Lanjut usia")
    assert kiosk.target("Lanjut usia").property("checked") is True
    assert kiosk.target("Tanpa prioritas").property("checked") is False
    kiosk.tap("Ambil nomor")
    in_front(kiosk, qtbot, "ticket")
    assert kiosk.desk.asked("take_number") == [(SERVICE, Priority.ELDERLY)]


def test_the_choice_is_told_to_who_cannot_see_it(kiosk: KioskWindow) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.tap("Disabilitas")
    QAccessible.setActive(True)
    chosen = QAccessible.queryAccessibleInterface(kiosk.target("Disabilitas"))
    assert chosen.role() == QAccessible.Role.RadioButton
    assert chosen.state().checked
    assert chosen.actionInterface().actionNames()


def test_a_double_tap_gives_one_ticket(kiosk: KioskWindow, qtbot: QtBot) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.wait_for_guard()
    kiosk.desk.hold()
    button = kiosk.target("Ambil nomor")
    kiosk.finger.tap(button)
    kiosk.finger.tap(button)
    kiosk.tap("Mohon tunggu")  # and once more when the button is no longer resting
    kiosk.desk.let_go()
    in_front(kiosk, qtbot, "ticket")
    assert len(kiosk.desk.asked("take_number")) == 1
    assert len(kiosk.desk.asked("print_ticket")) == 1


def test_a_slow_desk_is_told_at_once_and_blocks_nothing(kiosk: KioskWindow, qtbot: QtBot) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.wait_for_guard()
    kiosk.desk.hold()
    kiosk.finger.tap(kiosk.target("Ambil nomor"))
    assert kiosk.target("Mohon tunggu")  # in the same turn of the event loop
    beats: list[None] = []
    heart = QTimer(interval=10)
    heart.timeout.connect(lambda: beats.append(None))
    heart.start()
    qtbot.waitUntil(lambda: len(beats) > 5)
    heart.stop()
    assert view_model(kiosk, "take-number").asking
    kiosk.desk.let_go()
    in_front(kiosk, qtbot, "ticket")


def test_sliding_off_the_button_takes_nothing(kiosk: KioskWindow) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.wait_for_guard()
    kiosk.finger.press(kiosk.target("Ambil nomor"))
    kiosk.finger.move(QPoint(540, 400))
    kiosk.finger.release(QPoint(540, 400))
    kiosk.settle()
    assert not view_model(kiosk, "take-number").asking


def test_back_while_asking_does_not_lose_the_ticket(kiosk: KioskWindow, qtbot: QtBot) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.desk.hold()
    kiosk.tap("Ambil nomor")
    kiosk.tap("Kembali")
    assert kiosk.shell.navigator.route.name == "take-number"
    kiosk.desk.let_go()
    in_front(kiosk, qtbot, "ticket")


def test_a_break_says_when_numbers_are_given_again(kiosk: KioskWindow, qtbot: QtBot) -> None:
    in_break(kiosk, qtbot)
    texts = kiosk.texts()
    assert "Loket sedang istirahat" in texts
    assert "Istirahat siang" in texts
    assert f"Nomor dapat diambil lagi pukul{NBSP}12.30" in texts
    kiosk.tap("Lihat layanan lain")
    assert kiosk.shell.navigator.route.name == "home"


def test_the_day_of_the_next_number_is_said_in_the_visitors_language(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    after_the_last(kiosk, qtbot)
    assert f"Nomor dapat diambil lagi Senin, 30 November, pukul{NBSP}08.00" in kiosk.texts()
    kiosk.prefer("en")
    assert f"Numbers are given again on Monday, 30 November, at{NBSP}08:00" in kiosk.texts()


def test_a_refusal_of_the_desk_is_said_in_words(kiosk: KioskWindow, qtbot: QtBot) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.desk.numbers[0] = UnknownService(SERVICE)
    kiosk.tap("Ambil nomor")
    qtbot.waitUntil(lambda: view_model(kiosk, "take-number").refusal is not None)
    kiosk.settle()
    assert "Layanan ini tidak ada di mal ini" in kiosk.texts()
    assert not kiosk.desk.asked("print_ticket")


def test_who_has_a_number_is_shown_it_again_without_paper(kiosk: KioskWindow, qtbot: QtBot) -> None:
    number_in_hand(kiosk, qtbot)
    assert "Anda sudah memegang nomor A018" in kiosk.texts()
    kiosk.tap("Lihat nomor saya")
    in_front(kiosk, qtbot, "ticket")
    assert len(kiosk.desk.asked("take_number")) == 1
    assert len(kiosk.desk.asked("print_ticket")) == 1
