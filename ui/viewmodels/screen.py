"""What every view model of a screen can be told."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ScreenViewModel(QObject):
    """One screen's facts and deeds; it lives as long as the program, its screen comes and goes."""

    def enter(self, argument: str) -> None:
        """The screen comes to the front, also by Back; `argument` says what it is about."""

    def leave(self) -> None:
        """Another screen comes to the front."""

    def step_back(self) -> bool:
        """Go one step back inside the screen; False when there is none to go."""
        return False

    def wipe(self) -> None:
        """The session has ended: forget the visitor."""
