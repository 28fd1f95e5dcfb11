"""The frame around every screen: which hall, what time, how the line is, who is called now."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.look.wording import date_text, opening_text, time_text
from ui.viewmodels.hall_facts import HallFacts
from ui.visit.preferences import Preferences

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

#: A narrow header breaks the line before the day of the month, never before the month.
_DATE = "dddd, d\N{NO-BREAK SPACE}MMMM"
_DAY = "d\N{NO-BREAK SPACE}MMMM"


@QmlElement
class HallViewModel(QObject):
    """The facts of the header; a timer turns the clock once a minute.

    Signals:
        changed: something the header shows is different now.
    """

    changed = Signal()

    def __init__(
        self, facts: HallFacts, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        self._preferences = preferences
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.tick)
        facts.live.lineChanged.connect(self.changed)
        facts.live.snapshotChanged.connect(self.changed)
        facts.live.catalogChanged.connect(self.changed)
        facts.live.progressChanged.connect(self.changed)
        preferences.changed.connect(self.changed)
        self.tick()

    @Property(str, notify=changed)
    def name(self) -> str:
        """The hall's name."""
        hall = self._facts.catalog.hall()
        return hall.name if hall else "Mal Pelayanan Publik"

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """Whether this kiosk was ever told its hall's set-up."""
        return self._facts.catalog.hall() is not None

    @Property(str, notify=changed)
    def place(self) -> str:
        """City and building, "" before they are known."""
        hall = self._facts.catalog.hall()
        return " · ".join(part for part in (hall.city, hall.building) if part) if hall else ""

    @Property(str, notify=changed)
    def time(self) -> str:
        """The hall's time of day."""
        return time_text(self._facts.now(), self._language)

    @Property(str, notify=changed)
    def date(self) -> str:
        """The hall's date in words."""
        return date_text(self._facts.now(), self._language, _DATE)

    @Property(int, notify=changed)
    def hour(self) -> int:
        """The hour of the day, for the greeting."""
        return self._facts.now().hour

    @Property(int, notify=changed)
    def minute(self) -> int:
        """The minute of the hour, for what moves once a minute."""
        return self._facts.now().minute

    @Property(bool, notify=changed)
    def connected(self) -> bool:
        """Whether the hall server answers."""
        return self._facts.live.connected

    @Property(str, notify=changed)
    def asOf(self) -> str:
        """When what is shown was true: the time, the day too when that is past; "" unknown."""
        moment = self._facts.as_of()
        if moment is None:
            return ""
        time = time_text(moment, self._language)
        if moment.date() == self._facts.now().date():
            return time
        return f"{date_text(moment, self._language, _DAY)}, {time}"

    @Property(int, notify=changed)
    def loaded(self) -> int:
        """How much of a catalog is loaded, in percent; -1 while none is being loaded."""
        progress = self._facts.live.progress
        return progress.percent if progress else -1

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether a number can be had now."""
        return self._facts.opening().given

    @Property(str, notify=changed)
    def reason(self) -> str:
        """Why not: a code of kiosk.domain.calendar.Reason, "" when one can."""
        return self._facts.opening().reason or ""

    @Property(str, notify=changed)
    def occasion(self) -> str:
        """The name of the break or holiday, "" when there is none."""
        return self._facts.opening().occasion

    @Property(str, notify=changed)
    def opensAt(self) -> str:
        """When a number can be had again: a time today, a day and a time later, "" unknown."""
        opens_at = self._facts.opening().opens_at
        return opening_text(opens_at, self._facts.now(), self._language) if opens_at else ""

    @Slot()
    def tick(self) -> None:
        """Show the time, and come again at the next full minute."""
        self.changed.emit()
        now = self._facts.now()
        following = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
        self._timer.start(int((following - now).total_seconds() * 1000) + 20)

    @property
    def _language(self) -> str:
        return self._preferences.language_code
