"""Who sits at which counter: opened by signing in, closed by signing out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, null, select, update

from hall.queue.floor import Floor
from hall.queue.today import Today
from hall.store.event import Event
from hall.store.schema import counters
from hall.store.sql import Sql
from hall.store.transaction import Transaction, to_ms
from kiosk.errors import NotSignedIn


@dataclass(frozen=True, slots=True)
class Session:
    """What a signed cookie says: a session at a counter."""

    id: str
    counter_id: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """A member of staff who proved to be one and wants to sit at a counter."""

    session: Session
    username: str
    name: str


class _Row(NamedTuple):
    hall_id: str
    id: str
    session: str | None
    username: str | None
    staff: str | None
    opened_at: int
    expires_at: int
    closed_at: int | None


_HERE = counters.c.hall_id == bindparam("h")
_AT = Sql(select(counters).where(_HERE, counters.c.id == bindparam("counter")))
_OF = Sql(select(counters).where(_HERE, counters.c.username == bindparam("who")))
_ALL = Sql(select(counters).where(_HERE))
_FORGET = Sql(delete(counters).where(_HERE, counters.c.id == bindparam("counter")))
_OPEN = Sql(insert(counters), *_Row._fields)
_CLOSE = Sql(
    update(counters)
    .where(_HERE, counters.c.id == bindparam("counter"))
    .values(session=null(), username=null(), staff=null(), closed_at=bindparam("at"))
)


def staff_at(tx: Transaction, session: Session) -> str:
    """The name of who signed in with a session. Raises NotSignedIn when it is over.

    It is over after its time, after signing out, and when somebody else took the counter.
    """
    row = _AT.first(tx.connection, h=tx.hall_id, counter=session.counter_id)
    known = _Row(*row) if row else None
    if known is None or known.session != session.id or known.expires_at <= tx.now_ms:
        raise NotSignedIn
    return known.staff or ""


def open_counter(tx: Transaction, floor: Floor, sign_in: SignIn, hours: int) -> None:
    """Open a counter for somebody; they leave any other, and whoever sat here is out.

    The ticket a counter holds stays with it, so whoever comes next sees it. Raises UnknownCounter.
    """
    counter = floor.counter(sign_in.session.counter_id)
    for found in _OF.all(tx.connection, h=tx.hall_id, who=sign_in.username):
        other = _Row(*found)
        if other.id != counter.id:
            _close(tx, floor, other.id)
    _FORGET.run(tx.connection, h=tx.hall_id, counter=counter.id)
    expires_at = to_ms(tx.now + timedelta(hours=hours))
    row = _Row(
        tx.hall_id,
        counter.id,
        sign_in.session.id,
        sign_in.username,
        sign_in.name,
        tx.now_ms,
        expires_at,
        None,
    )
    _OPEN.run(tx.connection, **row._asdict())
    _log(tx, floor, counter.id, "counter.opened", expires_at=expires_at)


def close_counter(tx: Transaction, floor: Floor, session: Session) -> None:
    """Close the counter of a session. Raises NotSignedIn."""
    staff_at(tx, session)
    _close(tx, floor, session.counter_id)


def load(tx: Transaction, today: Today) -> None:
    """Put the counters as they are into a new projection."""
    for row in _ALL.all(tx.connection, h=tx.hall_id):
        known = _Row(*row)
        counter = today.counter(known.id)
        counter.open = known.session is not None
        counter.expires_at, counter.closed_at = known.expires_at, known.closed_at or 0


def _close(tx: Transaction, floor: Floor, counter_id: str) -> None:
    _CLOSE.run(tx.connection, h=tx.hall_id, counter=counter_id, at=tx.now_ms)
    _log(tx, floor, counter_id, "counter.closed")


def _log(tx: Transaction, floor: Floor, counter_id: str, kind: str, **facts: int) -> None:
    event = Event(kind, tx.now_ms, floor.day(tx.now), counter_id=counter_id, facts={**facts})
    tx.events.append(event)
