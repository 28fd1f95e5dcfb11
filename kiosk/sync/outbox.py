"""What the hall server must still be told: one row for every ticket this kiosk numbered itself.

    pending ----> done         the hall server has it, with the number on the paper
       ^  `-----> parked       refused, or answered with a fault `MOST_FAULTS` times
       `--------'              faults get another round when the line comes back, and every ten
                               minutes; refusals do not

Rows are never deleted before they are done, and a parked row stays for the staff to see: somebody
holds that paper. A line that is down costs a row nothing; only answers count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlite_utils import Database

from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import Priority
from kiosk.sync.spare import OfflineTicket
from kiosk.sync.store import Store

#: Answers that are no answers (HTTP 5xx, garbage) before a row steps aside.
MOST_FAULTS = 10
#: The code a row is parked with then; everything else is a refusal's code.
HALL_FAULT = "hall-fault"


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket to tell of, and how often an attempt met a fault."""

    seq: int
    ticket: OfflineTicket
    attempts: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tickets wait to be told, and how many the staff must look at."""

    pending: int
    parked: int


def add_row(db: Database, ticket_id: UUID) -> None:
    """Leave word of a ticket, inside the transaction that numbers it."""
    db.execute("INSERT INTO outbox (ticket) VALUES (?)", (str(ticket_id),))


class Outbox:
    """The rows; every method raises StorageFailed when the disk does not keep it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def pending(self, limit: int = 100) -> tuple[Row, ...]:
        """What to tell next, in the order in which it was printed."""
        with self._store.transaction() as db:
            rows = list(
                db.query(
                    "SELECT seq, attempts, tickets.* FROM outbox"
                    " JOIN tickets ON tickets.id = outbox.ticket"
                    " WHERE done_at IS NULL AND parked_at IS NULL ORDER BY seq LIMIT ?",
                    (limit,),
                )
            )
        return tuple(Row(row["seq"], _ticket(row), row["attempts"]) for row in rows)

    def counts(self) -> Counts:
        """How many rows wait, and how many are parked."""
        with self._store.transaction() as db:
            pending, parked = db.execute(
                "SELECT count(*) FILTER (WHERE parked_at IS NULL), count(parked_at)"
                " FROM outbox WHERE done_at IS NULL"
            ).fetchone()
        return Counts(pending, parked)

    def done(self, row: Row, now: datetime) -> None:
        """The hall server has the ticket."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE outbox SET done_at = ?, last_error = NULL WHERE seq = ?",
                (now.isoformat(), row.seq),
            )
            db.execute(
                "UPDATE tickets SET told_at = ? WHERE id = ?",
                (now.isoformat(), str(row.ticket.id)),
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

    def hall_replaced(self, epoch: str, service_day: date) -> bool:
        """Whether the hall server's store is another than before; today's tickets are told again.

        A store restored from a backup lacks them; one that has them takes the repetition as such.
        """
        with self._store.transaction() as db:
            known = db.execute("SELECT value FROM facts WHERE name = 'epoch'").fetchone()
            if known == (epoch,):
                return False
            db.execute("INSERT OR REPLACE INTO facts (name, value) VALUES ('epoch', ?)", (epoch,))
            if known is None:
                return False
            db.execute(
                "UPDATE outbox SET done_at = NULL, attempts = 0 WHERE done_at IS NOT NULL"
                " AND ticket IN (SELECT id FROM tickets WHERE service_day >= ?)",
                (service_day.isoformat(),),
            )
            return True


def _ticket(row: dict[str, Any]) -> OfflineTicket:
    return OfflineTicket(
        id=UUID(row["id"]),
        service_id=row["service"],
        priority=Priority(row["priority"]),
        number=TicketNumber.parse(row["number"]),
        service_day=date.fromisoformat(row["service_day"]),
        taken_at=datetime.fromisoformat(row["taken_at"]),
    )
