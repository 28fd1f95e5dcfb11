"""The window is built whole, hears other threads, and goes without a trace."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.sync.line import LineState
from tests.helpers.finger import touch_panel
from tests.helpers.kiosk_window import KioskWindow, kiosk_window, sample_snapshot
from tests.unit.ui.desks import NOW


def test_the_workers_word_from_another_thread_reaches_the_screen(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    kiosk.go("home")
    live = kiosk.shell.live
    snapshot = sample_snapshot(9)
    called = replace(snapshot.calls[0], number="A099")

    def tell() -> None:
        live.on_snapshot(replace(snapshot, calls=(called,)))
        live.on_line(LineState(False, NOW, 0, 0))
        live.on_catalog()

    worker = threading.Thread(target=tell)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: "A099" in kiosk.texts())
    assert [t for t in kiosk.texts() if t.startswith("Tanpa jaringan")]


def test_a_kiosk_can_be_opened_and_closed_again_and_again(qapp: QGuiApplication) -> None:
    for _ in range(3):
        with kiosk_window(qapp) as kiosk:
            kiosk.go("home")
        assert [w for w in QGuiApplication.allWindows() if w.isVisible()] == []


def test_closing_while_a_job_runs_waits_for_it_and_tells_nobody(
    qapp: QGuiApplication,
) -> None:
    with kiosk_window(qapp) as kiosk:
        kiosk.go("take-number", "dukcapil.ktp-ganti")
        kiosk.desk.hold()
        kiosk.shell.navigator.route.view_model.take()  # type: ignore[attr-defined]
        kiosk.desk.let_go()


def test_full_screen_on_a_touch_panel_has_no_frame_and_no_pointer(qapp: QGuiApplication) -> None:
    touch_panel()
    with kiosk_window(qapp, windowed=False) as kiosk:
        assert kiosk.window.flags() & Qt.WindowType.FramelessWindowHint
        assert kiosk.window.cursor().shape() == Qt.CursorShape.BlankCursor
        assert kiosk.window.visibility() == kiosk.window.Visibility.FullScreen


def test_a_windowed_kiosk_is_a_small_copy_of_the_panel(qapp: QGuiApplication) -> None:
    with kiosk_window(qapp) as kiosk:
        kiosk.window.resize(540, 960)
        kiosk.settle()
        small = kiosk.theme().property("mm")
        kiosk.window.resize(1080, 1920)
        kiosk.settle()
        assert kiosk.theme().property("mm") == pytest.approx(2 * small)


def test_a_signal_of_activity_is_for_touches_and_keys_only(kiosk: KioskWindow) -> None:
    seen: list[None] = []
    kiosk.shell._activity.seen.connect(lambda: seen.append(None))
    kiosk.settle()
    assert seen == []
    kiosk.go("home")
    kiosk.tap("Kontras biasa")
    assert len(seen) == 1
