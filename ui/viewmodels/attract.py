"""Attract: what stands there while nobody does. Serves Screens/AttractScreen.qml."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement

from ui.viewmodels.hall import HallViewModel
from ui.viewmodels.now_calling import NowCalling
from ui.viewmodels.screen import ScreenViewModel
from ui.visit.navigation import Navigator
from ui.visit.session import Session

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AttractViewModel(ScreenViewModel):
    """The hall and its calls; the first touch wakes and does nothing else (UX-56)."""

    def __init__(
        self,
        hall: HallViewModel,
        now_calling: NowCalling,
        session: Session,
        navigator: Navigator,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hall = hall
        self._now_calling = now_calling
        self._session = session
        self._navigator = navigator

    @Property(HallViewModel, constant=True)
    def hall(self) -> HallViewModel:
        """Which hall, what time."""
        return self._hall

    @Property(NowCalling, constant=True)
    def nowCalling(self) -> NowCalling:
        """Who is called now."""
        return self._now_calling

    @Slot()
    def wake(self) -> None:
        """Somebody is there."""
        self._session.wake()
        self._navigator.home()
