"""Reading the event table: for live streams after a start, and for the last calls of a day."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, bindparam, desc, func, literal_column, select

from hall.queue.floor import Floor
from hall.queue.views import CallView
from hall.store.schema import events
from hall.store.sql import Sql
from hall.store.transaction import Transaction, from_ms
from kiosk.domain.live import CALLS_KEPT, HallEvent
from kiosk.domain.ticket import TicketState

#: What an event makes of the call of its number, as kiosk.domain.live.advance does.
CALL_STATES = {
    "ticket.called": TicketState.CALLED,
    "ticket.called_again": TicketState.CALLED,
    "ticket.started": TicketState.SERVING,
    "ticket.finished": TicketState.FINISHED,
    "ticket.stop_finished": TicketState.FINISHED,
    "ticket.no_show": TicketState.NO_SHOW,
}
_CALLS = ("ticket.called", "ticket.called_again")
#: How far back the last calls are looked for; eight calls are some thirty events.
_LOOK_BACK = 1000

_COLUMNS = (
    events.c.seq,
    events.c.at,
    events.c.type,
    events.c.number,
    events.c.queue_id,
    events.c.counter_id,
    events.c.waiting,
)
_IS_CALL: ColumnElement[bool] = literal_column(
    f"type in ({', '.join(repr(kind) for kind in sorted(CALL_STATES))})"
)
_LAST = Sql(select(*_COLUMNS).order_by(desc(events.c.seq)).limit(bindparam("n")))
_OF_DAY = Sql(
    select(*_COLUMNS)
    .where(events.c.day == bindparam("d"), _IS_CALL)
    .order_by(desc(events.c.seq))
    .limit(bindparam("n"))
)
_LAST_SEQ = Sql(select(func.coalesce(func.max(events.c.seq), 0)))


def last_seq(tx: Transaction) -> int:
    """The sequence number this state of the store is true at."""
    row = _LAST_SEQ.first(tx.connection)
    return int(row[0]) if row else 0


def last_events(tx: Transaction, limit: int) -> list[HallEvent]:
    """The last events, oldest first."""
    return [_event(row) for row in reversed(_LAST.all(tx.connection, n=limit))]


def last_calls(tx: Transaction, floor: Floor) -> tuple[CallView, ...]:
    """The last calls of the day, newest first, one per number.

    They are folded from events, so that a client who moves an older snapshot forward by events
    sees the same.
    """
    calls: dict[str, CallView] = {}
    state: dict[str, TicketState] = {}
    for row in _OF_DAY.all(tx.connection, d=floor.day(tx.now), n=_LOOK_BACK):
        event = _event(row)
        state.setdefault(event.number, CALL_STATES[event.type])
        if event.type in _CALLS and event.number not in calls:
            calls[event.number] = CallView(
                event.number,
                event.counter_id,
                event.queue_id,
                event.at.astimezone(floor.hall.zone_info),
                state[event.number],
            )
            if len(calls) == CALLS_KEPT:
                break
    return tuple(calls.values())


def _event(row: tuple[Any, ...]) -> HallEvent:
    seq, at, kind, number, queue_id, counter_id, waiting = row
    return HallEvent(
        seq, from_ms(at), kind, number or "", queue_id or "", counter_id or "", waiting
    )
