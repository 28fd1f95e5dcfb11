"""The service day of a hall: begun by the first write on it, which also ends the day before.

There is no midnight job. What was left of earlier days expires in the transaction in which the new
day begins, so every ticket ends once whatever the server did at night.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import bindparam, select, update

from hall.audit.rulebook import rules_fact
from hall.queue import retention, rows
from hall.queue.counter import closures, sessions
from hall.queue.floor import Floor
from hall.queue.moves import log_change, move
from hall.queue.today import Today
from hall.queue.visitor import bookings, numbers
from hall.store import commands, event
from hall.store.event import Event
from hall.store.schema import events, tickets
from hall.store.sql import Sql
from hall.store.transaction import Transaction
from kiosk.domain.ticket import Priority, TicketState

_PAGE = 5000
_BEGUN = Sql(
    select(events.c.seq)
    .where(
        events.c.hall_id == bindparam("h"),
        events.c.day == bindparam("d"),
        events.c.type == "day.began",
    )
    .limit(1)
)
_BOOKINGS_KEPT_MS = 2 * 24 * 3600 * 1000
#: The hall is never closed for longer; older rows have been stripped on their own next day.
_STRIPPED_BACK = timedelta(days=30)
#: Why somebody had priority is personal; on paper and for the audit the head start is enough.
_STRIP = Sql(
    update(tickets)
    .where(
        tickets.c.hall_id == bindparam("h"),
        tickets.c.day < bindparam("d"),
        tickets.c.day >= bindparam("since"),
        tickets.c.priority != Priority.NONE.value,
    )
    .values(priority=bindparam("plain"))
)


class Days:
    """Keeps a hall's projection true (see hall.store.log.Fold)."""

    def __init__(self, floor: Floor, today: Today, keep_days: int = 400) -> None:
        self._floor = floor
        self._today = today
        self._kept = timedelta(days=keep_days)

    def apply(self, one: Event) -> None:
        """Take the next event in."""
        self._today.apply(one)

    def rebuild(self, tx: Transaction, seq: int) -> None:
        """Begin anew: fold the day's events once more, then who is signed in and what is closed."""
        day = self._floor.day(tx.now)
        self._today.clear()
        at = 0
        while page := event.of_day(tx.connection, tx.hall_id, day, at, _PAGE):
            for one in page:
                self._today.apply(one)
            at = page[-1].seq
        sessions.load(tx, self._today)
        closures.load(tx, self._today)
        self._today.seq = seq

    def prepare(self, tx: Transaction, ids: Collection[str]) -> set[str]:
        """Know the last numbers; returns which of some ids no ticket has."""
        if self._today.numbers is None:
            numbers.load(tx, self._today)
        return rows.absent(tx.connection, ids)

    def settle(self, tx: Transaction) -> None:
        """Store the last number of each prefix: once for a commit, however many it gave."""
        numbers.keep(tx, self._today)

    def turn(self, tx: Transaction) -> None:
        """End what is left of earlier days and begin the present one, once.

        A day that had begun before a clock was set back, or at a server whose clock is a moment
        ahead at midnight, goes on where it was.
        """
        day = self._floor.day(tx.now)
        if self._today.day == day:
            return
        begun = _BEGUN.first(tx.connection, h=tx.hall_id, d=day) is not None
        if begun:
            self.rebuild(tx, self._today.seq)
        for ticket in rows.unended_before(tx, day):
            expired = move(tx, self._floor, ticket, TicketState.EXPIRED)
            if ticket.held:
                rows.end_stop(tx, ticket, TicketState.EXPIRED)
            log_change(
                tx,
                expired,
                "ticket.expired",
                counter_id=ticket.counter_id if ticket.held and ticket.counter_id else "",
                was=ticket.state,
            )
        if begun:
            return
        today = date.fromisoformat(day)
        retention.forget_days_before(tx, (today - self._kept).isoformat())
        since = (today - _STRIPPED_BACK).isoformat()
        _STRIP.run(tx.connection, h=tx.hall_id, d=day, since=since, plain=Priority.NONE.value)
        commands.forget_old(tx)
        for kind in Priority:
            commands.rewrite_answers(tx, f'"priority":"{kind}"', '"priority":"none"')
        bookings.forget_old(tx, tx.now_ms - _BOOKINGS_KEPT_MS)
        rules = rules_fact(self._floor.hall)
        tx.events.append(Event("day.began", tx.now_ms, day, facts=rules))
