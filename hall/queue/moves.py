"""Guarded changes of a ticket: only lawful ones, each with its event in the same transaction."""

from __future__ import annotations

from typing import Any

from hall.queue import rows
from hall.queue.floor import Floor
from hall.queue.rows import TicketRow
from hall.store.event import Event, Fact
from hall.store.transaction import Transaction
from kiosk.domain.ticket import TRANSITIONS, TicketState
from kiosk.errors import IllegalTransition


def must_allow(floor: Floor, ticket: TicketRow, to: TicketState) -> None:
    """Refuse a change that the table of lawful ones does not have. Raises IllegalTransition."""
    if to not in TRANSITIONS[TicketState(ticket.state)]:
        raise illegal(floor, ticket)


def move(
    tx: Transaction, floor: Floor, ticket: TicketRow, to: TicketState, **changes: Any
) -> TicketRow:
    """Store a lawful change of state; refuse any other, and one that somebody was faster with.

    Raises IllegalTransition.
    """
    must_allow(floor, ticket, to)
    moved = ticket._replace(state=to.value, **changes)
    if not rows.change(tx, ticket, moved):
        raise illegal(floor, ticket)
    return moved


def illegal(floor: Floor, ticket: TicketRow) -> IllegalTransition:
    """The refusal that names the present state and who holds the ticket."""
    holder = floor.counter_name(ticket.counter_id) if ticket.held else None
    return IllegalTransition(ticket.number, ticket.state, holder)


def log_change(
    tx: Transaction, ticket: TicketRow, kind: str, *, counter_id: str = "", **facts: Fact
) -> None:
    """Write the event of a change that has been stored; `due_at` lets an auditor recompute it."""
    tx.events.append(
        Event(
            kind,
            tx.now_ms,
            ticket.day,
            ticket.id,
            ticket.number,
            ticket.queue_id,
            counter_id,
            {"due_at": ticket.due_at, "position": ticket.position, **facts},
        )
    )
