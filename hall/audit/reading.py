"""What the auditor reads: the events of a day, page by page, and the tables beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, desc, func, literal_column, or_, select

from hall.store.dialect import Connection
from hall.store.event import Event, from_row
from hall.store.schema import catalog, events, halls, series, stops, tickets
from hall.store.sql import Sql

_PAGE = 2000
#: So many tickets are looked up with one statement.
ASKED_AT_ONCE = 100
#: A fact that stands for facts that cannot be read.
UNREADABLE = "unreadable"


class Window(NamedTuple):
    """The first and the last event of a day; events of other days may lie between them."""

    first: int
    last: int


class TicketState(NamedTuple):
    """What the ticket table says that events say as well."""

    id: str
    hall_id: str
    day: str
    number: str
    state: str
    queue_id: str
    position: int
    due_at: int
    recalls: int
    counter_id: str | None


class Told(NamedTuple):
    """What was told of a wait, in minutes, and what came of it; times in milliseconds.

    `wait_seconds` is the point the range was made from.
    """

    queue_id: str
    queued_at: int
    wait_low: int
    wait_high: int
    wait_seconds: int | None
    first_called_at: int | None


_EVENT = (
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
_HERE = events.c.hall_id == bindparam("h")
_TODAY = and_(_HERE, events.c.day == bindparam("d"))
#: With its bounds a day is found by the key, however many years of events there are.
_WITHIN = and_(_TODAY, events.c.seq >= bindparam("first"), events.c.seq <= bindparam("last"))
_ISSUED: ColumnElement[bool] = literal_column("type = 'ticket.issued'")
_WINDOW = Sql(select(func.min(events.c.seq), func.max(events.c.seq)).where(_TODAY))
_AFTER = Sql(
    select(*_EVENT)
    .where(_HERE, events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(bindparam("n"))
)
_BEFORE = Sql(
    select(*_EVENT)
    .where(_HERE, events.c.seq < bindparam("before"))
    .order_by(desc(events.c.seq))
    .limit(1)
)
_RULED = Sql(
    select(*_EVENT)
    .where(
        _HERE,
        events.c.seq < bindparam("before"),
        literal_column("type in ('day.began', 'catalog.changed')"),
    )
    .order_by(desc(events.c.seq))
    .limit(1)
)
_LATER_DAY = Sql(
    select(events.c.seq)
    .where(_HERE, events.c.day > bindparam("d"), literal_column("type = 'day.began'"))
    .limit(1)
)
_RESTORED = Sql(
    select(*_EVENT)
    .where(
        _HERE,
        events.c.day >= bindparam("d"),
        events.c.day <= bindparam("until"),
        events.c.seq > bindparam("after"),
        literal_column("type = 'store.restored'"),
    )
    .order_by(events.c.seq)
)
_OF_TICKET = Sql(
    select(*_EVENT)
    .where(_WITHIN, events.c.ticket_id == bindparam("ticket"))
    .order_by(desc(events.c.seq))
    .limit(bindparam("n"))
)
_ISSUED_TWICE = Sql(
    select(events.c.ticket_id)
    .where(_WITHIN, _ISSUED)
    .group_by(events.c.ticket_id)
    .having(func.count() > 1)
)
_RENUMBERED = Sql(
    select(events.c.ticket_id).where(_WITHIN, literal_column("type = 'ticket.renumbered'"))
)
_LAST_SEQ = Sql(select(halls.c.last_seq).where(halls.c.id == bindparam("h")))
_HALLS = Sql(select(halls.c.id).order_by(halls.c.id))
_TICKETS_TODAY = (tickets.c.hall_id == bindparam("h"), tickets.c.day == bindparam("d"))
_COUNT = Sql(select(func.count()).select_from(tickets).where(*_TICKETS_TODAY))
_EXTRA = Sql(
    select(tickets.c.id, tickets.c.number)
    .where(
        *_TICKETS_TODAY,
        tickets.c.id.not_in(select(events.c.ticket_id).where(_WITHIN, _ISSUED)),
    )
    .order_by(tickets.c.number)
    .limit(1)
)
#: By the key alone: with the hall beside it SQLite would look through all of the hall's tickets.
_TICKETS = Sql(
    select(*(tickets.c[name] for name in TicketState._fields)).where(
        tickets.c.id.in_([bindparam(f"i{n}") for n in range(ASKED_AT_ONCE)])
    )
)
_SERIES = Sql(
    select(series.c.prefix, series.c.last).where(
        series.c.hall_id == bindparam("h"), series.c.day == bindparam("d")
    )
)
_SET_UP = Sql(
    select(catalog.c.record).where(
        catalog.c.hall_id == bindparam("h"), literal_column("kind = 'hall'"), catalog.c.deleted == 0
    )
)
_TOLD = Sql(
    select(*(stops.c[name] for name in Told._fields))
    .select_from(stops.join(tickets, tickets.c.id == stops.c.ticket_id))
    .where(
        *_TICKETS_TODAY,
        stops.c.wait_low.is_not(None),
        stops.c.wait_high.is_not(None),
        stops.c.queued_at.is_not(None),
        or_(
            stops.c.first_called_at.is_not(None),
            and_(tickets.c.position == stops.c.position, literal_column("state = 'expired'")),
        ),
    )
)


class Reading:
    """One hall's day in one state of the store."""

    def __init__(self, connection: Connection, hall_id: str, day: str) -> None:
        self._connection = connection
        self.hall_id = hall_id
        self.day = day
        #: Where the day lies in the event table, None when nothing happened.
        self.window: Window | None = None
        found = _WINDOW.first(connection, h=hall_id, d=day)
        if found and found[0] is not None:
            self.window = Window(*found)

    # --- events ---

    def events(self) -> Iterator[Event]:
        """Every event of the day's window and the one after it, whatever day they are of."""
        window = self.window
        if window is None:
            return
        seq = window.first - 1
        while seq <= window.last:
            page = _AFTER.all(self._connection, h=self.hall_id, after=seq, n=_PAGE)
            for row in page:
                yield _event(row)
                seq = row[0]
                if seq > window.last:
                    return
            if not page:
                return

    def before(self, seq: int) -> Event | None:
        """The event before one."""
        found = _BEFORE.first(self._connection, h=self.hall_id, before=seq)
        return _event(found) if found else None

    def ruled_before(self, seq: int) -> Event | None:
        """The last event before one that begins a day or changes the set-up."""
        found = _RULED.first(self._connection, h=self.hall_id, before=seq)
        return _event(found) if found else None

    def is_over(self) -> bool:
        """Whether a later day has begun."""
        return bool(_LATER_DAY.all(self._connection, h=self.hall_id, d=self.day))

    def restored_later(self, until: str) -> list[Event]:
        """When the store was restored after the day's last event, up to another day."""
        after = self._bounds()["last"]
        found = _RESTORED.all(
            self._connection, h=self.hall_id, d=self.day, after=after, until=until
        )
        return [_event(row) for row in found]

    def of_ticket(self, ticket_id: str, upto: int | None, limit: int) -> list[Event]:
        """The last events of a ticket up to one, oldest first."""
        bounds = self._bounds()
        if upto is not None:
            bounds["last"] = min(upto, bounds["last"])
        found = _OF_TICKET.all(
            self._connection, h=self.hall_id, d=self.day, ticket=ticket_id, n=limit, **bounds
        )
        return [_event(row) for row in reversed(found)]

    def issued_twice(self) -> frozenset[str]:
        """The tickets with two beginnings; there are none on an honest day."""
        return self._ids(_ISSUED_TWICE)

    def renumbered(self) -> frozenset[str]:
        """The tickets whose number was changed, also after their end; few."""
        return self._ids(_RENUMBERED)

    def last_seq(self) -> int:
        """The number of the hall's last event as the hall's own row has it."""
        found = _LAST_SEQ.first(self._connection, h=self.hall_id)
        return int(found[0]) if found else 0

    # --- tables ---

    def tickets(self, ids: Sequence[str]) -> dict[str, TicketState]:
        """The rows of at most ASKED_AT_ONCE tickets, by id."""
        asked = {f"i{n}": ids[n] if n < len(ids) else "" for n in range(ASKED_AT_ONCE)}
        found = _TICKETS.all(self._connection, **asked)
        return {row[0]: TicketState(*row) for row in found}

    def count_tickets(self) -> int:
        """How many tickets the day has."""
        found = _COUNT.first(self._connection, h=self.hall_id, d=self.day)
        return int(found[0]) if found else 0

    def ticket_without_event(self) -> tuple[str, str] | None:
        """The id and number of a ticket that no event gave."""
        found = _EXTRA.first(self._connection, h=self.hall_id, d=self.day, **self._bounds())
        return (str(found[0]), str(found[1])) if found else None

    def series(self) -> dict[str, int]:
        """The last number of each prefix."""
        return {p: int(n) for p, n in _SERIES.all(self._connection, h=self.hall_id, d=self.day)}

    def set_up(self) -> object:
        """The hall's record in the catalog as it is now, None when there is none."""
        found = _SET_UP.first(self._connection, h=self.hall_id)
        return json.loads(found[0]) if found and found[0] else None

    def told(self) -> list[Told]:
        """What was told of waits that ended in a call, or in vain with the day.

        Whoever still waits or gave up is not among them: nobody knows how it would have ended.
        """
        return [Told(*r) for r in _TOLD.all(self._connection, h=self.hall_id, d=self.day)]

    def _ids(self, statement: Sql) -> frozenset[str]:
        found = statement.all(self._connection, h=self.hall_id, d=self.day, **self._bounds())
        return frozenset(str(row[0]) for row in found)

    def _bounds(self) -> dict[str, int]:
        first, last = self.window or (0, -1)
        return {"first": first, "last": last}


def halls_in(connection: Connection) -> list[str]:
    """The ids of the halls of a database."""
    return [str(row[0]) for row in _HALLS.all(connection)]


#: What each column holds; SQLite would keep anything in any.
_TEXT, _MAYBE_TEXT = (str,), (str, type(None))
_FORM = (
    *((int,), (int,), _TEXT, _TEXT),
    *(_MAYBE_TEXT,) * 4,
    *((int, type(None)), _TEXT),
)


def _event(row: tuple[Any, ...]) -> Event:
    """An event; one that cannot be read is marked, since a breach names it."""
    if all(isinstance(value, form) for value, form in zip(row, _FORM, strict=True)):
        try:
            event = from_row(row)
        except ValueError:
            event = None
        if event is not None and isinstance(event.facts, dict):
            return event
    at = row[1] if isinstance(row[1], int) else 0
    return Event(str(row[3]), at, "", seq=row[0], facts={UNREADABLE: 1})
