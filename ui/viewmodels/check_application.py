"""Check an application: a tracking number, a second factor, then how far the papers are.

    number -> factor -> asking -> result
                 ^         |
                 +---------+--> not found, too many tries, line down: in words, with a way on

Personal: what is typed and what is found leaves with the visitor. Serves
Screens/CheckApplicationScreen.qml.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.application import ApplicationStatus
from kiosk.errors import ApplicationNotFound, MppError, TooManyTries
from ui.viewmodels.application_entry import ApplicationEntry
from ui.viewmodels.application_result import ApplicationResult
from ui.viewmodels.screen import ScreenViewModel
from ui.visit.preferences import Preferences
from ui.work import Work

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

#: Failed tries one visitor has before the desk is the better way.
TRIES_PER_SESSION = 5


class ApplicationDesk(Protocol):
    """The part of kiosk.desk.Desk this screen needs."""

    def look_up(self, tracking_number: str, factor: str) -> ApplicationStatus:
        """Find an application; raises ApplicationNotFound, TooManyTries, HallUnreachable."""


class Step(StrEnum):
    """Where the visitor is."""

    NUMBER = "number"
    FACTOR = "factor"
    ASKING = "asking"
    RESULT = "result"
    REFUSED = "refused"


@QmlElement
class CheckApplicationViewModel(ScreenViewModel):
    """Leads through the look-up; a visitor has `TRIES_PER_SESSION` failed tries in a session.

    Signals:
        changed: the step, or what goes with it, is different now.
        finished: the visitor has read the answer, the session may end.
    """

    changed = Signal()
    finished = Signal()

    def __init__(
        self,
        desk: ApplicationDesk,
        work: Work,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._work = work
        self._preferences = preferences
        preferences.languageChanged.connect(self._reword)
        self._entry = ApplicationEntry(self)
        self._step = Step.NUMBER
        self._failed_tries = 0
        self._refusal = ""
        self._retry_minutes = 0
        self._status: ApplicationStatus | None = None
        self._result: ApplicationResult | None = None
        self._visit = 0  # an answer for a visitor who has left is for nobody

    @Property(ApplicationEntry, constant=True)
    def entry(self) -> ApplicationEntry:
        """What is typed."""
        return self._entry

    @Property(str, notify=changed)
    def step(self) -> str:
        """The value of `Step`."""
        return self._step

    @Property(str, notify=changed)
    def refusal(self) -> str:
        """The code of kiosk.errors why there is no result, "" when nothing was refused."""
        return self._refusal

    @Property(int, notify=changed)
    def retryMinutes(self) -> int:
        """Minutes until the hall server takes tries again; 0 when this session has used its own."""
        return self._retry_minutes

    @Property(int, notify=changed)
    def triesLeft(self) -> int:
        """Failed tries the visitor still has."""
        return TRIES_PER_SESSION - self._failed_tries

    @Property(ApplicationResult, notify=changed)
    def result(self) -> ApplicationResult | None:
        """What was found; None before."""
        return self._result

    @Slot()
    def proceed(self) -> None:
        """Go on from the present field: to the factor, then to the answer."""
        if self._step not in (Step.NUMBER, Step.FACTOR) or not self._entry.can_go_on():
            return
        if self._step is Step.NUMBER:
            self._ask_for_factor()
        else:
            self._ask()

    @Slot()
    def editNumber(self) -> None:
        """Back to the tracking number as typed; the factor has to be typed again."""
        if self._step is not Step.ASKING:
            self._entry.ask_for_factor(False)
            self._go(Step.NUMBER)

    @Slot()
    def editFactor(self) -> None:
        """Back to the factor, empty, with the tracking number kept."""
        if self._step is Step.REFUSED:
            self._ask_for_factor()

    @Slot()
    def tryAgain(self) -> None:
        """Ask once more for the same application, when it was not the visitor's to mend."""
        theirs = (ApplicationNotFound.code, TooManyTries.code)
        if self._step is Step.REFUSED and self._refusal not in theirs:
            self._ask()

    @Slot()
    def finish(self) -> None:
        """The visitor is done."""
        self.finished.emit()

    @Slot()
    def restart(self) -> None:
        """Begin with another application."""
        self.leave()

    def leave(self) -> None:
        """Forget what was typed and found; the tries of the session stay counted."""
        self._visit += 1
        self._status = None
        self._entry.wipe()
        self._go(Step.NUMBER)

    def step_back(self) -> bool:
        """From the factor to the number; from a refusal to what was typed."""
        if self._step is Step.FACTOR:
            self.editNumber()
        elif self._step is Step.REFUSED:
            self.editFactor() if self._entry.typed()[0] else self.editNumber()
        else:
            return False
        return True

    def wipe(self) -> None:
        """Forget the visitor: the session has ended."""
        self._failed_tries = 0
        self.leave()

    def _ask_for_factor(self) -> None:
        self._entry.ask_for_factor(True)
        self._go(Step.FACTOR)

    def _ask(self) -> None:
        if self._failed_tries >= TRIES_PER_SESSION:
            self._refuse(TooManyTries.code)
            return
        self._go(Step.ASKING)
        visit = self._visit
        tracking_number, factor = self._entry.typed()
        self._work.start(
            lambda: self._desk.look_up(tracking_number, factor),
            done=lambda status: self._found(visit, status),
            failed=lambda error: self._failed(visit, error),
        )

    def _found(self, visit: int, status: ApplicationStatus) -> None:
        if visit != self._visit:
            return
        self._entry.wipe()
        self._status = status
        self._go(Step.RESULT)

    def _failed(self, visit: int, error: MppError) -> None:
        if visit != self._visit:
            return
        minutes = 0
        code = error.code
        if isinstance(error, ApplicationNotFound):
            self._failed_tries += 1
            if self._failed_tries >= TRIES_PER_SESSION:
                code = TooManyTries.code
        elif isinstance(error, TooManyTries):
            minutes = -(-int(error.facts["retry_after"] or 0) // 60)
        self._refuse(code, minutes)

    def _refuse(self, code: str, minutes: int = 0) -> None:
        if code == TooManyTries.code:
            self._entry.wipe()
        self._go(Step.REFUSED, refusal=code, retry_minutes=minutes)

    def _go(self, step: Step, *, refusal: str = "", retry_minutes: int = 0) -> None:
        self._step = step
        self._refusal = refusal
        self._retry_minutes = retry_minutes
        self._reword()

    @Slot()
    def _reword(self) -> None:
        """Say it in the language on screen; the screen holds the old words until it hears of it."""
        gone = self._result
        language = self._preferences.language_code
        self._result = ApplicationResult(self._status, language, self) if self._status else None
        self.changed.emit()
        if gone is not None:
            gone.deleteLater()
