"""A picture of a window that depends on what it shows, and not on what it showed before."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickWindow


def picture_of(window: QQuickWindow) -> QImage:
    """Draw the whole window anew and grab it.

    The software renderer draws only what changed; the edge of a letter that moved by part of a
    pixel may stay behind. Another background colour makes it draw everything.
    """
    colour = window.color()
    window.setColor(QColor("black" if colour != QColor("black") else "white"))
    window.grabWindow()
    window.setColor(colour)
    return window.grabWindow()
