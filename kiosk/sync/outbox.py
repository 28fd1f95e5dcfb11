"""What the hall server must still be told: one row for a ticket it has to hear of.

    pending ----> done         the hall server has heard it
       ^  `-----> parked       refused, or answered with a fault `MOST_FAULTS` times
       `--------'              faults get another round when the line comes back, and every ten
                               minutes; refusals do not

What is told is what the ticket is by then: a number of this kiosk's series, a number that a
restored hall server may have lost, or that nobody holds the ticket and it is to be cancelled. A
ticket still being asked for waits. Rows are never deleted before they are done, and a parked row
stays for the staff to see: somebody holds that paper. A line that is down costs a row nothing; only
answers count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlite_utils import Database

from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import Priority
from kiosk.sync.spare import NumberedTicket
from kiosk.sync.store import Store

#: Answers that are no answers (HTTP 5xx, garbage) before a row steps aside.
MOST_FAULTS = 10
#: The code a row is parked with then; everything else is a refusal's code.
HALL_FAULT = "hall-fault"
#: How long the hall server takes a kiosk's own number (docs/queue-rules.md, "Numbers").
OFFLINE_TAKEN = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket to tell of, and how often an attempt met a fault.

    `ticket` is None for one that nobody holds: it is to be cancelled.
    """

    seq: int
    ticket_id: UUID
    ticket: NumberedTicket | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tickets wait to be told, and how many the staff must look at."""

    pending: int
    parked: int


def add_row(db: Database, ticket_id: UUID) -> None:
    """Leave word of a ticket, inside the transaction that changes it; told again if it was told."""
    db.execute(
        "INSERT INTO outbox (ticket) VALUES (?)"
        " ON CONFLICT (ticket) DO UPDATE SET done_at = NULL, parked_at = NULL, attempts = 0",
        (str(ticket_id),),
    )


class Outbox:
    """The rows; every method raises StorageFailed when the disk does not keep it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pending(self, limit: int = 100) -> tuple[Row, ...]:
        """What to tell next, in the order in which it came up."""
        with self._store.transaction() as db:
            rows = list(
                db.query(
                    "SELECT seq, attempts, tickets.* FROM outbox"
                    " JOIN tickets ON tickets.id = outbox.ticket"
                    " WHERE done_at IS NULL AND parked_at IS NULL AND state <> 'asked'"
                    " ORDER BY seq LIMIT ?",
                    (limit,),
                )
            )
        return tuple(
            Row(row["seq"], UUID(row["id"]), _ticket(row), row["attempts"]) for row in rows
        )

    def counts(self) -> Counts:
        """How many rows wait, and how many are parked."""
        with self._store.transaction() as db:
            pending, parked = db.execute(
                "SELECT count(*) FILTER (WHERE parked_at IS NULL AND state <> 'asked'),"
                " count(parked_at)"
                " FROM outbox JOIN tickets ON tickets.id = outbox.ticket WHERE done_at IS NULL"
            ).fetchone()
        return Counts(pending, parked)

    def done(self, row: Row, now: datetime) -> None:
        """The hall server has heard of the ticket."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE outbox SET done_at = ?, last_error = NULL WHERE seq = ?",
                (now.isoformat(), row.seq),
            )
            db.execute(
                "UPDATE tickets SET told_at = ? WHERE id = ?",
                (now.isoformat(), str(row.ticket_id)),
            )

    def fault(self, row: Row, code: str, now: datetime) -> bool:
        """Count an answer that settles nothing; whether the row steps aside now."""
        aside = row.attempts + 1 >= MOST_FAULTS
        with self._store.transaction() as db:
            db.execute(
                "UPDATE outbox SET attempts = attempts + 1, last_error = ?, parked_at = ?"
                " WHERE seq = ?",
                (HALL_FAULT if aside else code, now.isoformat() if aside else None, row.seq),
            )
        return aside

    def park(self, row: Row, code: str, now: datetime) -> None:
        """The hall server refuses the ticket for good; `code` says why."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE outbox SET attempts = attempts + 1, last_error = ?, parked_at = ?"
                " WHERE seq = ?",
                (code, now.isoformat(), row.seq),
            )

    def skip_series(self, number: TicketNumber, service_day: date) -> None:
        """Leave the rest of this hundred of a series to whoever used `number` before.

        The hall server knows the number from another paper, so this kiosk lost its files or its
        letter is used twice: numbers just above are taken too, as likely as not.
        """
        with self._store.transaction() as db:
            db.execute(
                "UPDATE series SET last = max(last, ?)"
                " WHERE service_day = ? AND prefix = ? AND letter = ?",
                (
                    (number.sequence // 100 + 1) * 100,
                    service_day.isoformat(),
                    number.prefix,
                    number.letter,
                ),
            )

    def retry_faults(self) -> None:
        """Give rows that stepped aside for faults another round."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE outbox SET attempts = 0, parked_at = NULL"
                " WHERE parked_at IS NOT NULL AND last_error = ?",
                (HALL_FAULT,),
            )

    def hall_replaced(self, epoch: str, now: datetime) -> int | None:
        """Take note of the epoch of the hall server's store at `now` (hall-local).

        None while it is the known one or the first ever. Else the store was restored from a backup
        and may lack what it had acknowledged since: everything of this service day and the kiosk's
        own numbers of the last 48 hours are told again, and this says how many. A store that has a
        ticket takes the repetition as such. What the staff were told was refused stays parked.
        """
        with self._store.transaction() as db:
            known = db.execute("SELECT value FROM facts WHERE name = 'epoch'").fetchone()
            if known == (epoch,):
                return None
            db.execute("INSERT OR REPLACE INTO facts (name, value) VALUES ('epoch', ?)", (epoch,))
            return None if known is None else _tell_again(db, now)


def _tell_again(db: Database, now: datetime) -> int:
    """Leave word of all that the hall server had acknowledged, or is about to; how many."""
    db.execute(
        "INSERT INTO outbox (ticket) SELECT id FROM tickets"
        " WHERE (service_day >= ? OR (offline AND datetime(taken_at) >= datetime(?)))"
        " AND state <> 'refused' ORDER BY id"
        " ON CONFLICT (ticket) DO UPDATE SET done_at = NULL, attempts = 0 WHERE parked_at IS NULL",
        (now.date().isoformat(), (now - OFFLINE_TAKEN).isoformat()),
    )
    count: int = db.execute("SELECT changes()").fetchone()[0]
    return count


def _ticket(row: dict[str, Any]) -> NumberedTicket | None:
    if row["number"] is None:
        return None
    return NumberedTicket(
        id=UUID(row["id"]),
        service_id=row["service"],
        priority=Priority(row["priority"]),
        number=TicketNumber.parse(row["number"]),
        service_day=date.fromisoformat(row["service_day"]),
        taken_at=datetime.fromisoformat(row["taken_at"]),
    )
