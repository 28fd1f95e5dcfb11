"""Services: what one agency does, and who waits for it. Serves Screens/ServicesScreen.qml."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.viewmodels.hall import HallViewModel
from ui.viewmodels.hall_facts import HallFacts
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.screen import ScreenViewModel
from ui.viewmodels.service_row import ServiceRow, service_row
from ui.visit.navigation import Navigator

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ServicesViewModel(ScreenViewModel):
    """The services of one agency that this hall offers.

    Signals:
        changed: the agency or the page in front is another.
    """

    changed = Signal()

    def __init__(
        self,
        facts: HallFacts,
        hall: HallViewModel,
        navigator: Navigator,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        self._hall = hall
        self._navigator = navigator
        self._agency_id = ""
        self._page = 0
        self._services = RowsModel(ServiceRow, self)
        for signal in (
            facts.live.snapshotChanged,
            facts.live.catalogChanged,
            facts.live.lineChanged,
        ):
            signal.connect(self.refresh)

    @Property(HallViewModel, constant=True)
    def hall(self) -> HallViewModel:
        """Whether a number can be had now, and if not, when."""
        return self._hall

    @Property(str, notify=changed)
    def agency(self) -> str:
        """The agency's name."""
        agency = self._facts.catalog.agency(self._agency_id)
        return agency.name if agency else ""

    @Property(str, notify=changed)
    def shortAgency(self) -> str:
        """What people call the agency."""
        agency = self._facts.catalog.agency(self._agency_id)
        return agency.short_name if agency else ""

    @Property(str, notify=changed)
    def icon(self) -> str:
        """The agency's icon."""
        agency = self._facts.catalog.agency(self._agency_id)
        return agency.icon if agency else ""

    @Property(RowsModel, constant=True)
    def services(self) -> RowsModel:
        """The services, in the agency's order."""
        return self._services

    def _get_page(self) -> int:
        return self._page

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.changed.emit()

    page = Property(int, _get_page, _set_page, notify=changed, doc="The page of the list in front.")

    def enter(self, argument: str) -> None:
        """Show the agency `argument`; coming back to the same one keeps the page."""
        if argument != self._agency_id:
            self._agency_id = argument
            self._page = 0
        self.refresh()
        self.changed.emit()

    @Slot(str)
    def choose(self, service_id: str) -> None:
        """Take a number for a service."""
        self._navigator.go("take-number", service_id)

    @Slot(str)
    def read(self, service_id: str) -> None:
        """Read a service's published standard."""
        self._navigator.go("service", service_id)

    @Slot()
    def refresh(self) -> None:
        """Look at the catalog and the hall again."""
        services = self._facts.catalog.services_of(self._agency_id) if self._agency_id else ()
        rows = (service_row(self._facts, service) for service in services)
        self._services.set_rows([row for row in rows if row])

    def wipe(self) -> None:
        """The next visitor begins anew."""
        self._agency_id = ""
        self._page = 0
        self.refresh()
        self.changed.emit()
