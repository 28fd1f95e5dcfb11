"""Whole seconds counting down to an end, by a clock that only goes forward."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ports import Clock

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_LOOK_EVERY_MS = 100


@QmlElement
class CountDown(QObject):
    """Counts `seconds` down to 0 and says so once; a restart begins anew.

    Signals:
        changed: another second is left now.
        ended: the time is over.
    """

    changed = Signal()
    ended = Signal()

    def __init__(
        self, clock: Clock, parent: QObject | None = None, *, look_every_ms: int = _LOOK_EVERY_MS
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._ends_at = 0.0
        self._left = 0
        self._timer = QTimer(self, interval=look_every_ms)
        self._timer.timeout.connect(self._look)

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        """Whole seconds left; 0 when nothing is counted."""
        return self._left

    def start(self, seconds: float) -> None:
        """Count from `seconds`, whatever was counted before."""
        self._ends_at = self._clock.monotonic() + seconds
        self._timer.start()
        self._show(ceil(seconds))

    def stop(self) -> None:
        """Count no longer; `ended` will not come."""
        self._timer.stop()
        self._show(0)

    @Slot()
    def _look(self) -> None:
        left = ceil(self._ends_at - self._clock.monotonic())
        if left > 0:
            self._show(left)
        else:
            self.stop()
            self.ended.emit()

    def _show(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.changed.emit()
