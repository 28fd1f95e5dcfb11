"""The ticket in hand: the number very large, where to wait, and the truth about the paper.

    printing -> printed ----------------------> count-down -> finished
             -> unknown -> "it came out" -----> printed
                        -> "print again" -----> printing, marked as duplicate
             -> failed: the number is on this screen and on the phone; more time to read

Whatever the printer does, the number is valid: nobody is lost for want of paper. Serves
Screens/TicketScreen.qml.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.paper import PrinterFault, PrintOutcome, PrintState
from kiosk.domain.ticket import IssuedTicket
from ui.viewmodels.count_down import CountDown
from ui.viewmodels.place import Place
from ui.viewmodels.screen import ScreenViewModel
from ui.viewmodels.ticket_facts import TicketFacts
from ui.visit.preferences import Preferences
from ui.visit.session import SLOW_FACTOR
from ui.work import Work

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

#: Seconds for a visitor who has something to read or to decide.
READING_SECONDS = 45
#: Further prints of one ticket; after them a person helps better than more paper.
REPRINTS = 2


class PrintingDesk(Protocol):
    """The part of kiosk.desk.Desk this screen needs."""

    def print_ticket(
        self, ticket: IssuedTicket, language: str, duplicate: bool = False
    ) -> PrintOutcome:
        """Print and say what is known; blocks while the printer works."""


class Paper(StrEnum):
    """What is known about the paper."""

    PRINTING = "printing"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    SHOWN = "shown"  # printed before; only shown this time


@QmlElement
class TicketViewModel(ScreenViewModel):
    """Shows one ticket, prints it once, and ends by itself when the visitor is provided for.

    Signals:
        changed: the ticket or the state of its paper is different now.
        finished: the visitor is done, the session may end.
        anotherWanted: the visitor goes on to another service.
    """

    changed = Signal()
    finished = Signal()
    anotherWanted = Signal()

    def __init__(
        self,
        desk: PrintingDesk,
        work: Work,
        count_down: CountDown,
        preferences: Preferences,
        *,
        ticket_seconds: int,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._work = work
        self._preferences = preferences
        self._ticket_seconds = ticket_seconds
        self._count_down = count_down
        self._count_down.ended.connect(self.finished)
        preferences.changed.connect(self.stay)  # who changes the text is still reading
        self._in_front = False
        self._ticket: IssuedTicket | None = None
        self._facts: TicketFacts | None = None
        self._paper = Paper.PRINTING
        self._fault = ""
        self._reprints = 0
        self._may_be_out = False  # some print may have come out: a further one is a duplicate
        self._showing = 0  # a print's answer for a ticket no longer shown is for nobody

    @Property(CountDown, constant=True)
    def countDown(self) -> CountDown:
        """The seconds until the screen ends by itself."""
        return self._count_down

    @Property(TicketFacts, notify=changed)
    def ticket(self) -> TicketFacts | None:
        """What stands on the ticket; None when there is none."""
        return self._facts

    @Property(str, notify=changed)
    def paper(self) -> str:
        """The value of `Paper`."""
        return self._paper

    @Property(str, notify=changed)
    def fault(self) -> str:
        """What the printer said is wrong (kiosk.domain.paper.PrinterFault), "" when nothing."""
        return self._fault

    @Property(bool, notify=changed)
    def mayReprint(self) -> bool:
        """Whether another print is on offer now."""
        return self._may_reprint()

    def show(self, ticket: IssuedTicket, place: Place) -> None:
        """Take a new ticket, show it and print it."""
        self._take(ticket, place)
        self._print()

    def show_again(self, ticket: IssuedTicket, place: Place) -> None:
        """Show a ticket of this session once more; what is known of its paper stays known."""
        if ticket != self._ticket:
            self._take(ticket, place)
            self._settle(Paper.SHOWN)

    def enter(self, argument: str) -> None:  # noqa: ARG002 - the ticket came by `show`
        """The visitor looks at the ticket: the seconds begin."""
        self._in_front = True
        self.stay()

    def leave(self) -> None:
        """The visitor looks elsewhere: nothing is counted."""
        self._in_front = False
        self._count_down.stop()

    @Slot()
    def paperCame(self) -> None:
        """The visitor says the paper is in hand."""
        if self._paper is Paper.UNKNOWN:
            self._settle(Paper.PRINTED)

    @Slot()
    def printAgain(self) -> None:
        """Print once more."""
        if self._may_reprint():
            self._reprints += 1
            self._print()

    @Slot()
    def stay(self) -> None:
        """Somebody is still here: the seconds begin again."""
        settled = self._ticket is not None and self._paper is not Paper.PRINTING
        if settled and self._in_front:
            self._count_down.start(self._seconds())

    @Slot()
    def takeAnother(self) -> None:
        """The visitor goes on to another service; this ticket stays in the session."""
        self.anotherWanted.emit()

    @Slot()
    def finish(self) -> None:
        """The visitor is done."""
        self._count_down.stop()
        self.finished.emit()

    def wipe(self) -> None:
        """Forget the ticket; its paper still comes out."""
        self._showing += 1
        self._count_down.stop()
        gone, self._facts, self._ticket = self._facts, None, None
        self._paper, self._fault = Paper.PRINTING, ""
        self._reprints, self._may_be_out = 0, False
        self.changed.emit()
        if gone is not None:
            gone.deleteLater()

    def _take(self, ticket: IssuedTicket, place: Place) -> None:
        self.wipe()
        self._ticket = ticket
        self._facts = TicketFacts(ticket, place, self)

    def _may_reprint(self) -> bool:
        settled = self._paper in (Paper.UNKNOWN, Paper.FAILED)
        return settled and self._reprints < REPRINTS

    def _print(self) -> None:
        ticket = self._ticket
        if ticket is None:
            return
        self._count_down.stop()
        self._paper, self._fault = Paper.PRINTING, ""
        self.changed.emit()
        showing, duplicate = self._showing, self._may_be_out
        language = self._preferences.language_code
        self._work.start(
            lambda: self._desk.print_ticket(ticket, language, duplicate),
            done=lambda outcome: self._printed(showing, outcome),
            failed=lambda _error: self._printed(showing, _BROKEN),
        )

    def _printed(self, showing: int, outcome: PrintOutcome) -> None:
        if showing != self._showing:
            return
        self._may_be_out = self._may_be_out or outcome.state is not PrintState.FAILED
        self._settle(_PAPER[outcome.state], outcome.fault or "")

    def _settle(self, paper: Paper, fault: str = "") -> None:
        self._paper, self._fault = paper, fault
        self.changed.emit()
        self.stay()

    def _seconds(self) -> int:
        provided_for = self._paper in (Paper.PRINTED, Paper.SHOWN)
        seconds = self._ticket_seconds if provided_for else READING_SECONDS
        return seconds * SLOW_FACTOR if self._preferences.slow_reader else seconds


_PAPER = {
    PrintState.PRINTED: Paper.PRINTED,
    PrintState.UNKNOWN: Paper.UNKNOWN,
    PrintState.FAILED: Paper.FAILED,
}
_BROKEN = PrintOutcome(PrintState.FAILED, PrinterFault.BROKEN)
