"""Home: the doors and the services most asked for today. Serves Screens/HomeScreen.qml."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.viewmodels.hall import HallViewModel
from ui.viewmodels.hall_facts import HallFacts
from ui.viewmodels.now_calling import NowCalling
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.screen import ScreenViewModel
from ui.viewmodels.service_row import ServiceRow, service_row
from ui.visit.navigation import Navigator

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

TILES = 6


@QmlElement
class HomeViewModel(ScreenViewModel):
    """Where a visitor begins.

    Signals:
        changed: the page in front is another.
    """

    changed = Signal()

    def __init__(
        self,
        facts: HallFacts,
        hall: HallViewModel,
        now_calling: NowCalling,
        navigator: Navigator,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        self._hall = hall
        self._now_calling = now_calling
        self._navigator = navigator
        self._page = 0
        self._popular = RowsModel(ServiceRow, self)
        for signal in (
            facts.live.snapshotChanged,
            facts.live.catalogChanged,
            facts.live.lineChanged,
        ):
            signal.connect(self.refresh)
        self.refresh()

    @Property(HallViewModel, constant=True)
    def hall(self) -> HallViewModel:
        """Which hall, what time."""
        return self._hall

    @Property(NowCalling, constant=True)
    def nowCalling(self) -> NowCalling:
        """Who is called now."""
        return self._now_calling

    @Property(RowsModel, constant=True)
    def popular(self) -> RowsModel:
        """The services most asked for today, at most six."""
        return self._popular

    def _get_page(self) -> int:
        return self._page

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.changed.emit()

    page = Property(int, _get_page, _set_page, notify=changed, doc="The page in front.")

    @Slot()
    def takeNumber(self) -> None:
        """Choose a service by its agency."""
        self._navigator.go("agencies")

    @Slot()
    def checkApplication(self) -> None:
        """See how far an application is."""
        self._navigator.go("check-application")

    @Slot(str)
    def choose(self, service_id: str) -> None:
        """Take a number for one of the tiles."""
        self._navigator.go("take-number", service_id)

    def wipe(self) -> None:
        """The next visitor begins on the first page."""
        self._set_page(0)

    @Slot()
    def refresh(self) -> None:
        """Look at the hall again: today's order if the hall server told it, else the set-up's."""
        hall = self._facts.catalog.hall()
        snapshot = self._facts.live.snapshot
        usual = hall.popular_services if hall else ()
        today = snapshot.popular if snapshot else ()
        wanted = dict.fromkeys((*today, *usual))
        services = [service for i in wanted if (service := self._facts.catalog.service(i))]
        rows = [row for service in services if (row := service_row(self._facts, service))]
        self._popular.set_rows(rows[:TILES])
