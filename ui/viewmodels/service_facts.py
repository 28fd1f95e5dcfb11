"""The chosen service as a visitor sees it before taking a number."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.domain.live import QueueState
from ui.viewmodels.place import Place, counter_ranges
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PaperRow:
    """Something to bring."""

    id: str
    text: str


@QmlElement
class ServiceFacts(QObject):
    """A service, where it is and who waits for it now; never changes."""

    def __init__(
        self, place: Place, state: QueueState | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._state = state
        self._papers = RowsModel(PaperRow, self)
        self._papers.set_rows(
            [PaperRow(p, p) for p in dict.fromkeys(r.text for r in place.service.requirements)]
        )

    @Property(str, constant=True)
    def name(self) -> str:
        """The service's name, as published."""
        return self._place.service.name

    @Property(str, constant=True)
    def agency(self) -> str:
        """The agency's short name."""
        return self._place.agency.short_name

    @Property(str, constant=True)
    def zone(self) -> str:
        """Where in the hall, "" when nobody knows."""
        return self._place.zone.name if self._place.zone else ""

    @Property(str, constant=True)
    def counters(self) -> str:
        """The counters, as a range of numbers."""
        return counter_ranges(self._place.counters)

    @Property(RowsModel, constant=True)
    def papers(self) -> RowsModel:
        """What to bring, as published."""
        return self._papers

    @Property(int, constant=True)
    def ahead(self) -> int:
        """People waiting, -1 when nobody knows."""
        return self._state.waiting if self._state else -1

    @Property(int, constant=True)
    def waitLow(self) -> int:
        """Minutes after which half of the visitors are called; 0 when nobody knows."""
        return self._state.wait.low if self._state and self._state.wait else 0

    @Property(int, constant=True)
    def waitHigh(self) -> int:
        """Minutes after which nine of ten are called; 0 when nobody knows."""
        return self._state.wait.high if self._state and self._state.wait else 0
