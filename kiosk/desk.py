"""The visitor's errands: take a number, get it on paper, see how an application stands.

    take_number:  asked --hall answers--> its number
                    | the hall refuses --> the refusal, never a number of our own
                    |-no answer in time, line known to be down--> a number of this kiosk's series,
                    | given in one transaction with the word for the hall server
                    `-no answer, and no number of our own--> the hall is told to cancel what it has

Online first, offline else; a promise is on the disk before anybody hears it, and a ticket nobody
got is taken back. Without the line a kiosk refuses by the calendar and by what the hall said last
(kiosk.domain.live.HallSnapshot.refusal). Every method may block and may be called from any thread.
Serves the screens (ui/work.py).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.audit import Audit, Event
from kiosk.domain.application import ApplicationStatus, is_factor, is_tracking_number
from kiosk.domain.availability import of_service
from kiosk.domain.calendar import opening
from kiosk.domain.hall import Hall, Queue
from kiosk.domain.live import HallSnapshot
from kiosk.domain.paper import PaperTicket, PrintOutcome
from kiosk.domain.phone_code import phone_url
from kiosk.domain.refusal import not_served_now
from kiosk.domain.service import Agency, Service
from kiosk.domain.ticket import IssuedTicket, Priority
from kiosk.domain.visit import Visit
from kiosk.errors import (
    ApplicationNotFound,
    HallUnreachable,
    MppError,
    StorageFailed,
    UnknownService,
)
from kiosk.ports import Clock, TicketPrinter
from kiosk.sync.answers import TicketAnswer
from kiosk.sync.hall_client import PrintedNumber
from kiosk.sync.journal import Journal, Step


class HallDoor(Protocol):
    """The part of kiosk.sync.hall_client.HallClient the desk needs; its own, without patience."""

    def put_ticket(
        self,
        ticket_id: UUID,
        services: tuple[str, ...],
        priority: Priority,
        printed: PrintedNumber | None = None,
    ) -> TicketAnswer:
        """Tell of a ticket."""

    def cancel_ticket(self, ticket_id: UUID) -> TicketAnswer:
        """Take a ticket back."""

    def look_up(self, tracking_number: str, factor: str) -> ApplicationStatus:
        """How an application stands."""


class Line(Protocol):
    """The part of kiosk.sync.worker.SyncWorker the desk needs."""

    @property
    def down(self) -> bool:
        """Whether asking the hall server would only cost the visitor time."""

    @property
    def snapshot(self) -> HallSnapshot | None:
        """The hall as it was last told; None before the first time."""

    def lost(self) -> None:
        """No answer came."""

    def wake(self) -> None:
        """There is a ticket to tell of."""


class Catalog(Protocol):
    """The part of kiosk.catalog.catalog_reader.CatalogReader the desk needs."""

    def hall(self) -> Hall | None:
        """The hall's set-up; None before it was ever told."""

    def service(self, service_id: str) -> Service | None:
        """One service."""

    def agency(self, agency_id: str) -> Agency | None:
        """One agency."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """A ticket a visitor wants; `at` is the moment of the touch, hall-local."""

    id: UUID
    service_id: str
    priority: Priority
    at: datetime


class Desk:
    """Does the errands of one kiosk.

    `letter` closes this kiosk's own numbers unless the hall's set-up, told later, gives another.
    """

    def __init__(  # noqa: PLR0913 - wired once, in kiosk.__main__
        self,
        client: HallDoor,
        journal: Journal,
        catalog: Catalog,
        printer: TicketPrinter,
        line: Line,
        *,
        clock: Clock,
        audit: Audit,
        kiosk_id: str,
        letter: str,
        new_id: Callable[[], UUID] = uuid7,
    ) -> None:
        self._client = client
        self._journal = journal
        self._catalog = catalog
        self._printer = printer
        self._line = line
        self._clock = clock
        self._audit = audit
        self._kiosk_id = kiosk_id
        self._letter = letter
        self._new_id = new_id
        self._one_print = threading.Lock()

    def settle_unfinished(self) -> None:
        """After a start: say truthfully what became of tickets that a dead kiosk left half way."""
        for entry in self._journal.unfinished():
            step = self._journal.settle(entry)
            event = Event.TICKET_ABANDONED if step is Step.ABANDONED else Event.PRINT_ENDED
            self._audit.note(event, ticket=entry.id, number=entry.number, code=step.value)

    def take_number(self, service_id: str, priority: Priority, visit: Visit) -> IssuedTicket:
        """Give the visitor a number, the hall's or this kiosk's own.

        Raises TooManyTickets before anything is written or asked; the hall's refusal (NotServedNow,
        UnknownService, ...); StorageFailed.
        """
        hall = self._catalog.hall()
        if hall is None:
            raise UnknownService(service_id)
        queue = hall.queue_of(service_id)
        with visit.taking(queue.id if queue else service_id, hall.tickets_per_visit):
            wish = _Wish(self._new_id(), service_id, priority, hall.local(self._clock.now()))
            try:
                self._journal.ask(wish.id, service_id, priority, wish.at.date(), wish.at)
                return self._give(hall, wish)
            except StorageFailed as error:
                self._audit.note(Event.STORAGE_FAILED, ticket=wish.id, code=error.code)
                raise

    def print_ticket(
        self, ticket: IssuedTicket, language: str, duplicate: bool = False
    ) -> PrintOutcome:
        """Print a ticket of this kiosk and say what is known of the paper.

        Paper that may be out already makes this one a duplicate, asked for or not. Raises
        StorageFailed before anything is sent when the disk does not keep that it will be.
        """
        ticket_id = UUID(ticket.id)
        with self._one_print:
            may_be_out = self._journal.start_print(ticket_id)
            self._audit.note(Event.PRINT_STARTED, ticket=ticket_id, number=ticket.number)
            paper = self._paper(ticket, language, duplicate=duplicate or may_be_out)
            outcome = self._printer.print_ticket(paper)
            try:
                self._journal.end_print(ticket_id, outcome.state, may_be_out)
            except StorageFailed as error:  # what came out came out; a restart will call it unknown
                self._audit.note(Event.STORAGE_FAILED, ticket=ticket_id, code=error.code)
        self._audit.note(
            Event.PRINT_ENDED,
            ticket=ticket_id,
            number=ticket.number,
            code=outcome.fault.value if outcome.fault else outcome.state.value,
        )
        if outcome.near_end:
            self._audit.note(Event.PAPER_NEAR_END)
        return outcome

    def look_up(self, tracking_number: str, factor: str) -> ApplicationStatus:
        """Find an application; nothing typed or found is kept.

        Raises ApplicationNotFound, TooManyTries, HallUnreachable.
        """
        if not (is_tracking_number(tracking_number) and is_factor(factor)):
            raise ApplicationNotFound
        return self._client.look_up(tracking_number, factor)

    # --- taking a number ------------------------------------------------------------------------

    def _give(self, hall: Hall, wish: _Wish) -> IssuedTicket:
        """The hall's number, or this kiosk's own; what the disk does not keep is taken back."""
        heard = not self._line.down
        try:
            answer = self._ask_hall(wish) if heard else None
            if answer is None:
                return self._own_number(hall, wish, heard=heard)
            self._journal.number(answer, wish.at)
        except StorageFailed:
            if heard:
                self._take_back(wish)
            raise
        self._audit.note(
            Event.TICKET_ISSUED, ticket=wish.id, number=answer.number, service=wish.service_id
        )
        queue = hall.queue_of(wish.service_id)
        return IssuedTicket(
            id=str(wish.id),
            number=answer.number,
            service_id=wish.service_id,
            queue_id=answer.queue_id or (queue.id if queue else ""),
            priority=wish.priority,
            taken_at=hall.local(answer.taken_at),
            ahead=answer.ahead,
            wait=answer.wait,
            phone_url=phone_url(hall.phone_base, wish.id),
        )

    def _ask_hall(self, wish: _Wish) -> TicketAnswer | None:
        """The hall server's answer; None when it seems out of reach."""
        try:
            return self._client.put_ticket(wish.id, (wish.service_id,), wish.priority)
        except HallUnreachable:
            self._line.lost()
            return None
        except MppError as refusal:
            self._journal.refuse(wish.id)
            self._note_refusal(wish, refusal)
            raise

    def _own_number(self, hall: Hall, wish: _Wish, *, heard: bool) -> IssuedTicket:
        """A number of this kiosk's series; `heard` when the hall may have given one as well."""
        try:
            service = self._catalog.service(wish.service_id)
            queue = _open_queue(hall, service, wish, self._line.snapshot)
        except MppError as refusal:
            if heard:
                self._journal.abandon(wish.id)
                self._line.wake()
            else:
                self._journal.refuse(wish.id)
            self._note_refusal(wish, refusal)
            raise
        kiosk = hall.kiosk(self._kiosk_id)
        letter = kiosk.letter if kiosk else self._letter
        number = self._journal.number_offline(wish.id, queue.prefix, letter)
        self._audit.note(
            Event.TICKET_ISSUED_OFFLINE, ticket=wish.id, number=number, service=wish.service_id
        )
        self._line.wake()
        return IssuedTicket(
            id=str(wish.id),
            number=number,
            service_id=wish.service_id,
            queue_id=queue.id,
            priority=wish.priority,
            taken_at=wish.at,
            ahead=None,
            wait=None,
            phone_url=phone_url(hall.phone_base, wish.id),
        )

    def _take_back(self, wish: _Wish) -> None:
        """Have a ticket cancelled that the hall may have given and the disk did not keep."""
        try:
            self._journal.abandon(wish.id)
            self._line.wake()
        except StorageFailed:
            # The next start finds it half way and leaves word; nobody should be called until then.
            with suppress(MppError):
                self._client.cancel_ticket(wish.id)

    def _note_refusal(self, wish: _Wish, refusal: MppError) -> None:
        self._audit.note(
            Event.TICKET_REFUSED, ticket=wish.id, service=wish.service_id, code=refusal.code
        )

    # --- paper ----------------------------------------------------------------------------------

    def _paper(self, ticket: IssuedTicket, language: str, *, duplicate: bool) -> PaperTicket:
        """What goes on paper. A name the catalog lost since stays empty; the number does not."""
        hall = self._catalog.hall()
        service = self._catalog.service(ticket.service_id)
        agency = self._catalog.agency(service.agency_id) if service else None
        counters = hall.counters_of(ticket.queue_id) if hall else ()
        zone = hall.zone(counters[0].zone_id) if hall and counters else None
        return PaperTicket(
            hall=hall.name if hall else "",
            city=hall.city if hall else "",
            number=str(ticket.number),
            service=service.name if service else "",
            agency=agency.name if agency else "",
            taken_at=ticket.taken_at,
            zone=zone.name if zone else "",
            counters=tuple(counter.number for counter in counters),
            ahead=ticket.ahead,
            wait=ticket.wait,
            papers=tuple(one.text for one in service.requirements) if service else (),
            phone_url=ticket.phone_url,
            offline=ticket.number.offline,
            duplicate=duplicate,
            language=language,
        )


def _open_queue(
    hall: Hall, service: Service | None, wish: _Wish, told: HallSnapshot | None
) -> Queue:
    """The queue of a wish, by its service, the hours of its touch and what the hall `told` last.

    Raises UnknownService, NotServedNow. Quotas and counters since then only the hall server knows.
    """
    queue = hall.queue_of(wish.service_id)
    if queue is None:
        raise UnknownService(wish.service_id)
    state = (of_service(service.status) if service else None) or opening(hall.calendar, wish.at)
    if state.given and told is not None:
        state = told.refusal(queue.id, wish.at) or state
    if not state.given:
        raise not_served_now(state, wish.at)
    return queue
