"""A ticket's beginning: issued, repeated, or brought in with the number on its paper."""

from __future__ import annotations

import json
from dataclasses import dataclass

from hall.queue import rows
from hall.queue.floor import Floor
from hall.queue.numbers import Printed, check_printed, next_number
from hall.queue.rows import StopRow, TicketRow
from hall.queue.views import TicketView
from hall.queue.waiting import Forecast, Forecaster, waiting_in
from hall.store.transaction import Transaction, to_ms
from kiosk.domain.calendar import opening
from kiosk.domain.hall import Queue
from kiosk.domain.live import HallEvent
from kiosk.domain.order import due_at
from kiosk.domain.refusal import not_served_now
from kiosk.domain.ticket import Priority, TicketState, WaitRange
from kiosk.errors import (
    ContentConflict,
    IllegalTransition,
    InvalidOfflineNumber,
    NumberTaken,
    UnknownTicket,
)


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """What a kiosk asks for: one to five services, one number from the first one's queue."""

    id: str
    services: tuple[str, ...]
    priority: Priority
    kiosk_id: str
    printed: Printed | None = None

    @property
    def content(self) -> str:
        """What must be the same whenever the id comes again."""
        return json.dumps([self.priority, *self.services])


@dataclass(frozen=True, slots=True)
class Issued:
    """The ticket, and whether this request made it."""

    ticket: TicketView
    new: bool


def issue(tx: Transaction, floor: Floor, request: TicketRequest) -> Issued:
    """Give a ticket, or the one this id was given before.

    Raises UnknownService, NotServedNow, ContentConflict, InvalidOfflineNumber, NumberTaken.
    """
    known = rows.ticket_of(tx.connection, request.id)
    if known is not None:
        return Issued(_again(tx, floor, request, known), new=False)
    queues = [floor.queue_of(service) for service in request.services]
    ticket = _new_row(tx, floor, request, queues[0])
    _refuse_taken_number(tx, ticket)
    stops = [
        StopRow(position, service, queue.id, None, None, None)
        for position, (service, queue) in enumerate(
            zip(request.services, queues, strict=True), start=1
        )
    ]
    forecast = _forecast(tx, floor, ticket)
    if forecast is not None and request.printed is None:  # an offline paper promised nothing
        low, high = (forecast.wait.low, forecast.wait.high) if forecast.wait else (None, None)
        stops[0] = stops[0]._replace(ahead=forecast.ahead, wait_low=low, wait_high=high)
    rows.add(tx.connection, ticket, stops)
    log_change(tx, ticket, "ticket.issued", services=list(request.services))
    return Issued(view(floor, tx, ticket, request.services, forecast), new=True)


def read(tx: Transaction, floor: Floor, ticket_id: str) -> TicketView:
    """A ticket as it stands now. Raises UnknownTicket."""
    ticket = rows.ticket_of(tx.connection, ticket_id)
    if ticket is None:
        raise UnknownTicket
    services = tuple(stop.service_id for stop in rows.stops_of(tx.connection, ticket_id))
    return view(floor, tx, ticket, services, _forecast(tx, floor, ticket))


def view(
    floor: Floor,
    tx: Transaction,
    ticket: TicketRow,
    services: tuple[str, ...],
    forecast: Forecast | None,
) -> TicketView:
    """Put a row into words. One that still waits after its day has expired: nobody can call it."""
    state = TicketState(ticket.state)
    if state is TicketState.WAITING and not _today(tx, floor, ticket):
        state = TicketState.EXPIRED
    return TicketView(
        id=ticket.id,
        number=ticket.number,
        state=state,
        priority=Priority(ticket.priority),
        services=services,
        service=ticket.service_id,
        queue=ticket.queue_id,
        service_day=ticket.day,
        taken_at=floor.local(ticket.taken_at),
        counter=ticket.counter_id if ticket.held else None,
        ahead=forecast.ahead if forecast else None,
        wait=forecast.wait if forecast else None,
    )


def log_change(
    tx: Transaction,
    ticket: TicketRow,
    event: str,
    *,
    counter_id: str = "",
    **facts: str | int | list[str] | None,
) -> None:
    """Append the event of a change that has been stored; `due_at` lets an auditor recompute it."""
    tx.append(
        HallEvent(
            seq=0,
            at=tx.now,
            type=event,
            number=ticket.number,
            queue_id=ticket.queue_id,
            counter_id=counter_id,
            waiting=waiting_in(tx.connection, ticket.day, ticket.queue_id),
        ),
        ticket.day,
        ticket.id,
        due_at=ticket.due_at,
        position=ticket.position,
        **facts,
    )


def _forecast(tx: Transaction, floor: Floor, ticket: TicketRow) -> Forecast | None:
    """Where a ticket stands in line; None for one that is not in line."""
    if ticket.state != TicketState.WAITING or not _today(tx, floor, ticket):
        return None
    return Forecaster(tx, floor, ticket.day).of(ticket)


def _today(tx: Transaction, floor: Floor, ticket: TicketRow) -> bool:
    return ticket.day == floor.day(tx.now)


def _new_row(tx: Transaction, floor: Floor, request: TicketRequest, queue: Queue) -> TicketRow:
    if request.printed is None:
        local = tx.now.astimezone(floor.hall.zone_info)
        now_open = opening(floor.hall.calendar, local)
        if not now_open.given:
            raise not_served_now(now_open, local)
        taken_at, day = tx.now, floor.day(tx.now)
        number = str(next_number(tx, day, queue.prefix))
    else:
        check_printed(floor, request.printed, request.kiosk_id, queue, tx.now)
        taken_at, number = request.printed.taken_at, request.printed.number
        day = floor.day(taken_at)
    return TicketRow(
        id=request.id,
        day=day,
        number=number,
        state=TicketState.WAITING,
        priority=request.priority,
        kiosk_id=request.kiosk_id,
        content=request.content,
        printed=_paper(request.printed),
        position=1,
        service_id=request.services[0],
        queue_id=queue.id,
        taken_at=to_ms(taken_at),
        due_at=to_ms(due_at(taken_at, request.priority, floor.hall.head_start_minutes)),
        counter_id=None,
        called_at=None,
        started_at=None,
        calls=0,
        recalls=0,
    )


def _paper(printed: Printed | None) -> str | None:
    return f"{printed.number} {to_ms(printed.taken_at)}" if printed else None


def _refuse_taken_number(tx: Transaction, ticket: TicketRow) -> None:
    owner = rows.owner_of(tx.connection, ticket.day, ticket.number)
    if owner is not None and owner != ticket.id:
        raise NumberTaken(ticket.number)


# --- an id that comes again ---------------------------------------------------------------------


def _again(tx: Transaction, floor: Floor, request: TicketRequest, known: TicketRow) -> TicketView:
    """The first answer; with the number on the paper, where a kiosk printed one meanwhile."""
    if request.content != known.content:
        raise ContentConflict
    paper = _paper(request.printed)
    if request.printed is not None and paper != known.printed:
        if known.printed is not None:
            raise ContentConflict
        known = _renumber(tx, floor, request, request.printed, known)
    return view(floor, tx, known, request.services, _given(tx, floor, known))


def _given(tx: Transaction, floor: Floor, ticket: TicketRow) -> Forecast | None:
    """The forecast that stands on the paper while it applies, else how it is now."""
    forecast = _forecast(tx, floor, ticket)
    first = rows.stops_of(tx.connection, ticket.id)[0]
    if forecast is None or ticket.position > 1 or first.ahead is None:
        return forecast
    low, high = first.wait_low, first.wait_high
    return Forecast(first.ahead, None if low is None or high is None else WaitRange(low, high))


def _renumber(
    tx: Transaction, floor: Floor, request: TicketRequest, printed: Printed, known: TicketRow
) -> TicketRow:
    """Let the number on the paper win over the one whose answer was lost; that one stays used."""
    queue = floor.queue_of(request.services[0])
    check_printed(floor, printed, request.kiosk_id, queue, tx.now)
    if floor.day(printed.taken_at) != known.day:
        raise InvalidOfflineNumber(printed.number, f"harinya bukan {known.day}")
    renumbered = known._replace(number=printed.number, printed=_paper(printed))
    _refuse_taken_number(tx, renumbered)
    if not rows.change(tx.connection, known, renumbered):
        raise IllegalTransition(known.number, known.state, floor.counter_name(known.counter_id))
    holder = renumbered.counter_id or ""
    log_change(tx, renumbered, "ticket.renumbered", counter_id=holder, old_number=known.number)
    if renumbered.state == TicketState.CALLED:  # boards showed a number that is on no paper
        log_change(tx, renumbered, "ticket.called_again", counter_id=holder)
    return renumbered
