"""Who sits at which counter: opened by signing in, closed by signing out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from hall.queue.floor import Floor
from hall.store.schema import counters
from hall.store.sql import Sql
from hall.store.transaction import Transaction, to_ms
from kiosk.domain.live import HallEvent
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
    id: str
    session: str
    username: str
    staff: str
    opened_at: int
    expires_at: int


_AT = Sql(select(counters).where(counters.c.id == bindparam("counter")))
_OF = Sql(select(counters).where(counters.c.username == bindparam("who")))
_CLOSE = Sql(delete(counters).where(counters.c.id == bindparam("counter")))
_OPEN = Sql(insert(counters), *_Row._fields)


def staff_at(tx: Transaction, session: Session) -> str:
    """The name of who signed in with a session. Raises NotSignedIn when it is over.

    It is over after its time, after signing out, and when somebody else took the counter.
    """
    row = _AT.first(tx.connection, counter=session.counter_id)
    known = _Row(*row) if row else None
    if known is None or known.session != session.id or known.expires_at <= tx.now_ms:
        raise NotSignedIn
    return known.staff


def open_counter(tx: Transaction, floor: Floor, sign_in: SignIn, hours: int) -> None:
    """Open a counter for somebody; they leave any other, and whoever sat here is out.

    The ticket a counter holds stays with it, so whoever comes next sees it. Raises UnknownCounter.
    """
    counter = floor.counter(sign_in.session.counter_id)
    for row in _OF.all(tx.connection, who=sign_in.username):
        if row[0] != counter.id:
            _close(tx, floor, row[0])
    was_open = _CLOSE.run(tx.connection, counter=counter.id) == 1
    _OPEN.run(
        tx.connection,
        id=counter.id,
        session=sign_in.session.id,
        username=sign_in.username,
        staff=sign_in.name,
        opened_at=tx.now_ms,
        expires_at=to_ms(tx.now + timedelta(hours=hours)),
    )
    if not was_open:
        _log(tx, floor, counter.id, "counter.opened")


def close_counter(tx: Transaction, floor: Floor, session: Session) -> None:
    """Close the counter of a session. Raises NotSignedIn."""
    staff_at(tx, session)
    _close(tx, floor, session.counter_id)


def _close(tx: Transaction, floor: Floor, counter_id: str) -> None:
    _CLOSE.run(tx.connection, counter=counter_id)
    _log(tx, floor, counter_id, "counter.closed")


def _log(tx: Transaction, floor: Floor, counter_id: str, event: str) -> None:
    tx.append(HallEvent(seq=0, at=tx.now, type=event, counter_id=counter_id), floor.day(tx.now))
