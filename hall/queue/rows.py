"""Tickets and stops as rows: read, add, change. The only statements that touch those tables' state.

A change is guarded: it takes hold only if the ticket still is as it was read.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, insert, literal_column, select, update

from hall.store.dialect import Connection
from hall.store.schema import stops, tickets
from hall.store.sql import Sql
from kiosk.domain.ticket import HELD_BY_COUNTER


class TicketRow(NamedTuple):
    """A row of the ticket table, columns in its order."""

    id: str
    day: str
    number: str
    state: str
    priority: str
    kiosk_id: str
    content: str
    printed: str | None
    position: int
    service_id: str
    queue_id: str
    taken_at: int
    due_at: int
    counter_id: str | None
    called_at: int | None
    started_at: int | None
    calls: int
    recalls: int

    @property
    def held(self) -> bool:
        """Whether a counter holds it."""
        return self.state in HELD_BY_COUNTER


class StopRow(NamedTuple):
    """What a view or a rule needs of a stop."""

    position: int
    service_id: str
    queue_id: str
    ahead: int | None
    wait_low: int | None
    wait_high: int | None


_CHANGING = (
    "number",
    "state",
    "printed",
    "position",
    "service_id",
    "queue_id",
    "due_at",
    "counter_id",
    "called_at",
    "started_at",
    "calls",
    "recalls",
)
_BY_ID = Sql(select(tickets).where(tickets.c.id == bindparam("ticket")))
_HELD_BY = Sql(
    select(tickets).where(
        tickets.c.counter_id == bindparam("counter"),
        literal_column("state in ('called', 'serving')"),
    )
)
_OWNER_OF = Sql(
    select(tickets.c.id).where(
        tickets.c.day == bindparam("that_day"), tickets.c.number == bindparam("that_number")
    )
)
_ADD = Sql(insert(tickets), *TicketRow._fields)
_CHANGE = Sql(
    update(tickets)
    .where(tickets.c.id == bindparam("ticket"), tickets.c.state == bindparam("was"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)
_STOPS = Sql(
    select(*(stops.c[name] for name in StopRow._fields))
    .where(stops.c.ticket_id == bindparam("ticket"))
    .order_by(stops.c.position)
)
_ADD_STOP = Sql(insert(stops), "ticket_id", "day", *StopRow._fields)
_END_STOP = Sql(
    update(stops)
    .where(stops.c.ticket_id == bindparam("ticket"), stops.c.position == bindparam("at"))
    .values(
        counter_id=bindparam("counter"),
        called_at=bindparam("called"),
        started_at=bindparam("started"),
        ended_at=bindparam("ended"),
        outcome=bindparam("how"),
    )
)


def ticket_of(connection: Connection, ticket_id: str) -> TicketRow | None:
    """The ticket of an id."""
    row = _BY_ID.first(connection, ticket=ticket_id)
    return TicketRow(*row) if row else None


def held_by(connection: Connection, counter_id: str) -> TicketRow | None:
    """The ticket a counter holds."""
    row = _HELD_BY.first(connection, counter=counter_id)
    return TicketRow(*row) if row else None


def owner_of(connection: Connection, day: str, number: str) -> str | None:
    """The id of the ticket with a number on a day."""
    row = _OWNER_OF.first(connection, that_day=day, that_number=number)
    return str(row[0]) if row else None


def stops_of(connection: Connection, ticket_id: str) -> list[StopRow]:
    """The stops of a ticket in their order."""
    return [StopRow(*row) for row in _STOPS.all(connection, ticket=ticket_id)]


def add(connection: Connection, ticket: TicketRow, its_stops: list[StopRow]) -> None:
    """Store a new ticket with its stops."""
    _ADD.run(connection, **ticket._asdict())
    for stop in its_stops:
        _ADD_STOP.run(connection, ticket_id=ticket.id, day=ticket.day, **stop._asdict())


def change(connection: Connection, before: TicketRow, after: TicketRow) -> bool:
    """Store a ticket's new state; False when it is no longer as it was read."""
    values = {f"new_{name}": getattr(after, name) for name in _CHANGING}
    return _CHANGE.run(connection, ticket=before.id, was=before.state, **values) == 1


def end_stop(connection: Connection, ticket: TicketRow, ended: int, outcome: str) -> None:
    """Write down how the present stop of a ticket ended at the counter that holds it."""
    _END_STOP.run(
        connection,
        ticket=ticket.id,
        at=ticket.position,
        counter=ticket.counter_id,
        called=ticket.called_at,
        started=ticket.started_at,
        ended=ended,
        how=outcome,
    )
