"""Why there is no number now, as facts a screen can word in any language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.domain.calendar import Opening
from kiosk.domain.refusal import nearest
from kiosk.errors import MppError, NotServedNow
from ui.look.wording import date_text, opening_text, time_text

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class NoNumber:
    """`code` is a kiosk.domain.calendar.Reason or a code of kiosk.errors; times hall-local."""

    code: str
    occasion: str = ""
    opens_at: datetime | None = None


def from_opening(opening: Opening) -> NoNumber | None:
    """The refusal of the calendar; None while tickets are given."""
    if opening.reason is None:
        return None
    return NoNumber(opening.reason, opening.occasion, opening.opens_at)


def from_error(error: MppError, opening: Opening) -> NoNumber:
    """The refusal of the desk; what the kiosk knows adds the name of the break or the closure."""
    if not isinstance(error, NotServedNow):
        return NoNumber(error.code)
    reason = nearest(str(error.facts["reason"]))
    occasion = opening.occasion if opening.reason == reason else ""
    opens_at = error.facts["opens_at"]
    return NoNumber(reason, occasion, datetime.fromisoformat(str(opens_at)) if opens_at else None)


@QmlElement
class Refusal(QObject):
    """A `NoNumber` for the screen; never changes."""

    def __init__(
        self,
        no_number: NoNumber,
        now: datetime,
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._no = no_number
        self._now = now
        self._language = language

    @Property(str, constant=True)
    def code(self) -> str:
        """Why there is no number."""
        return self._no.code

    @Property(str, constant=True)
    def occasion(self) -> str:
        """The name of the break or holiday, the code of a closure's reason; "" when it has none."""
        return self._no.occasion

    @Property(str, constant=True)
    def opensAt(self) -> str:
        """When numbers are given again, in words that fit into a sentence; "" when nobody knows."""
        opens_at = self._no.opens_at
        return opening_text(opens_at, self._now, self._language) if opens_at else ""

    @Property(str, constant=True)
    def opensTime(self) -> str:
        """The time of day at which numbers are given again, "" when nobody knows."""
        return time_text(self._no.opens_at, self._language) if self._no.opens_at else ""

    @Property(str, constant=True)
    def opensDate(self) -> str:
        """The day on which numbers are given again, in words; "" when nobody knows."""
        return date_text(self._no.opens_at, self._language) if self._no.opens_at else ""

    @Property(int, constant=True)
    def opensInDays(self) -> int:
        """Days until then: 0 today, 1 tomorrow; -1 when nobody knows."""
        opens_at = self._no.opens_at
        return (opens_at.date() - self._now.date()).days if opens_at else -1
