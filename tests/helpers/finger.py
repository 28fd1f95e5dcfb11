"""A finger on the glass: real touch events into a window, as a panel sends them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest


@cache
def touch_panel() -> QPointingDevice:
    """One touch device for the whole run: Qt keeps every device it was ever told of."""
    return QTest.createTouchDevice()


class Finger:
    """One finger; `number` tells it from another one on the same glass."""

    def __init__(self, window: QQuickWindow, number: int = 0) -> None:
        self._window = window
        self._number = number

    def press(self, at: QPoint | QQuickItem) -> None:
        """Touch the glass."""
        QTest.touchEvent(self._window, touch_panel()).press(
            self._number, _point(at), self._window
        ).commit()

    def move(self, at: QPoint | QQuickItem) -> None:
        """Slide."""
        QTest.touchEvent(self._window, touch_panel()).move(
            self._number, _point(at), self._window
        ).commit()

    def release(self, at: QPoint | QQuickItem) -> None:
        """Leave the glass."""
        QTest.touchEvent(self._window, touch_panel()).release(
            self._number, _point(at), self._window
        ).commit()

    def tap(self, at: QPoint | QQuickItem) -> None:
        """Touch and leave."""
        self.press(at)
        self.release(at)


def _point(at: QPoint | QQuickItem) -> QPoint:
    if isinstance(at, QPoint):
        return at
    return at.mapToScene(QPointF(at.width() / 2, at.height() / 2)).toPoint()
