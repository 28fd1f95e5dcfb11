"""Who is called now: the strip of Attract and Home."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.live import Call
from ui.viewmodels.hall_facts import HallFacts
from ui.viewmodels.rows import RowsModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

CALLS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class CallRow:
    """A number and the counter it is called to; `counter` is the counter's number."""

    id: str
    number: str
    counter: int


@QmlElement
class NowCalling(QObject):
    """The newest calls whose visitor is expected or being served.

    Signals:
        changed: there are calls now, or none.
    """

    changed = Signal()

    def __init__(self, facts: HallFacts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self._calls = RowsModel(CallRow, self)
        facts.live.snapshotChanged.connect(self.refresh)
        facts.live.catalogChanged.connect(self.refresh)
        self.refresh()

    @Property(RowsModel, constant=True)
    def calls(self) -> RowsModel:
        """The calls, newest first."""
        return self._calls

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Whether nobody is called now."""
        return not self._calls.rows

    @Slot()
    def refresh(self) -> None:
        """Look at the hall again."""
        snapshot = self._facts.live.snapshot
        current = (
            [c for c in snapshot.calls if c.state in ("called", "serving")] if snapshot else []
        )
        rows = [row for call in current if (row := self._row(call))]
        self._calls.set_rows(rows[:CALLS_SHOWN])
        self.changed.emit()

    def _row(self, call: Call) -> CallRow | None:
        hall = self._facts.catalog.hall()
        counter = hall.counter(call.counter_id) if hall else None
        return CallRow(call.number, call.number, counter.number) if counter else None
