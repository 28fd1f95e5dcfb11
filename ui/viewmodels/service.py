"""Service: its published standard, and whether a number can be had. Serves ServiceScreen.qml."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.availability import of_service
from kiosk.domain.live import QueueState
from kiosk.domain.service import Agency, Service
from kiosk.errors import UnknownService
from ui.viewmodels.hall import HallViewModel
from ui.viewmodels.hall_facts import HallFacts
from ui.viewmodels.place import Place, counter_ranges
from ui.viewmodels.refusal import NoNumber, Refusal, from_opening
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.screen import ScreenViewModel
from ui.viewmodels.standard import LineRow, Standard
from ui.visit.navigation import Navigator
from ui.visit.preferences import Preferences

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ServiceViewModel(ScreenViewModel):
    """One service as its agency publishes it, and its queue at this moment.

    Signals:
        changed: the service, the queue or the hour is different now.
    """

    changed = Signal()

    def __init__(
        self,
        facts: HallFacts,
        hall: HallViewModel,
        preferences: Preferences,
        navigator: Navigator,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        self._hall = hall
        self._preferences = preferences
        self._navigator = navigator
        self._service_id = ""
        self._place: Place | None = None
        self._agency: Agency | None = None
        self._standard: Standard | None = None
        self._refusal: Refusal | None = None
        self._page = 0
        self._ticked: set[str] = set()
        self._requirements = RowsModel(LineRow, self)
        self._steps = RowsModel(LineRow, self)
        for signal in (
            facts.live.snapshotChanged,
            facts.live.catalogChanged,
            facts.live.lineChanged,
            preferences.languageChanged,
        ):
            signal.connect(self.refresh)

    @Property(Standard, notify=changed)
    def standard(self) -> Standard | None:
        """What is published, also of a service of other halls; None when nobody knows it."""
        return self._standard

    @Property(RowsModel, constant=True)
    def requirements(self) -> RowsModel:
        """What to bring, with the visitor's ticks."""
        return self._requirements

    @Property(RowsModel, constant=True)
    def steps(self) -> RowsModel:
        """What happens, in order."""
        return self._steps

    @Property(str, notify=changed)
    def agency(self) -> str:
        """The agency's short name, "" when nobody knows it."""
        return self._agency.short_name if self._agency else ""

    @Property(str, notify=changed)
    def zone(self) -> str:
        """Where in the hall, "" when nobody knows."""
        return self._place.zone.name if self._place and self._place.zone else ""

    @Property(str, notify=changed)
    def counters(self) -> str:
        """The counters that serve it as a range, "" when there is none."""
        return counter_ranges(self._place.counters) if self._place else ""

    @Property(int, notify=changed)
    def waiting(self) -> int:
        """People waiting now, -1 when nobody can know."""
        state = self._queue()
        return state.waiting if state else -1

    @Property(int, notify=changed)
    def waitLow(self) -> int:
        """Minutes after which half of the visitors are called; 0 when nobody can know."""
        state = self._queue()
        return state.wait.low if state and state.wait else 0

    @Property(int, notify=changed)
    def waitHigh(self) -> int:
        """Minutes after which nine of ten are called; 0 when nobody can know."""
        state = self._queue()
        return state.wait.high if state and state.wait else 0

    @Property(HallViewModel, constant=True)
    def hall(self) -> HallViewModel:
        """Whether a number can be had now, and if not, when."""
        return self._hall

    @Property(Refusal, notify=changed)
    def refusal(self) -> Refusal | None:
        """Why there is no number though the hall is open; None while there is."""
        return self._refusal

    def _get_page(self) -> int:
        return self._page

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.changed.emit()

    page = Property(int, _get_page, _set_page, notify=changed, doc="The page of the text in front.")

    def enter(self, argument: str) -> None:
        """Show the service `argument`; coming back to the same one keeps ticks and page."""
        if argument != self._service_id:
            self._service_id = argument
            self._page = 0
            self._ticked.clear()
        self.refresh()

    @Slot(str)
    def tick(self, row_id: str) -> None:
        """The visitor has this paper, or has not after all."""
        self._ticked ^= {row_id}
        if self._standard:
            self._requirements.set_rows(self._standard.requirements(self._ticked))

    @Slot()
    def takeNumber(self) -> None:
        """Take a number for this service."""
        self._navigator.go("take-number", self._service_id)

    @Slot()
    def refresh(self) -> None:
        """Look at the catalog, the hall and the clock again."""
        catalog = self._facts.catalog
        service = catalog.service(self._service_id) if self._service_id else None
        self._place = self._facts.place(self._service_id) if service else None
        self._agency = catalog.agency(service.agency_id) if service else None
        gone = (self._standard, self._refusal)
        language = self._preferences.language_code
        self._standard = Standard(service, language, self) if service else None
        no_number = self._no_number(service)
        now = self._facts.now()
        self._refusal = Refusal(no_number, now, language, self) if no_number else None
        rows = self._standard
        self._requirements.set_rows(rows.requirements(self._ticked) if rows else [])
        self._steps.set_rows(rows.steps() if rows else [])
        self.changed.emit()
        for facts in gone:
            if facts is not None:  # the screen has let go of it by now
                facts.deleteLater()

    def wipe(self) -> None:
        """The next visitor begins anew."""
        self._service_id = ""
        self._page = 0
        self._ticked.clear()
        self.refresh()

    def _no_number(self, service: Service | None) -> NoNumber | None:
        if self._place is not None:
            closed = self._facts.refusal(self._place)
            return from_opening(closed) if closed else None
        if service is None:
            return None
        gone = of_service(service.status)
        return from_opening(gone) if gone else NoNumber(UnknownService.code)

    def _queue(self) -> QueueState | None:
        return self._facts.queue_state(self._place.queue_id) if self._place else None
