"""A ticket's beginning: issued, repeated, checked in with a booking, or brought in with its number.

And its end by the visitor's own wish.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from hall.queue import rows
from hall.queue.floor import Floor
from hall.queue.moves import illegal, log_change, move
from hall.queue.rows import StopRow, TicketRow
from hall.queue.today import Today
from hall.queue.views import TicketView
from hall.queue.visitor import bookings
from hall.queue.visitor.gate import gate, must_be_given
from hall.queue.visitor.numbers import Printed, check_given, check_printed
from hall.queue.visitor.waiting import forecast_of
from hall.store.transaction import Transaction, to_ms
from kiosk.domain.availability import QUEUES_OWN
from kiosk.domain.calendar import Reason
from kiosk.domain.forecast import WaitForecast
from kiosk.domain.hall import Queue
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.order import booking_due_at, due_at
from kiosk.domain.refusal import not_served_now
from kiosk.domain.ticket import ENDED, Priority, TicketState, WaitRange
from kiosk.errors import ContentConflict, InvalidOfflineNumber, NumberTaken, UnknownTicket

_JSON = json.JSONEncoder()


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """What a kiosk asks for: one to five services, or a booking; one number for all of them.

    `printed` is a number the kiosk gave by itself, `given` one that this hall gave before its store
    was restored from a backup.
    """

    id: str
    services: tuple[str, ...]
    priority: Priority
    kiosk_id: str
    printed: Printed | None = None
    given: Printed | None = None
    booking: str = ""

    @property
    def content(self) -> str:
        """What must be the same whenever the id comes again; why there is priority is not kept.

        A booking's service is known only once it has been looked up, so it is not part of it.
        """
        services = () if self.booking else self.services
        return _JSON.encode([self.priority is not Priority.NONE, self.booking, *services])


@dataclass(frozen=True, slots=True)
class Issued:
    """The ticket, and whether this request made it."""

    ticket: TicketView
    new: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Which day and number a new ticket has, and since when it counts."""

    day: str
    number: str
    taken_at: datetime
    printed: str | None = None


def issue(tx: Transaction, floor: Floor, today: Today, request: TicketRequest) -> Issued:
    """Give a ticket, or the one this id was given before.

    Raises UnknownService, NotServedNow, ContentConflict, InvalidOfflineNumber, NumberTaken, and of
    bookings UnknownBooking, BookingNotToday, BookingUsed.
    """
    known = rows.any_hall(tx, request.id)
    if known is not None:
        if known.hall_id != tx.hall_id:
            raise ContentConflict
        return Issued(_again(tx, floor, today, request, known), new=False)
    booked_at = None
    if request.booking:
        booking = bookings.check_in(tx, floor, request.booking, request.id)
        request, booked_at = replace(request, services=(booking.service_id,)), booking.booked_at
    queues = [floor.queue_of(service) for service in request.services]
    if not (request.printed or request.given):  # a paper that is out is taken as it is
        must_be_given(floor, request.services, tx.now)
        _must_be_open(tx, floor, today, queues, booked=booked_at is not None)
    place = _place(tx, floor, today, request, queues[0])
    due = _due(floor, request.priority, place.taken_at, booked_at)
    ticket = _row(tx, request, queues[0], place, due)
    told = None
    if ticket.day == floor.day(tx.now):
        told = forecast_of(tx, floor, today, ticket)
    first = StopRow(1, 1, request.services[0], queues[0].id, ticket.taken_at)
    if told is not None and place.printed is None:  # an offline paper promised nothing
        first = first.with_told(told)
    others = zip(request.services[1:], queues[1:], strict=True)
    more = [StopRow(n, n, service, queue.id) for n, (service, queue) in enumerate(others, 2)]
    rows.add(tx, ticket, (first, *more))
    log_change(
        tx,
        ticket,
        "ticket.issued",
        taken_at=ticket.taken_at,
        head_start=_head_start(floor, request.priority),
        booked_at=to_ms(booked_at) if booked_at else None,
        queues=[queue.id for queue in queues],
        kiosk=request.kiosk_id,
        printed=place.printed is not None,
    )
    if told is None:  # brought in after its day: kept, never called
        ticket = move(tx, floor, ticket, TicketState.EXPIRED)
        log_change(tx, ticket, "ticket.expired", was="late")
    return Issued(view(floor, ticket, request.services, told), new=True)


def read(tx: Transaction, floor: Floor, today: Today, ticket_id: str) -> TicketView:
    """A ticket as it stands now. Raises UnknownTicket."""
    ticket = rows.ticket_of(tx, ticket_id)
    if ticket is None:
        raise UnknownTicket
    ticket = _as_of_now(tx, floor, ticket)
    return view(floor, ticket, _services(tx, ticket), _now(tx, floor, today, ticket))


def cancel(tx: Transaction, floor: Floor, ticket_id: str, kiosk_id: str = "") -> TicketView | None:
    """The visitor gives the place up, while they wait or are on hold; repeatable.

    None for a ticket nobody knows. When a kiosk does it, its request for that ticket may still be
    on its way: the id is then remembered, and gives none. Raises IllegalTransition.
    """
    ticket = rows.ticket_of(tx, ticket_id)
    if ticket is None:
        if kiosk_id and rows.any_hall(tx, ticket_id) is None:
            rows.add(tx, _abandoned(tx, ticket_id, kiosk_id), ())
        return None
    if ticket.state != TicketState.CANCELLED:
        if ticket.held:
            raise illegal(floor, ticket)
        was = ticket.state
        ticket = move(tx, floor, ticket, TicketState.CANCELLED)
        log_change(tx, ticket, "ticket.cancelled", was=was, by="visitor")
    return view(floor, ticket, _services(tx, ticket), None)


def view(
    floor: Floor, ticket: TicketRow, services: tuple[str, ...], told: WaitForecast | None
) -> TicketView:
    """Put a row into words."""
    return TicketView(
        id=ticket.id,
        number=ticket.number,
        state=TicketState(ticket.state),
        priority=Priority(ticket.priority),
        services=services,
        service=ticket.service_id,
        queue=ticket.queue_id,
        service_day=ticket.day,
        taken_at=floor.local(ticket.taken_at),
        counter=ticket.counter_id if ticket.held else None,
        ahead=told.ahead if told else None,
        wait=told.wait if told else None,
    )


def _as_of_now(tx: Transaction, floor: Floor, ticket: TicketRow) -> TicketRow:
    """One that has not ended with its day has expired: the next write will say so."""
    ended = TicketState(ticket.state) in ENDED
    if ended or ticket.day == floor.day(tx.now):
        return ticket
    return ticket._replace(state=TicketState.EXPIRED.value)


def _now(tx: Transaction, floor: Floor, today: Today, ticket: TicketRow) -> WaitForecast | None:
    """Where a ticket stands in line; None for one that is not in line."""
    if ticket.state != TicketState.WAITING:
        return None
    return forecast_of(tx, floor, today, ticket)


def _services(tx: Transaction, ticket: TicketRow) -> tuple[str, ...]:
    return tuple(stop.service_id for stop in rows.stops_of(tx, ticket.id))


# --- a new ticket -------------------------------------------------------------------------------


def _head_start(floor: Floor, priority: Priority) -> int:
    return 0 if priority is Priority.NONE else floor.hall.head_start_minutes


def _must_be_open(
    tx: Transaction, floor: Floor, today: Today, queues: list[Queue], *, booked: bool
) -> None:
    """Refuse what the hall, the first queue or any quota refuses now. Raises NotServedNow.

    What closes a later queue may be over until the visitor comes there. A booking holds its place
    whatever its queue says, but no ticket is given while the hall itself gives none.
    """
    for place, queue in enumerate(queues):
        opening = gate(floor, today, queue, tx.now, queues[:place].count(queue))
        later = place > 0 and opening.reason is not Reason.QUOTA_USED_UP
        if opening.given or later or (booked and opening.reason in QUEUES_OWN):
            continue
        raise not_served_now(opening, tx.now.astimezone(floor.hall.zone_info))


def _place(
    tx: Transaction,
    floor: Floor,
    today: Today,
    request: TicketRequest,
    queue: Queue,
) -> _Place:
    brought = request.printed or request.given
    if brought is None:
        day = floor.day(tx.now)
        number = str(TicketNumber(queue.prefix, today.next_number(queue.prefix)))
        return _Place(day, number, tx.now)
    if request.printed is not None:
        check_printed(floor, request.printed, request.kiosk_id, queue, tx.now)
    else:
        check_given(tx, floor, brought, queue, tx.now)
    day = floor.day(brought.taken_at)
    _refuse_taken_number(tx, day, brought.number, request.id)
    paper = _paper(brought) if request.printed else None
    return _Place(day, brought.number, brought.taken_at, paper)


def _due(
    floor: Floor, priority: Priority, taken_at: datetime, booked_at: datetime | None
) -> datetime:
    """When a ticket is due; who has both a booking and priority gets the better of the two."""
    walk_in = due_at(taken_at, priority, floor.hall.head_start_minutes)
    if booked_at is None:
        return walk_in
    booked = booking_due_at(booked_at, taken_at, floor.hall.booking_grace_minutes)
    return booked if priority is Priority.NONE else min(walk_in, booked)


def _row(
    tx: Transaction, request: TicketRequest, queue: Queue, place: _Place, due_at: datetime
) -> TicketRow:
    return TicketRow(
        id=request.id,
        hall_id=tx.hall_id,
        day=place.day,
        number=place.number,
        state=TicketState.WAITING,
        priority=request.priority,
        kiosk_id=request.kiosk_id,
        content=request.content,
        printed=place.printed,
        position=1,
        service_id=request.services[0],
        queue_id=queue.id,
        taken_at=to_ms(place.taken_at),
        due_at=to_ms(due_at),
        counter_id=None,
        called_at=None,
        started_at=None,
        calls=0,
        recalls=0,
    )


def _abandoned(tx: Transaction, ticket_id: str, kiosk_id: str) -> TicketRow:
    """A ticket of no day, so nobody finds it, and of a content that no request has."""
    return TicketRow(
        id=ticket_id,
        hall_id=tx.hall_id,
        day=rows.NO_DAY,
        number=ticket_id,
        state=TicketState.CANCELLED,
        priority=Priority.NONE,
        kiosk_id=kiosk_id,
        content="",
        printed=None,
        position=1,
        service_id="",
        queue_id="",
        taken_at=tx.now_ms,
        due_at=tx.now_ms,
        counter_id=None,
        called_at=None,
        started_at=None,
        calls=0,
        recalls=0,
    )


def _paper(printed: Printed) -> str:
    return f"{printed.number} {to_ms(printed.taken_at)}"


def _refuse_taken_number(tx: Transaction, day: str, number: str, ticket_id: str) -> None:
    owner = rows.by_number(tx, day, number)
    if owner is not None and owner.id != ticket_id:
        raise NumberTaken(number)


# --- an id that comes again ---------------------------------------------------------------------


def _again(
    tx: Transaction, floor: Floor, today: Today, request: TicketRequest, known: TicketRow
) -> TicketView:
    """The first answer; with the number on the paper, where a kiosk printed one meanwhile."""
    if request.content != known.content:
        raise ContentConflict
    known = _as_of_now(tx, floor, known)
    if request.printed is not None and _paper(request.printed) != known.printed:
        if known.printed is not None:
            raise ContentConflict
        known = _renumber(tx, floor, request, request.printed, known)
    return view(floor, known, _services(tx, known), _told(tx, floor, today, known))


def _told(tx: Transaction, floor: Floor, today: Today, ticket: TicketRow) -> WaitForecast | None:
    """The forecast that stands on the paper while it applies, else how it is now."""
    now = _now(tx, floor, today, ticket)
    first = rows.stops_of(tx, ticket.id)[0]
    if now is None or ticket.position > 1 or first.ahead is None:
        return now
    low, high = first.wait_low, first.wait_high
    wait = None if low is None or high is None else WaitRange(low, high)
    return WaitForecast(first.ahead, wait, None)


def _renumber(
    tx: Transaction, floor: Floor, request: TicketRequest, printed: Printed, known: TicketRow
) -> TicketRow:
    """Let the number on the paper win over the one whose answer was lost; that one stays used."""
    queue = floor.queue_of(request.services[0])
    check_printed(floor, printed, request.kiosk_id, queue, tx.now)
    if floor.day(printed.taken_at) != known.day:
        raise InvalidOfflineNumber(printed.number, f"harinya bukan {known.day}")
    _refuse_taken_number(tx, known.day, printed.number, known.id)
    renumbered = known._replace(number=printed.number, printed=_paper(printed))
    if not rows.change(tx, known, renumbered):
        raise illegal(floor, known)
    holder = renumbered.counter_id or "" if renumbered.held else ""
    log_change(tx, renumbered, "ticket.renumbered", counter_id=holder, old_number=known.number)
    if renumbered.state == TicketState.CALLED:  # boards showed a number that is on no paper
        log_change(tx, renumbered, "ticket.called_again", counter_id=holder)
    return renumbered
