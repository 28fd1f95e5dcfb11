"""Sees every touch and key before the screens do, so that silence can be counted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal

_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress}
)


class Activity(QObject):
    """An event filter for the kiosk's window.

    Signals:
        seen: somebody touched the screen or pressed a key.
    """

    seen = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell, and let the event go on."""
        if event.type() in _SIGNS_OF_LIFE:
            self.seen.emit()
        return super().eventFilter(watched, event)
