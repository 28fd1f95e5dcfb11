"""What a hall server's database says, read past the hall server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool


class Ticket(NamedTuple):
    """A row of the tickets."""

    id: str
    day: str
    number: str
    state: str


class Event(NamedTuple):
    """A row of the event table."""

    seq: int
    type: str
    ticket: str | None
    number: str | None
    queue: str | None
    counter: str | None


@dataclass(frozen=True, slots=True)
class Store:
    """All tickets, all events by `seq`, and which ticket each appointment was used for."""

    tickets: list[Ticket]
    events: list[Event]
    bookings: dict[str, str | None] = field(default_factory=dict)


def read_store(url: str) -> Store:
    """Read the database of one hall; `url` is SQLAlchemy's, its driver may be left out."""
    engine = _engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("pragma integrity_check")).all() == [("ok",)]
        tickets = connection.execute(
            text("select id, day, number, state from tickets where day <> ''")
        )
        events = connection.execute(
            text(
                "select seq, type, ticket_id, number, queue_id, counter_id from events order by seq"
            )
        )
        bookings = connection.execute(text("select code, ticket_id from bookings"))
        return Store(
            [Ticket(*row) for row in tickets],
            [_event(*row) for row in events],
            {row.code: row.ticket_id for row in bookings},
        )


def last_seq(url: str) -> int:
    """The number of the last event. A server's own word may be a moment old, this is not."""
    with _engine(url).connect() as connection:
        return int(connection.execute(text("select max(seq) from events")).scalar_one())


def _engine(url: str) -> Engine:
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)


def _event(seq: int, kind: str, *names: str | None) -> Event:
    ticket, number, queue, counter = (name or None for name in names)
    return Event(seq, kind, ticket, number, queue, counter)
