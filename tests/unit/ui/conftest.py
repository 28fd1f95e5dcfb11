"""What every test of the screens promises: no thread, timer or window of Qt is left behind."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QThread, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow  # noqa: F401 - else a root window is a bare QWindow

from tests.helpers.kiosk_window import PORTRAIT, KioskWindow, kiosk_window


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """No widgets."""
    return QGuiApplication


@pytest.fixture(autouse=True)
def nothing_of_qt_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test after which a window stands, a timer ticks, or a thread runs."""
    yield
    if QGuiApplication.instance() is None:
        return
    QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    windows = [w for w in QGuiApplication.allWindows() if w.isVisible()]
    assert not windows, f"windows left open: {windows}"
    living = [o for o in gc.get_objects() if isinstance(o, QTimer | QThread)]
    ticking = [t for t in living if isinstance(t, QTimer) and _alive(t) and t.isActive()]
    assert not ticking, f"timers left ticking: {[t.parent() for t in ticking]}"
    running = [t for t in living if isinstance(t, QThread) and _alive(t) and t.isRunning()]
    assert [t for t in running if t is not QThread.currentThread()] == []


@pytest.fixture
def kiosk(qapp: QGuiApplication) -> Iterator[KioskWindow]:
    """A kiosk of the sample hall on a 32-inch portrait panel."""
    with kiosk_window(qapp, PORTRAIT) as window:
        yield window


def _alive(timer: QTimer | QThread) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(timer))
