"""Queues that staff close for a while: no tickets until then, those who wait are still called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select

from hall.queue.counter.at_counter import AtCounter
from hall.queue.today import Today
from hall.store.event import Event
from hall.store.schema import closures
from hall.store.sql import Sql
from hall.store.transaction import Transaction, to_ms
from kiosk.domain.availability import ClosureReason
from kiosk.errors import BadRequest, NotInProfile


@dataclass(frozen=True, slots=True)
class Closure:
    """A queue closed until a moment (aware)."""

    queue_id: str
    until: datetime
    reason: ClosureReason


_HERE = closures.c.hall_id == bindparam("h")
_ALL = Sql(select(closures.c.queue_id, closures.c.until, closures.c.reason).where(_HERE))
_FORGET = Sql(delete(closures).where(_HERE, closures.c.queue_id == bindparam("q")))
_KEEP = Sql(insert(closures), *(column.name for column in closures.columns))


def close_queue(tx: Transaction, at: AtCounter, closure: Closure) -> None:
    """Close a queue of the counter's profile; a closed one is closed until the new moment.

    Raises NotInProfile, BadRequest when the moment is past or not on this service day.
    """
    _must_serve(at, closure.queue_id)
    soon = timedelta() < closure.until - tx.now <= timedelta(days=1)
    if not soon or at.floor.day(closure.until) != at.floor.day(tx.now):
        raise BadRequest("until", "harus nanti pada hari ini juga")
    until = to_ms(closure.until)
    _FORGET.run(tx.connection, h=tx.hall_id, q=closure.queue_id)
    _KEEP.run(
        tx.connection,
        hall_id=tx.hall_id,
        queue_id=closure.queue_id,
        until=until,
        reason=closure.reason.value,
    )
    _log(tx, at, "queue.closed", closure.queue_id, until=until, reason=closure.reason.value)


def open_queue(tx: Transaction, at: AtCounter, queue_id: str) -> None:
    """Let a queue give tickets again; repeatable. Raises NotInProfile."""
    _must_serve(at, queue_id)
    if _FORGET.run(tx.connection, h=tx.hall_id, q=queue_id):
        _log(tx, at, "queue.opened", queue_id)


def standing(tx: Transaction) -> dict[str, tuple[int, str]]:
    """The queues that are closed now: until when (milliseconds) and why."""
    rows = _ALL.all(tx.connection, h=tx.hall_id)
    return {queue_id: (until, reason) for queue_id, until, reason in rows if until > tx.now_ms}


def load(tx: Transaction, today: Today) -> None:
    """Put the closures as they are into a new projection."""
    for queue_id, until, reason in _ALL.all(tx.connection, h=tx.hall_id):
        queue = today.queue(queue_id)
        queue.closed_until, queue.closed_why = until, reason


def _must_serve(at: AtCounter, queue_id: str) -> None:
    if queue_id not in at.counter.profile:
        raise NotInProfile(at.counter.name, queue_id)


def _log(tx: Transaction, at: AtCounter, kind: str, queue_id: str, **facts: int | str) -> None:
    tx.events.append(
        Event(
            kind,
            tx.now_ms,
            at.floor.day(tx.now),
            queue_id=queue_id,
            counter_id=at.counter.id,
            facts={**facts},
        )
    )
