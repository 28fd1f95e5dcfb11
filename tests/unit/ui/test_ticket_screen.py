"""The ticket, by finger and by eye: the number, the code, the truth about the paper, the end."""

from __future__ import annotations

from collections import deque

import pytest
import zxingcpp
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from kiosk.domain.paper import PrinterFault, PrintOutcome, PrintState
from tests.helpers.golden import as_rgb
from tests.helpers.kiosk_window import LANDSCAPE, PORTRAIT, KioskWindow, Panel, kiosk_window
from tests.unit.ui.desks import PHONE_URL
from tests.unit.ui.errands import (
    SERVICE,
    in_front,
    offline,
    paper_failed,
    paper_unknown,
    printed,
    printing,
    view_model,
)


def decoded(image: QImage) -> list[str]:
    """What a phone's camera reads on the screen."""
    return [code.text for code in zxingcpp.read_barcodes(as_rgb(image))]


def finish_text(kiosk: KioskWindow) -> str:
    return str(kiosk.target("Selesai").property("text"))


@pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE, Panel(15.6, 1920, 1080)], ids=str)
@pytest.mark.parametrize("high_contrast", [False, True])
def test_a_phone_reads_the_code_from_the_screen(
    qapp: QGuiApplication, qtbot: QtBot, panel: Panel, high_contrast: bool
) -> None:
    with kiosk_window(qapp, panel) as kiosk:
        printed(kiosk, qtbot)
        kiosk.prefer(text_scale=2.0, high_contrast=high_contrast)
        assert decoded(kiosk.picture()) == [PHONE_URL]


def test_the_number_stands_larger_than_anything_else(kiosk: KioskWindow, qtbot: QtBot) -> None:
    printed(kiosk, qtbot)
    number = next(i for i in kiosk.items() if i.property("text") == "A018")
    largest = max(label.property("font").pixelSize() for label in kiosk.labels())
    assert number.property("font").pixelSize() > 5 * largest
    assert number.property("contentWidth") < kiosk.window.width()


def test_an_offline_ticket_says_that_its_number_is_valid(kiosk: KioskWindow, qtbot: QtBot) -> None:
    offline(kiosk, qtbot)
    assert "Diberikan tanpa jaringan; nomor ini berlaku." in kiosk.texts()
    assert "Di depan Anda" not in kiosk.texts()


def test_the_seconds_run_in_the_button_and_end_the_session(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    printed(kiosk, qtbot)
    assert finish_text(kiosk) == "Selesai · 10"
    kiosk.clock.advance(4)
    qtbot.waitUntil(lambda: finish_text(kiosk) == "Selesai · 6")
    kiosk.clock.advance(7)
    in_front(kiosk, qtbot, "attract")
    assert view_model(kiosk, "ticket").ticket is None
    assert not kiosk.shell.session.property("awake")


def test_a_touch_anywhere_else_keeps_the_ticket(kiosk: KioskWindow, qtbot: QtBot) -> None:
    printed(kiosk, qtbot)
    kiosk.clock.advance(8)
    qtbot.waitUntil(lambda: finish_text(kiosk) == "Selesai · 2")
    kiosk.wait_for_guard()
    kiosk.finger.tap(QPoint(540, 300))  # the number itself
    assert finish_text(kiosk) == "Selesai · 10"
    assert kiosk.shell.navigator.route.name == "ticket"


def test_larger_text_gives_the_seconds_again(kiosk: KioskWindow, qtbot: QtBot) -> None:
    printed(kiosk, qtbot)
    kiosk.clock.advance(8)
    qtbot.waitUntil(lambda: finish_text(kiosk) == "Selesai · 2")
    kiosk.tap("Teks biasa")
    assert finish_text(kiosk) == "Selesai · 10"


def test_done_leaves_at_once(kiosk: KioskWindow, qtbot: QtBot) -> None:
    printed(kiosk, qtbot)
    kiosk.tap("Selesai")
    in_front(kiosk, qtbot, "attract")


def test_nothing_is_counted_while_the_printer_works(kiosk: KioskWindow, qtbot: QtBot) -> None:
    printing(kiosk, qtbot)
    assert "Tiket sedang dicetak, mohon tunggu." in kiosk.texts()
    assert finish_text(kiosk) == "Selesai"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (PrinterFault.PAPER_OUT, "Kertas habis."),
        (PrinterFault.COVER_OPEN, "Tutup pencetak terbuka."),
        (PrinterFault.CUTTER, "Pemotong kertas macet."),
        (PrinterFault.OVERHEATED, "Pencetak perlu didinginkan."),
        (PrinterFault.UNREACHABLE, "Pencetak tidak menjawab."),
        (PrinterFault.SILENT, "Pencetak tidak menjawab."),
        (PrinterFault.BROKEN, "Pencetak sedang terganggu."),
    ],
)
def test_every_fault_of_a_printer_is_worded_and_loses_nobody(
    kiosk: KioskWindow, qtbot: QtBot, fault: PrinterFault, words: str
) -> None:
    kiosk.desk.outcomes = deque([PrintOutcome(PrintState.FAILED, fault)])
    kiosk.go("take-number", SERVICE)
    kiosk.tap("Ambil nomor")
    qtbot.waitUntil(lambda: view_model(kiosk, "ticket").paper == "failed")
    image = kiosk.picture()
    texts = kiosk.texts()
    assert f"Tiket belum dapat dicetak. {words}" in texts
    assert any(text.startswith("Nomor ini tetap berlaku.") for text in texts)
    assert decoded(image) == [PHONE_URL]
    assert finish_text(kiosk) == "Selesai · 45"


def test_a_repaired_printer_prints_the_ticket_by_one_tap(kiosk: KioskWindow, qtbot: QtBot) -> None:
    paper_failed(kiosk, qtbot)
    kiosk.desk.outcomes = deque([PrintOutcome(PrintState.PRINTED)])
    kiosk.tap("Cetak lagi")
    qtbot.waitUntil(lambda: view_model(kiosk, "ticket").paper == "printed")
    assert [call[2] for call in kiosk.desk.asked("print_ticket")] == [False, False]


def test_did_it_come_out_yes(kiosk: KioskWindow, qtbot: QtBot) -> None:
    paper_unknown(kiosk, qtbot)
    assert "Apakah tiket sudah keluar?" in kiosk.texts()
    kiosk.tap("Ya, sudah keluar")
    assert finish_text(kiosk) == "Selesai · 10"
    assert len(kiosk.desk.asked("print_ticket")) == 1


def test_did_it_come_out_no_prints_a_marked_duplicate(kiosk: KioskWindow, qtbot: QtBot) -> None:
    paper_unknown(kiosk, qtbot)
    kiosk.desk.outcomes = deque([PrintOutcome(PrintState.PRINTED)])
    kiosk.tap("Belum, cetak ulang")
    qtbot.waitUntil(lambda: view_model(kiosk, "ticket").paper == "printed")
    assert [call[2] for call in kiosk.desk.asked("print_ticket")] == [False, True]


def test_another_service_keeps_the_session_and_the_number(kiosk: KioskWindow, qtbot: QtBot) -> None:
    printed(kiosk, qtbot)
    kiosk.tap("Tambah layanan lain")
    in_front(kiosk, qtbot, "home")
    kiosk.clock.advance(30)
    kiosk.settle()
    assert kiosk.shell.navigator.route.name == "home"
    kiosk.shell.navigator.go("take-number", SERVICE)
    assert view_model(kiosk, "take-number").numberInHand == "A018"
