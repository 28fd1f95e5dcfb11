"""How an application stands, frozen for the screen that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.domain.application import ApplicationStatus
from ui.look.wording import date_text, time_text
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_DAY = "d MMMM yyyy"


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage; `place` is "done", "current" or "ahead", `reachedOn` is "" while it lies ahead."""

    id: str
    name: str
    note: str
    place: str
    reachedOn: str


@QmlElement
class ApplicationResult(QObject):
    """How an application stands; never changes."""

    def __init__(
        self, status: ApplicationStatus, language: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._status = status
        self._language = language
        self._stages = RowsModel(StageRow, self)
        self._stages.set_rows(_rows(status, language))

    @Property(str, constant=True)
    def service(self) -> str:
        """The service's name, as the agency told it."""
        return self._status.service_name

    @Property(str, constant=True)
    def agency(self) -> str:
        """The agency's name."""
        return self._status.agency_name

    @Property(str, constant=True)
    def nextStep(self) -> str:
        """What the applicant should do now, in the agency's words; "" when nothing."""
        return self._status.next_step

    @Property(str, constant=True)
    def asOf(self) -> str:
        """When the agency last told the hall, in words."""
        day = date_text(self._status.as_of, self._language, _DAY)
        return f"{day}, {time_text(self._status.as_of, self._language)}"

    @Property(RowsModel, constant=True)
    def stages(self) -> RowsModel:
        """The stages, in order."""
        return self._stages


def _rows(status: ApplicationStatus, language: str) -> list[StageRow]:
    return [
        StageRow(
            id=str(index),
            name=stage.name,
            note=stage.note,
            place=_place(index, status),
            reachedOn=date_text(stage.reached_at, language, _DAY) if stage.reached_at else "",
        )
        for index, stage in enumerate(status.stages)
    ]


def _place(index: int, status: ApplicationStatus) -> str:
    """The last stage of all, once reached, is done: nothing is under way any more."""
    at_the_end = status.current == len(status.stages) - 1
    if index == status.current and not at_the_end:
        return "current"
    return "done" if index <= status.current else "ahead"
