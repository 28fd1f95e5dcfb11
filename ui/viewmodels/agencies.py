"""Agencies: which office does the visitor need. Serves Screens/AgenciesScreen.qml."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.service import Agency
from ui.viewmodels.hall_facts import HallFacts
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.screen import ScreenViewModel
from ui.visit.navigation import Navigator

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency and how many services of it this hall offers."""

    id: str
    name: str
    shortName: str
    icon: str
    services: int


@QmlElement
class AgenciesViewModel(ScreenViewModel):
    """The agencies of this hall that offer something here.

    Signals:
        changed: the page in front is another.
    """

    changed = Signal()

    def __init__(
        self, facts: HallFacts, navigator: Navigator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        self._navigator = navigator
        self._page = 0
        self._agencies = RowsModel(AgencyRow, self)
        facts.live.catalogChanged.connect(self.refresh)
        self.refresh()

    @Property(RowsModel, constant=True)
    def agencies(self) -> RowsModel:
        """The agencies, in the hall's order."""
        return self._agencies

    def _get_page(self) -> int:
        return self._page

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.changed.emit()

    page = Property(int, _get_page, _set_page, notify=changed, doc="The page of the list in front.")

    @Slot(str)
    def choose(self, agency_id: str) -> None:
        """See an agency's services."""
        self._navigator.go("services", agency_id)

    @Slot()
    def refresh(self) -> None:
        """Read the catalog again."""
        rows = (self._row(agency) for agency in self._facts.catalog.agencies())
        self._agencies.set_rows([row for row in rows if row.services])

    def wipe(self) -> None:
        """The next visitor begins on the first page."""
        self._set_page(0)

    def _row(self, agency: Agency) -> AgencyRow:
        services = self._facts.catalog.services_of(agency.id)
        offered = sum(map(self._facts.offered, services))
        return AgencyRow(agency.id, agency.name, agency.short_name, agency.icon, offered)
