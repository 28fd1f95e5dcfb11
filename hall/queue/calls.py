"""What a counter does: call next, call again, start, finish, no-show.

Every change goes through `_move`, which asks the table of lawful transitions and writes the event
in the same transaction.
"""

from __future__ import annotations

from typing import Any

from hall.queue import rows, tickets, waiting
from hall.queue.floor import Floor
from hall.queue.rows import TicketRow
from hall.queue.views import HeldTicketView
from hall.store.transaction import Transaction, to_ms
from kiosk.domain.order import recall_due_at
from kiosk.domain.ticket import TRANSITIONS, TicketState
from kiosk.errors import CounterHoldsTicket, IllegalTransition, UnknownTicket


def call_next(tx: Transaction, floor: Floor, counter_id: str) -> HeldTicketView | None:
    """Call the waiting ticket with the smallest `(due_at, id)` in the counter's profile.

    None when nobody waits. Raises CounterHoldsTicket.
    """
    counter = floor.counter(counter_id)
    holding = rows.held_by(tx.connection, counter_id)
    if holding is not None:
        raise CounterHoldsTicket(counter.name, holding.number)
    today = floor.day(tx.now)
    firsts = [
        ticket
        for queue_id in counter.profile
        for ticket in waiting.first_in(tx.connection, today, queue_id, 1)
    ]
    if not firsts:
        return None
    chosen = min(firsts, key=lambda ticket: (ticket.due_at, ticket.id))
    called = _move(
        tx,
        floor,
        chosen,
        TicketState.CALLED,
        counter_id=counter_id,
        called_at=tx.now_ms,
        started_at=None,
        calls=1,
    )
    tickets.log_change(tx, called, "ticket.called", counter_id=counter_id)
    return held_view(tx, floor, called)


def call_again(tx: Transaction, floor: Floor, counter_id: str, ticket_id: str) -> HeldTicketView:
    """Call the ticket the counter has called once more. Raises UnknownTicket, IllegalTransition."""
    ticket = _mine(tx, floor, counter_id, ticket_id)
    if ticket.state != TicketState.CALLED:
        raise _illegal(floor, ticket)
    again = ticket._replace(calls=ticket.calls + 1)
    if not rows.change(tx.connection, ticket, again):
        raise _illegal(floor, ticket)
    tickets.log_change(tx, again, "ticket.called_again", counter_id=counter_id)
    return held_view(tx, floor, again)


def start(tx: Transaction, floor: Floor, counter_id: str, ticket_id: str) -> HeldTicketView:
    """The visitor is here: called -> serving. Raises UnknownTicket, IllegalTransition."""
    ticket = _mine(tx, floor, counter_id, ticket_id)
    serving = _move(tx, floor, ticket, TicketState.SERVING, started_at=tx.now_ms)
    tickets.log_change(tx, serving, "ticket.started", counter_id=counter_id)
    return held_view(tx, floor, serving)


def finish(tx: Transaction, floor: Floor, counter_id: str, ticket_id: str) -> HeldTicketView:
    """The stop is done: on to the next one, which keeps its `due_at`, or finished.

    Raises UnknownTicket, IllegalTransition.
    """
    ticket = _mine(tx, floor, counter_id, ticket_id)
    _must_allow(floor, ticket, TicketState.FINISHED)
    rows.end_stop(tx.connection, ticket, tx.now_ms, TicketState.FINISHED)
    later = [s for s in rows.stops_of(tx.connection, ticket_id) if s.position > ticket.position]
    if not later:
        done = _move(tx, floor, ticket, TicketState.FINISHED)
        tickets.log_change(tx, done, "ticket.finished", counter_id=counter_id)
        return held_view(tx, floor, done)
    # The event tells of the queue that was left; who joins the next one is told by the second.
    tickets.log_change(tx, ticket, "ticket.stop_finished", counter_id=counter_id)
    stop = later[0]
    moved = _move(
        tx,
        floor,
        ticket,
        TicketState.WAITING,
        position=stop.position,
        service_id=stop.service_id,
        queue_id=stop.queue_id,
        counter_id=None,
        called_at=None,
        started_at=None,
        calls=0,
        recalls=0,
    )
    tickets.log_change(tx, moved, "ticket.queued")
    return held_view(tx, floor, moved)


def no_show(tx: Transaction, floor: Floor, counter_id: str, ticket_id: str) -> HeldTicketView:
    """Nobody came: back into the queue with a penalty, expired after the hall's recall limit.

    A ticket of an earlier day expires at once. Raises UnknownTicket, IllegalTransition.
    """
    ticket = _mine(tx, floor, counter_id, ticket_id)
    absent = _move(tx, floor, ticket, TicketState.NO_SHOW)
    rows.end_stop(tx.connection, ticket, tx.now_ms, TicketState.NO_SHOW)
    tickets.log_change(tx, absent, "ticket.no_show", counter_id=counter_id)
    limit_reached = ticket.recalls >= floor.hall.recall_limit
    if limit_reached or ticket.day != floor.day(tx.now):
        expired = _move(tx, floor, absent, TicketState.EXPIRED)
        tickets.log_change(tx, expired, "ticket.expired")
        return held_view(tx, floor, expired)
    due = to_ms(recall_due_at(tx.now, floor.hall.recall_penalty_minutes))
    recalled = _move(
        tx,
        floor,
        absent,
        TicketState.WAITING,
        due_at=due,
        counter_id=None,
        called_at=None,
        calls=0,
        recalls=ticket.recalls + 1,
    )
    tickets.log_change(tx, recalled, "ticket.recalled", recalls=recalled.recalls)
    return held_view(tx, floor, recalled)


def held_view(tx: Transaction, floor: Floor, ticket: TicketRow) -> HeldTicketView:
    """A ticket as the counter that deals with it sees it."""
    services = tuple(stop.service_id for stop in rows.stops_of(tx.connection, ticket.id))
    plain = tickets.view(floor, tx, ticket, services, None)
    return HeldTicketView(
        **{name: getattr(plain, name) for name in plain.__dataclass_fields__},
        called_at=None if ticket.called_at is None else floor.local(ticket.called_at),
        started_at=None if ticket.started_at is None else floor.local(ticket.started_at),
        calls=ticket.calls,
        recalls=ticket.recalls,
    )


def _mine(tx: Transaction, floor: Floor, counter_id: str, ticket_id: str) -> TicketRow:
    """The ticket, if this counter holds it."""
    ticket = rows.ticket_of(tx.connection, ticket_id)
    if ticket is None:
        raise UnknownTicket
    if not ticket.held or ticket.counter_id != counter_id:
        raise _illegal(floor, ticket)
    return ticket


def _must_allow(floor: Floor, ticket: TicketRow, to: TicketState) -> None:
    if to not in TRANSITIONS[TicketState(ticket.state)]:
        raise _illegal(floor, ticket)


def _move(
    tx: Transaction, floor: Floor, ticket: TicketRow, to: TicketState, **changes: Any
) -> TicketRow:
    """Store a lawful change of state; refuse any other, and one that somebody was faster with."""
    _must_allow(floor, ticket, to)
    moved = ticket._replace(state=to.value, **changes)
    if not rows.change(tx.connection, ticket, moved):
        raise _illegal(floor, ticket)
    return moved


def _illegal(floor: Floor, ticket: TicketRow) -> IllegalTransition:
    holder = floor.counter_name(ticket.counter_id) if ticket.held else None
    return IllegalTransition(ticket.number, ticket.state, holder)
