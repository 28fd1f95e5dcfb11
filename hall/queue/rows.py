"""Tickets and stops as rows: read, add, change. The only statements that touch those tables' state.

A change is guarded: it takes hold only if the ticket still is as it was read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, select, update

from hall.store.batch import MOST_PER_COMMIT
from hall.store.dialect import Connection
from hall.store.schema import stops, tickets
from hall.store.sql import Rows, Sql
from hall.store.transaction import Transaction
from kiosk.domain.forecast import WaitForecast
from kiosk.domain.ticket import HELD_BY_COUNTER

#: The day of what a kiosk gave up before it was given: an id without a ticket.
NO_DAY = ""


class TicketRow(NamedTuple):
    """A row of the ticket table, columns in its order."""

    id: str
    hall_id: str
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
    """What a view or a rule needs of a stop; in the order of `(turn, position)`."""

    turn: int
    position: int
    service_id: str
    queue_id: str
    queued_at: int | None = None
    ahead: int | None = None
    wait_low: int | None = None
    wait_high: int | None = None
    wait_seconds: int | None = None

    def with_told(self, told: WaitForecast) -> StopRow:
        """The stop with what its visitor is told of the wait, and the point it is judged by."""
        return self._replace(
            ahead=told.ahead,
            wait_low=told.wait.low if told.wait else None,
            wait_high=told.wait.high if told.wait else None,
            wait_seconds=None if told.minutes is None else round(told.minutes * 60),
        )


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
_SOUGHT = tuple(f"id_{n}" for n in range(MOST_PER_COMMIT))
_KNOWN = Sql(select(tickets.c.id).where(tickets.c.id.in_([bindparam(name) for name in _SOUGHT])))
_HELD_BY = Sql(
    select(tickets).where(
        tickets.c.hall_id == bindparam("h"),
        tickets.c.counter_id == bindparam("counter"),
        literal_column("state in ('called', 'serving')"),
    )
)
_BY_NUMBER = Sql(
    select(tickets).where(
        tickets.c.hall_id == bindparam("h"),
        tickets.c.day == bindparam("that_day"),
        tickets.c.number == bindparam("that_number"),
    )
)
_WAITING: tuple[ColumnElement[bool], ...] = (
    tickets.c.hall_id == bindparam("h"),
    tickets.c.day == bindparam("that_day"),
    tickets.c.queue_id == bindparam("q"),
    literal_column("state = 'waiting'"),
)
_FIRST = Sql(
    select(tickets).where(*_WAITING).order_by(tickets.c.due_at, tickets.c.id).limit(bindparam("n"))
)
_COUNT = Sql(select(func.count()).select_from(tickets).where(*_WAITING))
_PARKED = Sql(
    select(tickets, stops.c.ended_at)
    .select_from(
        tickets.join(
            stops,
            and_(stops.c.ticket_id == tickets.c.id, stops.c.position == tickets.c.position),
        )
    )
    .where(
        tickets.c.hall_id == bindparam("h"),
        tickets.c.day == bindparam("that_day"),
        literal_column("tickets.state = 'held'"),
    )
    .order_by(tickets.c.due_at, tickets.c.id)
)
#: One statement for each partial index, so that years of ended tickets are not looked through.
_UNENDED = tuple(
    Sql(
        select(tickets)
        .where(
            tickets.c.hall_id == bindparam("h"),
            tickets.c.day < bindparam("today"),
            literal_column(condition),
        )
        .order_by(tickets.c.day, tickets.c.due_at, tickets.c.id)
    )
    for condition in ("state = 'waiting'", "state in ('called', 'serving')", "state = 'held'")
)
_TICKETS = Rows(tickets, *TicketRow._fields)
_CHANGE = Sql(
    update(tickets)
    .where(tickets.c.id == bindparam("ticket"), tickets.c.state == bindparam("was"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)
_STOPS = Sql(
    select(*(stops.c[name] for name in StopRow._fields))
    .where(stops.c.ticket_id == bindparam("ticket"))
    .order_by(stops.c.turn, stops.c.position)
)
_STOP_ROWS = Rows(stops, "ticket_id", "position", "hall_id", "day", "turn", *StopRow._fields[2:])
_THE_STOP = and_(stops.c.ticket_id == bindparam("ticket"), stops.c.position == bindparam("nth"))
_QUEUE_STOP = Sql(
    update(stops)
    .where(_THE_STOP)
    .values(
        queued_at=bindparam("at"),
        ahead=bindparam("people"),
        wait_low=bindparam("low"),
        wait_high=bindparam("high"),
        wait_seconds=bindparam("middle"),
    )
)
_CALL_STOP = Sql(
    update(stops)
    .where(_THE_STOP, stops.c.first_called_at.is_(None))
    .values(first_called_at=bindparam("at"))
)
_END_STOP = Sql(
    update(stops)
    .where(_THE_STOP)
    .values(
        counter_id=bindparam("counter"),
        called_at=bindparam("called"),
        started_at=bindparam("started"),
        ended_at=bindparam("ended"),
        outcome=bindparam("how"),
    )
)


def absent(connection: Connection, ids: Collection[str]) -> set[str]:
    """Which of some ids no ticket of any hall has; at most as many as one commit has jobs."""
    if not ids:
        return set()
    sought = dict.fromkeys(_SOUGHT, "") | dict(zip(_SOUGHT, ids, strict=False))
    return set(ids).difference(*_KNOWN.all(connection, **sought))


def any_hall(tx: Transaction, ticket_id: str) -> TicketRow | None:
    """The ticket of an id, whichever hall it belongs to."""
    if ticket_id in tx.absent:
        return None
    row = _BY_ID.first(tx.connection, ticket=ticket_id)
    return TicketRow(*row) if row else None


def ticket_of(tx: Transaction, ticket_id: str) -> TicketRow | None:
    """The ticket of an id in this hall."""
    ticket = any_hall(tx, ticket_id)
    return ticket if ticket and ticket.hall_id == tx.hall_id and ticket.day != NO_DAY else None


def held_by(tx: Transaction, counter_id: str) -> TicketRow | None:
    """The ticket a counter holds."""
    row = _HELD_BY.first(tx.connection, h=tx.hall_id, counter=counter_id)
    return TicketRow(*row) if row else None


def by_number(tx: Transaction, day: str, number: str) -> TicketRow | None:
    """The ticket with a number on a day."""
    row = _BY_NUMBER.first(tx.connection, h=tx.hall_id, that_day=day, that_number=number)
    return TicketRow(*row) if row else None


def first_waiting(tx: Transaction, day: str, queue_id: str, limit: int) -> list[TicketRow]:
    """The first tickets of a queue in the order of calling."""
    found = _FIRST.all(tx.connection, h=tx.hall_id, that_day=day, q=queue_id, n=limit)
    return [TicketRow(*row) for row in found]


def count_waiting(tx: Transaction, day: str, queue_id: str) -> int:
    """How many wait in a queue."""
    row = _COUNT.first(tx.connection, h=tx.hall_id, that_day=day, q=queue_id)
    return int(row[0]) if row else 0


def parked(tx: Transaction, day: str) -> list[tuple[TicketRow, int]]:
    """The tickets on hold and since when, in the order they would be called."""
    found = _PARKED.all(tx.connection, h=tx.hall_id, that_day=day)
    return [(TicketRow(*row[:-1]), row[-1]) for row in found]


def unended_before(tx: Transaction, day: str) -> list[TicketRow]:
    """The tickets of earlier days that have not ended."""
    return [
        TicketRow(*row)
        for statement in _UNENDED
        for row in statement.all(tx.connection, h=tx.hall_id, today=day)
    ]


def stops_of(tx: Transaction, ticket_id: str) -> list[StopRow]:
    """The stops of a ticket in their order."""
    return [StopRow(*row) for row in _STOPS.all(tx.connection, ticket=ticket_id)]


def add(tx: Transaction, ticket: TicketRow, its_stops: Iterable[StopRow]) -> None:
    """Store a new ticket with its stops."""
    tx.append(_TICKETS, ticket)
    tx.absent.discard(ticket.id)
    for stop in its_stops:
        add_stop(tx, ticket, stop)


def add_stop(tx: Transaction, ticket: TicketRow, stop: StopRow) -> None:
    """Store one more stop of a ticket."""
    turn, position, *rest = stop
    tx.append(_STOP_ROWS, (ticket.id, position, ticket.hall_id, ticket.day, turn, *rest))


def change(tx: Transaction, before: TicketRow, after: TicketRow) -> bool:
    """Store a ticket's new state; False when it is no longer as it was read."""
    values = {f"new_{name}": getattr(after, name) for name in _CHANGING}
    return _CHANGE.run(tx.connection, ticket=before.id, was=before.state, **values) == 1


def queue_stop(tx: Transaction, ticket: TicketRow, stop: StopRow) -> None:
    """Write down when the present stop joined its queue, and what was told then."""
    _QUEUE_STOP.run(
        tx.connection,
        ticket=ticket.id,
        nth=stop.position,
        at=stop.queued_at,
        people=stop.ahead,
        low=stop.wait_low,
        high=stop.wait_high,
        middle=stop.wait_seconds,
    )


def call_stop(tx: Transaction, ticket: TicketRow) -> None:
    """Write down when the present stop was called the first time."""
    _CALL_STOP.run(tx.connection, ticket=ticket.id, nth=ticket.position, at=tx.now_ms)


def end_stop(tx: Transaction, ticket: TicketRow, outcome: str) -> None:
    """Write down how the present stop of a ticket ended at the counter that holds it."""
    _END_STOP.run(
        tx.connection,
        ticket=ticket.id,
        nth=ticket.position,
        counter=ticket.counter_id,
        called=ticket.called_at,
        started=ticket.started_at,
        ended=tx.now_ms,
        how=outcome,
    )
