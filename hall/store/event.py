"""One row of the event table: what happened in a hall, in the order of commits.

Serves the rules, which write it; the day's projection, which folds it; the live stream and the
auditor, who read it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json
from sqlalchemy import bindparam, desc, select

from hall.store.dialect import Connection
from hall.store.schema import events, halls
from hall.store.sql import Rows, Sql

Fact = str | int | None | list[str] | dict[str, Any]


@dataclass(slots=True)
class Event:
    """An event; texts that do not apply are "". `at` is milliseconds since 1970 UTC.

    `facts` are for the projection and for auditors, never for a stream; nothing personal goes in.
    `seq` and `waiting` (who waits in the queue afterwards) are given when the event is accepted.
    """

    type: str
    at: int
    day: str
    ticket_id: str = ""
    number: str = ""
    queue_id: str = ""
    counter_id: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)
    seq: int = 0
    waiting: int | None = None


_COLUMNS = (
    events.c.seq,
    events.c.at,
    events.c.day,
    events.c.type,
    events.c.ticket_id,
    events.c.number,
    events.c.queue_id,
    events.c.counter_id,
    events.c.waiting,
    events.c.facts,
)
_ROWS = Rows(events, *(column.name for column in events.columns))
_AFTER = Sql(
    select(*_COLUMNS)
    .where(events.c.hall_id == bindparam("h"), events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(bindparam("n"))
)
_LAST = Sql(
    select(*_COLUMNS)
    .where(events.c.hall_id == bindparam("h"))
    .order_by(desc(events.c.seq))
    .limit(bindparam("n"))
)
_OF_DAY = Sql(
    select(*_COLUMNS)
    .where(
        events.c.hall_id == bindparam("h"),
        events.c.day == bindparam("d"),
        events.c.seq > bindparam("after"),
    )
    .order_by(events.c.seq)
    .limit(bindparam("n"))
)


LAST_SEQ = Sql(select(halls.c.last_seq).where(halls.c.id == bindparam("hall")))


def append(connection: Connection, hall_id: str, fresh: list[Event]) -> None:
    """Write events that have their `seq`."""
    connection.many(
        _ROWS.insert(connection.flavour),
        [
            (
                hall_id,
                event.seq,
                event.at,
                event.day,
                event.type,
                event.ticket_id or None,
                event.number or None,
                event.queue_id or None,
                event.counter_id or None,
                event.waiting,
                to_json(event.facts).decode(),
            )
            for event in fresh
        ],
    )


def after(connection: Connection, hall_id: str, seq: int, limit: int) -> list[Event]:
    """The events of a hall after `seq`, oldest first."""
    return [from_row(row) for row in _AFTER.all(connection, h=hall_id, after=seq, n=limit)]


def last(connection: Connection, hall_id: str, limit: int) -> list[Event]:
    """The last events of a hall, oldest first."""
    return [from_row(row) for row in reversed(_LAST.all(connection, h=hall_id, n=limit))]


def of_day(connection: Connection, hall_id: str, day: str, seq: int, limit: int) -> list[Event]:
    """The events of a service day after `seq`, oldest first."""
    return [from_row(r) for r in _OF_DAY.all(connection, h=hall_id, d=day, after=seq, n=limit)]


def last_seq(connection: Connection, hall_id: str) -> int:
    """The sequence number this state of the store is true at."""
    row = LAST_SEQ.first(connection, hall=hall_id)
    return int(row[0]) if row else 0


def from_row(row: tuple[Any, ...]) -> Event:
    """An event as it was accepted."""
    seq, at, day, kind, ticket_id, number, queue_id, counter_id, waiting, facts = row
    return Event(
        type=kind,
        at=at,
        day=day,
        ticket_id=ticket_id or "",
        number=number or "",
        queue_id=queue_id or "",
        counter_id=counter_id or "",
        facts=json.loads(facts),
        seq=seq,
        waiting=waiting,
    )
