"""Numbers: the next of a queue, and those a kiosk printed while it had no line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, update

from hall.queue.floor import Floor
from hall.store.schema import series
from hall.store.sql import Sql
from hall.store.transaction import Transaction
from kiosk.domain.hall import Queue
from kiosk.domain.numbers import TicketNumber
from kiosk.errors import InvalidOfflineNumber

OLDEST = timedelta(hours=48)
CLOCK_TOLERANCE = timedelta(minutes=2)

_NEXT = Sql(
    update(series)
    .where(series.c.day == bindparam("d"), series.c.prefix == bindparam("p"))
    .values(last=series.c.last + 1)
    .returning(series.c.last)
)
_BEGIN = Sql(insert(series), "day", "prefix", "last")


@dataclass(frozen=True, slots=True)
class Printed:
    """What an offline paper says: the number a kiosk gave by itself, and when (aware)."""

    number: str
    taken_at: datetime


def next_number(tx: Transaction, day: str, prefix: str) -> TicketNumber:
    """The next number of a prefix on a service day; used up with the transaction's commit."""
    row = _NEXT.first(tx.connection, d=day, p=prefix)
    if row is None:
        _BEGIN.run(tx.connection, day=day, prefix=prefix, last=1)
    return TicketNumber(prefix, row[0] if row else 1)


def check_printed(
    floor: Floor, printed: Printed, kiosk_id: str, queue: Queue, now: datetime
) -> None:
    """Refuse an offline number that this kiosk cannot have printed for this queue.

    Opening hours are not asked: the paper is out already. Raises InvalidOfflineNumber.
    """
    try:
        number = TicketNumber.parse(printed.number)
    except ValueError:
        raise InvalidOfflineNumber(printed.number[:12], "bentuknya bukan nomor antrean") from None
    letter = floor.letters.get(kiosk_id)
    if letter is None or number.letter != letter:
        raise InvalidOfflineNumber(printed.number, "hurufnya bukan huruf anjungan ini")
    if number.prefix != queue.prefix:
        raise InvalidOfflineNumber(printed.number, f"awalannya bukan {queue.prefix}")
    if printed.taken_at > now + CLOCK_TOLERANCE:
        raise InvalidOfflineNumber(printed.number, "waktunya di masa depan")
    if printed.taken_at < now - OLDEST:
        raise InvalidOfflineNumber(printed.number, "waktunya lebih dari 48 jam yang lalu")
