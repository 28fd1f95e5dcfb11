"""The queue rules on a real store without server or threads, at a time the test sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from hall.queue import snapshots
from hall.queue.counter import calls, closures, serving, sessions
from hall.queue.counter.at_counter import AtCounter
from hall.queue.counter.calls import CallReason, OutOfOrder
from hall.queue.counter.closures import Closure
from hall.queue.counter.sessions import Session, SignIn
from hall.queue.days import Days
from hall.queue.floor import Floor
from hall.queue.rows import TicketRow
from hall.queue.snapshots import held_view
from hall.queue.today import Today
from hall.queue.views import CounterView, HallView, HeldTicketView, TicketView
from hall.queue.visitor import bookings, tickets
from hall.queue.visitor.bookings import Booking
from hall.queue.visitor.numbers import Printed
from hall.queue.visitor.tickets import TicketRequest
from hall.store import migrate
from hall.store.batch import Batch
from hall.store.dialect import Connection, Database, SqliteDatabase
from hall.store.event import Event
from hall.store.log import HallLog
from hall.store.schema import METADATA
from hall.store.transaction import Transaction
from kiosk.domain.availability import ClosureReason
from kiosk.domain.hall import Hall
from kiosk.domain.ticket import Priority
from kiosk.errors import UnknownTicket
from tests.unit.hall import halls

WIB = ZoneInfo("Asia/Jakarta")
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=WIB)

P = ParamSpec("P")
T = TypeVar("T")


def ticket_id(number: int) -> str:
    """The UUIDv7 with a small number, in the order of the numbers."""
    return str(UUID(int=(0x0192 << 112) | (7 << 76) | (2 << 62) | number))


def emptied(database: Database) -> Database:
    """The same database with the tables of a hall server and nothing in them."""
    migrate.upgrade(database)
    connection = database.connect_writer()
    for table in reversed(METADATA.sorted_tables):
        connection.execute(f"delete from {table}")  # noqa: S608
    connection.close()
    return database


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.at = now
        self.ran = 0.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.ran

    def forward(self, **span: float) -> None:
        step = timedelta(**span)
        self.at += step
        self.ran += step.total_seconds()


class Desk:
    """One hall's rules, each in a transaction of its own. `every_event` was committed, in order.

    Several may stand on one database, each with its own hall.
    """

    def __init__(self, where: Path | Database, hall: Hall | None = None) -> None:
        self.database = SqliteDatabase(where) if isinstance(where, Path) else where
        migrate.upgrade(self.database)
        self.connection = self.database.connect_writer()
        self.floor = Floor(hall or halls.hall())
        self.clock = FakeClock()
        self.every_event: list[Event] = []
        self._asleep: tuple[Today, HallLog] | None = None
        self.begin_anew()
        self._made = 0

    def begin_anew(self) -> None:
        """Know nothing but what is stored, as after a start."""
        self.today = self.blank()
        days = Days(self.floor, self.today)
        self.log = HallLog(self.floor.hall.id, days, self.every_event.extend)

    def swap(self) -> None:
        """Let another process of the same hall go on, with what it knew when it wrote last."""
        asleep, self._asleep = self._asleep, (self.today, self.log)
        if asleep is None:
            self.begin_anew()
        else:
            self.today, self.log = asleep

    def blank(self) -> Today:
        """A day of which nothing is known."""
        return Today(self.floor.queues, (c.id for c in self.floor.hall.counters))

    def rebuilt(self) -> Today:
        """The day as the store tells it."""
        fresh = self.blank()
        self.look(lambda tx: Days(self.floor, fresh).rebuild(tx, self.today.seq))
        return fresh

    def close(self) -> None:
        self.connection.close()

    @property
    def events(self) -> list[Event]:
        """What was told, but that a day began."""
        return [event for event in self.every_event if event.type != "day.began"]

    def do(self, rule: Callable[Concatenate[Transaction, P], T], *a: P.args, **k: P.kwargs) -> T:
        self.connection.execute(self.database.begin_write)
        batch = Batch(self.database, self.connection)
        tx = self._transaction(batch)
        self.log.begin(tx)
        batch.begin_job()
        tx = self._transaction(batch)
        try:
            result = rule(tx, *a, **k)
        except Exception:
            batch.undo_job()
            raise
        else:
            batch.keep_job()
            self.log.accept(tx.events)
            return result
        finally:
            fresh = self.log.flush(tx)
            batch.write_out()
            self.connection.execute("commit")
            self.log.publish(fresh)

    def look(self, query: Callable[[Transaction], T]) -> T:
        """Ask the store without writing, so no day begins."""
        self.connection.execute(self.database.begin_read)
        try:
            return query(self._transaction(self.connection))
        finally:
            self.connection.execute("rollback")

    def _transaction(self, connection: Connection) -> Transaction:
        return Transaction(connection, self.floor.hall.id, self.clock.now())

    def at(self, counter: str) -> AtCounter:
        return AtCounter(self.floor, self.today, self.floor.counter(counter))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def request(self, *services: str, **changes: Any) -> TicketRequest:
        self._made += 1
        values: dict[str, Any] = {
            "id": ticket_id(self._made),
            "services": services or (halls.KTP,),
            "priority": Priority.NONE,
            "kiosk_id": "kiosk-1",
        }
        return TicketRequest(**(values | changes))

    def issue(self, *services: str, **changes: Any) -> TicketView:
        return self.put(self.request(*services, **changes))

    def put(self, request: TicketRequest) -> TicketView:
        return self.do(tickets.issue, self.floor, self.today, request).ticket

    def printed(self, number: str, **ago: float) -> Printed:
        return Printed(number, self.clock.now() - timedelta(**ago))

    def read(self, ticket: TicketView) -> TicketView:
        return self.do(tickets.read, self.floor, self.today, ticket.id)

    def hall(self) -> HallView:
        return snapshots.hall_view(self.floor, self.today, self.clock.now(), "epoch")

    def counter(self, session: Session) -> CounterView:
        return self.do(snapshots.counter_view, self.floor, session)

    def call(self, counter: str = "1") -> HeldTicketView | None:
        def rule(tx: Transaction) -> HeldTicketView | None:
            ticket = calls.call_next(tx, self.at(counter))
            return held_view(tx, self.floor, ticket) if ticket else None

        return self.do(rule)

    def called(self, counter: str = "1") -> HeldTicketView:
        ticket = self.call(counter)
        assert ticket is not None
        return ticket

    def call_number(
        self, number: str, counter: str = "1", reason: CallReason = CallReason.NEEDS_HELP
    ) -> HeldTicketView:
        return self.act(calls.call_number, counter, OutOfOrder(number, reason))

    def act(
        self,
        rule: Callable[Concatenate[Transaction, AtCounter, P], TicketRow],
        counter: str,
        *a: P.args,
        **k: P.kwargs,
    ) -> HeldTicketView:
        at = self.at(counter)
        return self.do(lambda tx: held_view(tx, self.floor, rule(tx, at, *a, **k)))

    def again(self, ticket: TicketView, counter: str = "1") -> HeldTicketView:
        return self.act(calls.call_again, counter, ticket.id)

    def start(self, ticket: TicketView, counter: str = "1") -> HeldTicketView:
        return self.act(serving.start, counter, ticket.id)

    def finish(self, ticket: TicketView, counter: str = "1") -> HeldTicketView:
        return self.act(serving.finish, counter, ticket.id)

    def no_show(self, ticket: TicketView, counter: str = "1") -> HeldTicketView:
        return self.act(calls.no_show, counter, ticket.id)

    def hold(self, ticket: TicketView, counter: str = "1") -> HeldTicketView:
        return self.act(serving.hold, counter, ticket.id)

    def give_back(self, ticket: TicketView, counter: str = "1") -> HeldTicketView:
        return self.act(serving.give_back, counter, ticket.id)

    def transfer(self, ticket: TicketView, service: str, counter: str = "1") -> HeldTicketView:
        return self.act(serving.transfer, counter, ticket.id, service)

    def cancel_at(self, ticket: TicketView, counter: str = "1") -> HeldTicketView:
        return self.act(serving.cancel, counter, ticket.id)

    def cancel(self, ticket: TicketView) -> TicketView:
        cancelled = self.give_up(ticket.id)
        if cancelled is None:
            raise UnknownTicket
        return cancelled

    def give_up(self, ticket_id: str, kiosk: str = "") -> TicketView | None:
        return self.do(tickets.cancel, self.floor, ticket_id, kiosk)

    def served(self, counter: str = "1") -> HeldTicketView:
        ticket = self.start(self.called(counter), counter)
        return self.finish(ticket, counter)

    def session(self, counter: str, username: str = "rina") -> Session:
        return Session(f"s-{counter}-{username}", counter)

    def open(self, counter: str, username: str = "rina", hours: float = 12) -> Session:
        session = self.session(counter, username)
        sign_in = SignIn(session, username, username.title())
        self.do(sessions.open_counter, self.floor, sign_in, hours)
        return session

    def leave(self, session: Session) -> None:
        self.do(sessions.close_counter, self.floor, session)

    def close_queue(
        self,
        queue: str,
        until: datetime,
        counter: str = "1",
        reason: ClosureReason = ClosureReason.SYSTEM_DOWN,
    ) -> None:
        self.do(closures.close_queue, self.at(counter), Closure(queue, until, reason))

    def open_queue(self, queue: str, counter: str = "1") -> None:
        self.do(closures.open_queue, self.at(counter), queue)

    def book(self, code: str, service: str, at: datetime) -> bool:
        return self.do(bookings.tell, self.floor, Booking(code, service, at))

    def check_in(self, code: str, **changes: Any) -> TicketView:
        return self.put(replace(self.request(**changes), services=(), booking=code))
