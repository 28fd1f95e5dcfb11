"""Sees every touch and key before the screens do: silence can be counted, one finger acts.

A second finger, a sleeve or a child's hand beside the first finger does nothing (UX-57).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QEventPoint, QTouchEvent

_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress}
)
_NOBODY = -1


class Activity(QObject):
    """An event filter for the kiosk's window.

    Signals:
        seen: somebody touched the screen or pressed a key.
    """

    seen = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._down: set[int] = set()
        self._first = _NOBODY

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell, and let the event go on unless it is about another finger than the first."""
        if event.type() in _SIGNS_OF_LIFE:
            self.seen.emit()
        if isinstance(event, QTouchEvent) and self._is_of_another_finger(event):
            event.accept()  # else Qt makes a mouse of it
            return True
        return super().eventFilter(watched, event)

    def _is_of_another_finger(self, event: QTouchEvent) -> bool:
        if event.type() == QEvent.Type.TouchCancel:
            self._down.clear()
            self._first = _NOBODY
            return False
        states = {point.id(): point.state() for point in event.points()}
        for finger, state in states.items():
            if state == QEventPoint.State.Pressed:
                if not self._down:
                    self._first = finger
                self._down.add(finger)
        of_first = states.get(self._first, QEventPoint.State.Stationary)
        self._down -= {f for f, state in states.items() if state == QEventPoint.State.Released}
        return of_first == QEventPoint.State.Stationary
