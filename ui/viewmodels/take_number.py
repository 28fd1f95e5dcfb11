"""Take a number: the chosen service, who goes ahead, one tap, one ticket.

The visitor sees where the service is and how long it takes before deciding. A refusal comes in
words, before anything is asked, with what helps instead. Who has a ticket of the queue is shown it
first, and may take another for somebody else up to the hall's limit. Serves
Screens/TakeNumberScreen.qml.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.calendar import Opening
from kiosk.domain.live import QueueState
from kiosk.domain.ticket import IssuedTicket, Priority
from kiosk.domain.visit import Visit
from kiosk.errors import MppError, UnknownService
from ui.live import LiveHall
from ui.viewmodels.place import Place
from ui.viewmodels.refusal import NoNumber, Refusal, from_error, from_opening
from ui.viewmodels.screen import ScreenViewModel
from ui.viewmodels.service_facts import ServiceFacts
from ui.visit.preferences import Preferences
from ui.work import Work

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


class NumberDesk(Protocol):
    """The part of kiosk.desk.Desk this screen needs."""

    def take_number(self, service_id: str, priority: Priority, visit: Visit) -> IssuedTicket:
        """Take a number; raises TooManyTickets, NotServedNow, UnknownService."""


class HallNow(Protocol):
    """The part of ui.viewmodels.hall_facts.HallFacts this screen needs."""

    live: LiveHall

    def place(self, service_id: str) -> Place | None:
        """Where a service is served; None when this hall does not offer it."""

    def queue_state(self, queue_id: str) -> QueueState | None:
        """Who waits in a queue now; None when nobody knows."""

    def opening(self) -> Opening:
        """Whether the hall gives tickets now."""

    def opening_of(self, place: Place) -> Opening:
        """Whether a service gets tickets now."""

    def tickets_per_visit(self) -> int:
        """The most tickets of one queue that one visitor takes."""

    def now(self) -> datetime:
        """Hall-local time."""


class TicketScreen(Protocol):
    """Where a ticket is shown."""

    def show(self, ticket: IssuedTicket, place: Place) -> None:
        """Show a new ticket and print it."""

    def show_again(self, ticket: IssuedTicket, place: Place) -> None:
        """Show a ticket of this session once more, without paper."""


@QmlElement
class TakeNumberViewModel(ScreenViewModel):
    """Shows the chosen service and takes one number for it.

    Signals:
        changed: the service, the choice or the answer is different now.
        issued: a ticket is there and its screen has it.
        otherWanted: the visitor looks for another service.
    """

    changed = Signal()
    issued = Signal()
    otherWanted = Signal()

    def __init__(
        self,
        desk: NumberDesk,
        work: Work,
        facts: HallNow,
        preferences: Preferences,
        ticket_screen: TicketScreen,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._work = work
        self._hall = facts
        self._preferences = preferences
        self._ticket_screen = ticket_screen
        for signal in (
            facts.live.snapshotChanged,
            facts.live.catalogChanged,
            facts.live.lineChanged,
            preferences.languageChanged,
        ):
            signal.connect(self.refresh)
        self._place: Place | None = None
        self._service: ServiceFacts | None = None
        self._refusal: Refusal | None = None
        self._no_number: NoNumber | None = None  # said by the desk; stands until the next visit
        self._priority = Priority.NONE
        self._asking = False
        self._another = False  # has a number of the queue and wants one more
        self._taken: dict[str, list[tuple[IssuedTicket, Place]]] = {}  # this session's, by queue
        self._visit = Visit()  # an answer for a visitor who has left is for nobody

    @Property(ServiceFacts, notify=changed)
    def service(self) -> ServiceFacts | None:
        """The chosen service; None when this hall does not offer it."""
        return self._service

    @Property(str, notify=changed)
    def priority(self) -> str:
        """The value of kiosk.domain.ticket.Priority."""
        return self._priority

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """Whether a number is being taken at this moment."""
        return self._asking

    @Property(Refusal, notify=changed)
    def refusal(self) -> Refusal | None:
        """Why there is no number; None while one can be taken."""
        return self._refusal

    @Property(str, notify=changed)
    def numberInHand(self) -> str:
        """The numbers this visitor has of the service's queue; "" when none, or wanting another."""
        return "" if self._another else ", ".join(str(t.number) for t, _ in self._in_hand())

    @Property(bool, notify=changed)
    def anotherAllowed(self) -> bool:
        """Whether this visitor may take one more number of the service's queue."""
        return self._may_take_another()

    def enter(self, argument: str) -> None:
        """Begin with a service; the calendar is asked first, so that nobody chooses in vain."""
        place = self._hall.place(argument)
        if place is None or place != self._place:
            self._priority = Priority.NONE
        self._place = place
        self._another = False
        self._no_number = None if place else NoNumber(UnknownService.code)
        self.refresh()

    def step_back(self) -> bool:
        """Stay while a number is being taken: it would be lost."""
        return self._asking

    @Slot()
    def refresh(self) -> None:
        """Look at the hall again: who waits, whether it is open, what the service has become."""
        if self._place is not None:
            self._place = self._hall.place(self._place.service.id) or self._place
        self._show(self._no_number or from_opening(self._opening()))

    @Slot(str)
    def choosePriority(self, priority: str) -> None:
        """Say why one goes ahead; no proof is asked."""
        if not self._asking:
            self._priority = Priority(priority)
            self.changed.emit()

    @Slot()
    def take(self) -> None:
        """Take the number. A second tap takes nothing; a second ticket has to be wanted."""
        place = self._place
        if place is None or self._asking or self._refusal:
            return
        if self._in_hand() and not self._another:
            return
        self._asking = True
        self.changed.emit()
        visit, priority = self._visit, self._priority
        self._work.start(
            lambda: self._desk.take_number(place.service.id, priority, visit),
            done=lambda ticket: self._taken_for(visit, place, ticket),
            failed=lambda error: self._failed(visit, error),
        )

    @Slot()
    def showInHand(self) -> None:
        """Show the latest ticket this visitor has of the queue."""
        taken = self._in_hand()
        if taken:
            self._ticket_screen.show_again(*taken[-1])
            self.issued.emit()

    @Slot()
    def takeAnother(self) -> None:
        """The visitor wants one more number of this queue, for somebody who came along."""
        if self._may_take_another():
            self._another = True
            self._priority = Priority.NONE
            self.refresh()

    @Slot()
    def tryAgain(self) -> None:
        """The visitor wants to ask once more; a calendar that says no still says no."""
        if self._place is not None:
            self._no_number = None
            self.refresh()

    @Slot()
    def lookElsewhere(self) -> None:
        """The visitor looks for another service."""
        self.otherWanted.emit()

    def wipe(self) -> None:
        """Forget the visitor: the session has ended."""
        self._visit = Visit()
        self._place = None
        self._another = False
        self._priority = Priority.NONE
        self._asking = False
        self._taken.clear()
        self._no_number = None
        self._show(None)

    def _in_hand(self) -> Sequence[tuple[IssuedTicket, Place]]:
        return self._taken.get(self._place.queue_id, ()) if self._place else ()

    def _may_take_another(self) -> bool:
        return len(self._in_hand()) < self._hall.tickets_per_visit()

    def _opening(self) -> Opening:
        return self._hall.opening_of(self._place) if self._place else self._hall.opening()

    def _taken_for(self, visit: Visit, place: Place, ticket: IssuedTicket) -> None:
        if visit is not self._visit:
            return
        self._asking = False
        self._another = False
        self._taken.setdefault(place.queue_id, []).append((ticket, place))
        self._ticket_screen.show(ticket, place)
        self.changed.emit()
        self.issued.emit()

    def _failed(self, visit: Visit, error: MppError) -> None:
        if visit is not self._visit:
            return
        self._asking = False
        self._no_number = from_error(error, self._opening())
        self.refresh()

    def _show(self, no_number: NoNumber | None) -> None:
        """Put what is known now in front; a screen holds the old facts until it hears of it."""
        gone = (self._service, self._refusal)
        place = self._place
        state = self._hall.queue_state(place.queue_id) if place else None
        self._service = ServiceFacts(place, state, self) if place else None
        language = self._preferences.language_code
        now = self._hall.now()
        self._refusal = Refusal(no_number, now, language, self) if no_number else None
        self.changed.emit()
        for facts in gone:
            if facts is not None:
                facts.deleteLater()
