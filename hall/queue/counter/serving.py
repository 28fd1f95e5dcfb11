"""Serving: start, finish, on to the next stop, hold and return, transfer, cancel."""

from __future__ import annotations

from hall.queue import rows
from hall.queue.counter.at_counter import AtCounter
from hall.queue.moves import illegal, log_change, move, must_allow
from hall.queue.rows import StopRow, TicketRow
from hall.queue.visitor.gate import must_be_given
from hall.queue.visitor.waiting import forecast_of
from hall.store.transaction import Transaction
from kiosk.domain.ticket import TicketState
from kiosk.errors import UnknownTicket

#: How a stop ends that goes on elsewhere.
TRANSFERRED = "transferred"
_AWAY = {"counter_id": None, "called_at": None, "started_at": None}


def start(tx: Transaction, at: AtCounter, ticket_id: str) -> TicketRow:
    """The visitor is here: called -> serving. Raises UnknownTicket, IllegalTransition."""
    ticket = at.held(tx, ticket_id)
    serving = move(tx, at.floor, ticket, TicketState.SERVING, started_at=tx.now_ms)
    log_change(tx, serving, "ticket.started", counter_id=at.counter.id)
    return serving


def finish(tx: Transaction, at: AtCounter, ticket_id: str) -> TicketRow:
    """The stop is done: on to the next one, which keeps its `due_at`, or finished.

    Raises UnknownTicket, IllegalTransition.
    """
    ticket = at.held(tx, ticket_id)
    must_allow(at.floor, ticket, TicketState.FINISHED)
    rows.end_stop(tx, ticket, TicketState.FINISHED)
    later = _after_present(rows.stops_of(tx, ticket_id), ticket)
    if later is None:
        done = move(tx, at.floor, ticket, TicketState.FINISHED)
        log_change(
            tx, done, "ticket.finished", counter_id=at.counter.id, served_ms=_served(tx, ticket)
        )
        return done
    # The event tells of the queue that was left; who joins the next one is told by the second.
    log_change(
        tx,
        ticket,
        "ticket.stop_finished",
        counter_id=at.counter.id,
        served_ms=_served(tx, ticket),
    )
    return _join(tx, at, ticket, later)


def transfer(tx: Transaction, at: AtCounter, ticket_id: str, service_id: str) -> TicketRow:
    """On to another service before the rest of the visit, with the `due_at` it came with.

    Raises UnknownTicket, UnknownService, NotServedNow, IllegalTransition.
    """
    ticket = at.held(tx, ticket_id)
    queue = at.floor.queue_of(service_id)
    if ticket.state != TicketState.SERVING:
        raise illegal(at.floor, ticket)
    must_be_given(at.floor, (service_id,), tx.now)
    stops = rows.stops_of(tx, ticket_id)
    turn = next(stop.turn for stop in stops if stop.position == ticket.position)
    added = StopRow(turn, max(stop.position for stop in stops) + 1, service_id, queue.id)
    rows.end_stop(tx, ticket, TRANSFERRED)
    rows.add_stop(tx, ticket, added)
    log_change(
        tx,
        ticket,
        "ticket.transferred",
        counter_id=at.counter.id,
        served_ms=_served(tx, ticket),
        to=queue.id,
    )
    return _join(tx, at, ticket, added)


def hold(tx: Transaction, at: AtCounter, ticket_id: str) -> TicketRow:
    """The visitor fetches something: serving -> held, the counter is free.

    Raises UnknownTicket, IllegalTransition.
    """
    ticket = at.held(tx, ticket_id)
    held = move(tx, at.floor, ticket, TicketState.HELD)
    rows.end_stop(tx, ticket, TicketState.HELD)
    log_change(tx, held, "ticket.held", counter_id=at.counter.id)
    return held


def give_back(tx: Transaction, at: AtCounter, ticket_id: str) -> TicketRow:
    """The visitor is back: held -> waiting, with the `due_at` it had.

    Raises UnknownTicket, NotInProfile, IllegalTransition.
    """
    ticket = at.parked(tx, ticket_id)
    back = move(tx, at.floor, ticket, TicketState.WAITING, calls=0, **_AWAY)
    log_change(tx, back, "ticket.returned")
    return back


def cancel(tx: Transaction, at: AtCounter, ticket_id: str) -> TicketRow:
    """Staff cancel what they called or what is on hold.

    Raises UnknownTicket, NotInProfile, IllegalTransition.
    """
    found = rows.ticket_of(tx, ticket_id)
    if found is not None and found.state == TicketState.HELD:
        ticket = at.parked(tx, ticket_id)
    else:
        ticket = at.held(tx, ticket_id)
    cancelled = move(tx, at.floor, ticket, TicketState.CANCELLED)
    if ticket.held:
        rows.end_stop(tx, ticket, TicketState.CANCELLED)
    log_change(
        tx, cancelled, "ticket.cancelled", counter_id=at.counter.id, was=ticket.state, by="staff"
    )
    return cancelled


def _after_present(stops: list[StopRow], ticket: TicketRow) -> StopRow | None:
    """The stop after the present one, in the order of turns."""
    places = [stop.position for stop in stops]
    return next(iter(stops[places.index(ticket.position) + 1 :]), None)


def _served(tx: Transaction, ticket: TicketRow) -> int:
    if ticket.started_at is None:
        raise UnknownTicket
    return max(0, tx.now_ms - ticket.started_at)


def _join(tx: Transaction, at: AtCounter, ticket: TicketRow, stop: StopRow) -> TicketRow:
    """Wait for another stop; what is told of the wait there is kept beside it."""
    moved = move(
        tx,
        at.floor,
        ticket,
        TicketState.WAITING,
        position=stop.position,
        service_id=stop.service_id,
        queue_id=stop.queue_id,
        calls=0,
        recalls=0,
        **_AWAY,
    )
    told = forecast_of(tx, at.floor, at.today, moved)
    rows.queue_stop(tx, moved, stop._replace(queued_at=tx.now_ms).with_told(told))
    log_change(tx, moved, "ticket.queued")
    return moved
