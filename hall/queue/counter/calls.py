"""Calling: next, out of order with a reason, once more; and what happens when nobody comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hall.queue import rows
from hall.queue.counter.at_counter import AtCounter
from hall.queue.moves import illegal, log_change, move
from hall.queue.rows import TicketRow
from hall.store.transaction import Transaction, to_ms
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.order import InLine, rank, recall_due_at
from kiosk.domain.ticket import TicketState
from kiosk.errors import CounterHoldsTicket, NotInProfile, UnknownNumber


class CallReason(StrEnum):
    """Why somebody is called out of order; no free text, so nothing personal gets in."""

    NEEDS_HELP = "needs-help"
    PAPERS_BROUGHT = "papers-brought"
    STAFF_MISTAKE = "staff-mistake"
    AGENCY_REQUEST = "agency-request"


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    """A call of one number, and why."""

    number: str
    reason: CallReason


def call_next(tx: Transaction, at: AtCounter) -> TicketRow | None:
    """Call the first in the order of the counter's profile; None when nobody waits.

    Raises CounterHoldsTicket.
    """
    _must_be_free(tx, at)
    call_by = at.floor.hall.call_by_minutes * 60_000
    firsts = [
        InLine(at.counter.level_of(queue_id), *first)
        for queue_id in at.counter.profile
        if (first := at.today.first(queue_id)) is not None
    ]
    if not firsts:
        return None
    chosen = min(firsts, key=lambda stop: rank(stop, tx.now_ms, call_by))
    ticket = rows.ticket_of(tx, chosen.ticket_id)
    if ticket is None:
        raise RuntimeError("the line has a ticket that the store does not have")
    return _call(tx, at, ticket)


def call_number(tx: Transaction, at: AtCounter, wanted: OutOfOrder) -> TicketRow:
    """Call one number out of order; the event says why.

    Raises CounterHoldsTicket, UnknownNumber, NotInProfile, IllegalTransition.
    """
    _must_be_free(tx, at)
    ticket = _numbered(tx, at, wanted.number)
    if ticket is None:
        raise UnknownNumber(wanted.number)
    if ticket.queue_id not in at.counter.profile:
        raise NotInProfile(at.counter.name, wanted.number)
    return _call(tx, at, ticket, reason=wanted.reason.value)


def call_again(tx: Transaction, at: AtCounter, ticket_id: str) -> TicketRow:
    """Call the ticket the counter has called once more. Raises UnknownTicket, IllegalTransition."""
    ticket = at.held(tx, ticket_id)
    if ticket.state != TicketState.CALLED:
        raise illegal(at.floor, ticket)
    again = ticket._replace(calls=ticket.calls + 1)
    if not rows.change(tx, ticket, again):
        raise illegal(at.floor, ticket)
    log_change(tx, again, "ticket.called_again", counter_id=at.counter.id)
    return again


def no_show(tx: Transaction, at: AtCounter, ticket_id: str) -> TicketRow:
    """Nobody came: back into the queue with a penalty, expired after the hall's recall limit.

    A ticket of an earlier day expires at once. Raises UnknownTicket, IllegalTransition.
    """
    ticket = at.held(tx, ticket_id)
    hall = at.floor.hall
    absent = move(tx, at.floor, ticket, TicketState.NO_SHOW)
    rows.end_stop(tx, ticket, TicketState.NO_SHOW)
    log_change(tx, absent, "ticket.no_show", counter_id=at.counter.id)
    if ticket.recalls >= hall.recall_limit or ticket.day != at.floor.day(tx.now):
        expired = move(tx, at.floor, absent, TicketState.EXPIRED)
        log_change(tx, expired, "ticket.expired", was=TicketState.NO_SHOW.value)
        return expired
    recalled = move(
        tx,
        at.floor,
        absent,
        TicketState.WAITING,
        due_at=to_ms(recall_due_at(tx.now, hall.recall_penalty_minutes)),
        counter_id=None,
        called_at=None,
        calls=0,
        recalls=ticket.recalls + 1,
    )
    log_change(tx, recalled, "ticket.recalled", recalls=recalled.recalls)
    return recalled


def _numbered(tx: Transaction, at: AtCounter, number: str) -> TicketRow | None:
    """The ticket with a number of today; not every text may be asked of every database."""
    try:
        known = TicketNumber.parse(number)
    except ValueError:
        return None
    return rows.by_number(tx, at.floor.day(tx.now), str(known))


def _must_be_free(tx: Transaction, at: AtCounter) -> None:
    holding = rows.held_by(tx, at.counter.id)
    if holding is not None:
        raise CounterHoldsTicket(at.counter.name, holding.number)


def _call(tx: Transaction, at: AtCounter, ticket: TicketRow, **facts: str) -> TicketRow:
    called = move(
        tx,
        at.floor,
        ticket,
        TicketState.CALLED,
        counter_id=at.counter.id,
        called_at=tx.now_ms,
        started_at=None,
        calls=1,
    )
    rows.call_stop(tx, called)
    log_change(
        tx,
        called,
        "ticket.called",
        counter_id=at.counter.id,
        recalls=ticket.recalls or None,
        **facts,
    )
    return called
