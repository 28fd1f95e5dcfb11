"""Numbers: the next of a queue, those a kiosk printed by itself, those a restored store lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, select, text

from hall.queue.floor import Floor
from hall.queue.today import Today
from hall.store.schema import series
from hall.store.sql import Sql
from hall.store.transaction import Transaction
from kiosk.domain.hall import Queue
from kiosk.domain.numbers import TicketNumber
from kiosk.errors import InvalidOfflineNumber

OLDEST = timedelta(hours=48)
CLOCK_TOLERANCE = timedelta(minutes=2)

_THIS = and_(
    series.c.hall_id == bindparam("h"),
    series.c.day == bindparam("d"),
    series.c.prefix == bindparam("p"),
)
_LAST = Sql(select(series.c.last).where(_THIS))
_OF_DAY = Sql(
    select(series.c.prefix, series.c.last).where(
        series.c.hall_id == bindparam("h"), series.c.day == bindparam("d")
    )
)
#: SQLAlchemy has this for each database by itself; the words are the same.
_KEEP = Sql(
    text(
        "insert into series (hall_id, day, prefix, last) values (:h, :d, :p, :last)"
        " on conflict (hall_id, day, prefix) do update set last = excluded.last"
    )
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a paper says that this store does not know: the number, and when it was taken."""

    number: str
    taken_at: datetime


def load(tx: Transaction, today: Today) -> None:
    """Put the last number of each prefix into the projection."""
    today.numbers = dict(_OF_DAY.all(tx.connection, h=tx.hall_id, d=today.day))
    today.fresh_numbers.clear()


def keep(tx: Transaction, today: Today) -> None:
    """Store the last numbers of the prefixes of which any was given since."""
    if today.numbers is None:
        return
    _KEEP.many(
        tx.connection,
        [
            {"h": tx.hall_id, "d": today.day, "p": prefix, "last": today.numbers[prefix]}
            for prefix in sorted(today.fresh_numbers)
        ],
    )
    today.fresh_numbers.clear()


def check_given(tx: Transaction, floor: Floor, given: Printed, queue: Queue, now: datetime) -> None:
    """Refuse a number that this hall cannot have given before its store was restored.

    A restored store goes on beyond the numbers it may have lost, so a lost one lies below the
    last; that nobody else has it is checked with the others. Raises InvalidOfflineNumber.
    """
    number = _parsed(given.number)
    if number.offline or number.prefix != queue.prefix:
        raise InvalidOfflineNumber(given.number, f"bukan nomor antrean {queue.prefix}")
    _check_time(given, now)
    row = _LAST.first(tx.connection, h=tx.hall_id, d=floor.day(given.taken_at), p=number.prefix)
    if row is None or number.sequence > int(row[0]):
        raise InvalidOfflineNumber(given.number, "belum pernah diberikan")


def check_printed(
    floor: Floor, printed: Printed, kiosk_id: str, queue: Queue, now: datetime
) -> None:
    """Refuse an offline number that this kiosk cannot have printed for this queue.

    Opening hours are not asked: the paper is out already. Raises InvalidOfflineNumber.
    """
    number = _parsed(printed.number)
    letter = floor.letters.get(kiosk_id)
    if letter is None or number.letter != letter:
        raise InvalidOfflineNumber(printed.number, "hurufnya bukan huruf anjungan ini")
    if number.prefix != queue.prefix:
        raise InvalidOfflineNumber(printed.number, f"awalannya bukan {queue.prefix}")
    _check_time(printed, now)


def _parsed(text: str) -> TicketNumber:
    try:
        return TicketNumber.parse(text)
    except ValueError:
        raise InvalidOfflineNumber(text[:12], "bentuknya bukan nomor antrean") from None


def _check_time(printed: Printed, now: datetime) -> None:
    if printed.taken_at > now + CLOCK_TOLERANCE:
        raise InvalidOfflineNumber(printed.number, "waktunya di masa depan")
    if printed.taken_at < now - OLDEST:
        raise InvalidOfflineNumber(printed.number, "waktunya lebih dari 48 jam yang lalu")
