"""What this kiosk gave to visitors: every ticket from the first touch to the paper.

A ticket's way, written before each step that others can see, so that a kiosk that dies at any
point knows afterwards what it may have promised:

    asked ----> numbered ----> printing ----> printed
      |             |             |  ^  `---> unknown    nobody can say; printed again only if asked
      |             |             |  |  `---> failed     nothing came out
      |             |             |  `------- another print of printed, unknown, failed
      |             |             `- restart: unknown
      |             `- restart: failed (it was never sent to the printer)
      |`- refused   the hall said no
      `- abandoned  the visitor got nothing, now or at a restart; what the hall has is cancelled

A number printed is a number used: series, ticket and outbox row move in one transaction, a unique
index guards it, and kiosk.sync.spare keeps a copy for the day this file is lost. A number of the
hall is kept as long, to give it back to a hall server that was restored from a backup. Serves the
desk; the worker has the outbox of the same file.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlite_utils import Database

from kiosk.audit import Audit, Event
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.paper import PrintState
from kiosk.domain.ticket import Priority
from kiosk.sync.answers import TicketAnswer
from kiosk.sync.outbox import Outbox, add_row
from kiosk.sync.spare import NumberedTicket, Spare
from kiosk.sync.store import DamagedFile, Store

#: How many service days stay readable for a technician. They are counted, not reckoned back from
#: today: a machine whose clock jumped to next year must not forget this morning's numbers.
KEPT_DAYS = 8


class Step(StrEnum):
    """How far a ticket has come."""

    ASKED = "asked"
    REFUSED = "refused"
    ABANDONED = "abandoned"
    NUMBERED = "numbered"
    PRINTING = "printing"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"


_PRINTABLE = (Step.NUMBERED, Step.PRINTED, Step.UNKNOWN, Step.FAILED)
_UNFINISHED = {
    Step.ASKED: Step.ABANDONED,
    Step.NUMBERED: Step.FAILED,
    Step.PRINTING: Step.UNKNOWN,
}
_OUTCOMES = {
    PrintState.PRINTED: Step.PRINTED,
    PrintState.UNKNOWN: Step.UNKNOWN,
    PrintState.FAILED: Step.FAILED,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A ticket as the journal has it; `number` is None before it has one."""

    id: UUID
    service_id: str
    step: Step
    number: TicketNumber | None


class Journal:
    """The tickets of this kiosk. Every method raises StorageFailed when the disk does not keep it.

    A step out of order is a defect and raises RuntimeError.
    """

    def __init__(self, store: Store, spare: Spare, audit: Audit) -> None:
        self._store = store
        self._spare = spare
        self._audit = audit
        self.outbox = Outbox(store)

    def ask(
        self,
        ticket_id: UUID,
        service_id: str,
        priority: Priority,
        service_day: date,
        taken_at: datetime,
    ) -> None:
        """Write a ticket down before anybody hears of it."""
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO tickets (id, service, priority, service_day, taken_at, state)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    str(ticket_id),
                    service_id,
                    priority.value,
                    service_day.isoformat(),
                    taken_at.isoformat(),
                    Step.ASKED.value,
                ),
            )

    def number(self, answer: TicketAnswer, told_at: datetime) -> None:
        """Keep the number the hall server gave, with its day and moment."""
        with self._store.transaction() as db:
            _step(db, answer.id, Step.NUMBERED, (Step.ASKED,))
            db.execute(
                "UPDATE tickets SET number = ?, service_day = ?, taken_at = ?, told_at = ?"
                " WHERE id = ?",
                (
                    str(answer.number),
                    answer.service_day.isoformat(),
                    answer.taken_at.isoformat(),
                    told_at.isoformat(),
                    str(answer.id),
                ),
            )

    def number_offline(self, ticket_id: UUID, prefix: str, letter: str) -> TicketNumber:
        """Give the next number of this kiosk's own series and leave word for the hall server."""
        with self._store.transaction() as db:
            _step(db, ticket_id, Step.NUMBERED, (Step.ASKED,))
            asked = _row(db, "SELECT * FROM tickets WHERE id = ?", str(ticket_id))
            series = _row(
                db,
                "INSERT INTO series (service_day, prefix, letter, last) VALUES (?, ?, ?, 1)"
                " ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
                asked["service_day"],
                prefix,
                letter,
            )
            number = TicketNumber(prefix, series["last"], letter)
            db.execute(
                "UPDATE tickets SET number = ?, offline = 1 WHERE id = ?",
                (str(number), str(ticket_id)),
            )
            add_row(db, ticket_id)
        self._copy(
            NumberedTicket(
                id=ticket_id,
                service_id=asked["service"],
                priority=Priority(asked["priority"]),
                number=number,
                service_day=date.fromisoformat(asked["service_day"]),
                taken_at=datetime.fromisoformat(asked["taken_at"]),
            )
        )
        return number

    def refuse(self, ticket_id: UUID) -> None:
        """The hall gives no ticket; the visitor was told so."""
        with self._store.transaction() as db:
            _step(db, ticket_id, Step.REFUSED, (Step.ASKED,))

    def abandon(self, ticket_id: UUID) -> None:
        """The visitor gets nothing and the hall server may have a ticket: it is to be cancelled."""
        with self._store.transaction() as db:
            _abandon(db, ticket_id)

    def start_print(self, ticket_id: UUID) -> bool:
        """Write down that the printer gets the ticket now; say whether it may be out already."""
        with self._store.transaction() as db:
            before = _step(db, ticket_id, Step.PRINTING, _PRINTABLE)
        return before in {Step.PRINTED, Step.UNKNOWN}

    def end_print(self, ticket_id: UUID, state: PrintState, may_be_out: bool) -> None:
        """Keep how the print ended. A failed reprint does not unprint the first paper."""
        step = _OUTCOMES[state]
        if may_be_out and step is Step.FAILED:
            step = Step.UNKNOWN
        with self._store.transaction() as db:
            _step(db, ticket_id, step, (Step.PRINTING,))

    def entry(self, ticket_id: UUID) -> Entry | None:
        """A ticket, None when this kiosk does not know it."""
        with self._store.transaction() as db:
            rows = list(db.query("SELECT * FROM tickets WHERE id = ?", (str(ticket_id),)))
        return _entry(rows[0]) if rows else None

    def unfinished(self) -> tuple[Entry, ...]:
        """Tickets a kiosk that died left half way, oldest first."""
        steps = tuple(step.value for step in _UNFINISHED)
        with self._store.transaction() as db:
            rows = list(
                db.query("SELECT * FROM tickets WHERE state IN (?, ?, ?) ORDER BY id", steps)
            )
        return tuple(_entry(row) for row in rows)

    def settle(self, entry: Entry) -> Step:
        """End an unfinished ticket truthfully: printing -> unknown, never printed again unasked.

        One that the visitor never got is cancelled at the hall, which may have heard of it.
        """
        step = _UNFINISHED[entry.step]
        with self._store.transaction() as db:
            if step is Step.ABANDONED:
                _abandon(db, entry.id)
            else:
                _step(db, entry.id, step, (entry.step,))
        return step

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def restore(self) -> None:
        """Take back what the spare kept and the file lost; forget all but the last `KEPT_DAYS`."""
        with self._store.transaction() as db:
            restored = [ticket for ticket in self._spare.tickets() if _take_back(db, ticket)]
            oldest = _oldest_kept(db)
            _forget_before(db, oldest)
        self._spare.forget_before(oldest)
        for ticket in restored:
            self._audit.note(Event.TICKET_RESTORED, ticket=ticket.id, number=ticket.number)

    def _copy(self, ticket: NumberedTicket) -> None:
        try:
            self._spare.append(ticket)
        except OSError:
            # The journal has it on the disk, which is the promise; the spare is a second one.
            self._audit.note(Event.SPARE_FAILED, ticket=ticket.id, number=ticket.number)


def open_journal(folder: Path, audit: Audit) -> Journal:
    """Open the kiosk's journal in `folder`; a damaged one is put aside and rebuilt from the spare.

    Raises StorageFailed when another process holds it or the disk fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "journal.db"
    try:
        store = Store(path)
    except DamagedFile:
        _put_aside(path)
        store = Store(path)
        audit.note(Event.JOURNAL_DAMAGED)
    journal = Journal(store, Spare(folder), audit)
    journal.restore()
    return journal


def _put_aside(path: Path) -> None:
    """Keep the damaged file and its WAL under another name, for a technician."""
    aside = next(
        name
        for count in itertools.count(1)
        if not (name := path.with_name(f"{path.name}.damaged-{count}")).exists()
    )
    for suffix in ("-wal", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.replace(aside.with_name(aside.name + suffix))


def _step(db: Database, ticket_id: UUID, step: Step, lawful: tuple[Step, ...]) -> Step:
    """Move a ticket, guarded; the step it came from."""
    before = Step(_row(db, "SELECT state FROM tickets WHERE id = ?", str(ticket_id))["state"])
    if before not in lawful:
        raise RuntimeError(f"ticket {ticket_id} is {before.value}, cannot become {step.value}")
    db.execute("UPDATE tickets SET state = ? WHERE id = ?", (step.value, str(ticket_id)))
    return before


def _abandon(db: Database, ticket_id: UUID) -> None:
    _step(db, ticket_id, Step.ABANDONED, (Step.ASKED,))
    add_row(db, ticket_id)


def _row(db: Database, sql: str, *values: object) -> dict[str, Any]:
    cursor = db.execute(sql, values)
    found = cursor.fetchone()
    if found is None:
        raise RuntimeError("the journal does not know this ticket")
    return dict(zip((column[0] for column in cursor.description), found, strict=True))


def _entry(row: dict[str, Any]) -> Entry:
    number = TicketNumber.parse(row["number"]) if row["number"] else None
    return Entry(UUID(row["id"]), row["service"], Step(row["state"]), number)


def _take_back(db: Database, ticket: NumberedTicket) -> bool:
    """Put a spare line's ticket, outbox row and series back; whether the journal lacked it."""
    key = (str(ticket.number), str(ticket.id))
    known = db.execute(
        "INSERT INTO tickets (number, id, service, priority, service_day, taken_at, state, offline)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING",
        (
            *key,
            ticket.service_id,
            ticket.priority.value,
            ticket.service_day.isoformat(),
            ticket.taken_at.isoformat(),
            Step.UNKNOWN.value,
        ),
    )
    lacked = known.rowcount == 1
    if not lacked:  # an older copy of the journal may have the ticket without its number
        known = db.execute(
            "UPDATE OR IGNORE tickets SET number = ?, offline = 1, state = 'unknown'"
            " WHERE id = ? AND number IS NULL",
            key,
        )
        lacked = known.rowcount == 1
    if lacked:
        add_row(db, ticket.id)
    number = ticket.number
    db.execute(
        "INSERT INTO series (service_day, prefix, letter, last) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
        (ticket.service_day.isoformat(), number.prefix, number.letter, number.sequence),
    )
    return lacked


def _oldest_kept(db: Database) -> str:
    """The first of the last `KEPT_DAYS` service days, "" while there are fewer."""
    found = db.execute(
        "SELECT DISTINCT service_day FROM tickets ORDER BY service_day DESC LIMIT 1 OFFSET ?",
        (KEPT_DAYS - 1,),
    ).fetchone()
    return found[0] if found else ""


def _forget_before(db: Database, day: str) -> None:
    """Delete what is settled and told; what waits for the hall server stays, however old."""
    old = (day,)
    db.execute(
        "DELETE FROM outbox WHERE done_at IS NOT NULL"
        " AND ticket IN (SELECT id FROM tickets WHERE service_day < ?)",
        old,
    )
    db.execute(
        "DELETE FROM tickets WHERE service_day < ? AND id NOT IN (SELECT ticket FROM outbox)", old
    )
    db.execute("DELETE FROM series WHERE service_day < ?", old)
