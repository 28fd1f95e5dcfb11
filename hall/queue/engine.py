"""The queue engine of one hall: the rules of this room, each in one transaction of the store."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from pydantic import TypeAdapter

from hall.queue import snapshots
from hall.queue.counter import calls, closures, serving, sessions
from hall.queue.counter.at_counter import AtCounter
from hall.queue.counter.calls import OutOfOrder
from hall.queue.counter.closures import Closure
from hall.queue.counter.sessions import Session, SignIn
from hall.queue.floor import Floor
from hall.queue.rows import TicketRow
from hall.queue.today import Today
from hall.queue.views import CallAnswer, CounterView, HallView, TicketView
from hall.queue.visitor import bookings, tickets
from hall.queue.visitor.bookings import Booking
from hall.queue.visitor.tickets import Issued, TicketRequest
from hall.store import commands
from hall.store.store import HallStore
from hall.store.transaction import Transaction
from kiosk.errors import UnknownTicket
from kiosk.ports import Clock

T = TypeVar("T")

_ANSWER = TypeAdapter(CallAnswer)
_NOTHING = TypeAdapter(type(None))


class Action(StrEnum):
    """What a counter does with a ticket, as the API spells it."""

    AGAIN = "again"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no-show"
    HOLD = "hold"
    RETURN = "return"
    CANCEL = "cancel"


_RULES: dict[Action, Callable[[Transaction, AtCounter, str], TicketRow]] = {
    Action.AGAIN: calls.call_again,
    Action.START: serving.start,
    Action.FINISH: serving.finish,
    Action.NO_SHOW: calls.no_show,
    Action.HOLD: serving.hold,
    Action.RETURN: serving.give_back,
    Action.CANCEL: serving.cancel,
}


class Engine:
    """What the API asks for. Every answer is true: it comes after the commit."""

    def __init__(self, floor: Floor, today: Today, store: HallStore, clock: Clock) -> None:
        self.floor = floor
        self.store = store
        self._today = today
        self._clock = clock
        self.epoch = ""

    # --- visitors ---

    async def issue(self, request: TicketRequest) -> Issued:
        """Give a ticket; see `hall.queue.visitor.tickets.issue` for what it refuses."""
        return await self.store.write(
            lambda tx: tickets.issue(tx, self.floor, self._today, request), sought=request.id
        )

    async def ticket(self, ticket_id: str) -> TicketView:
        """A ticket as it stands now. Raises UnknownTicket."""
        return await self.store.read(
            lambda tx: tickets.read(tx, self.floor, self._today, ticket_id)
        )

    async def cancel(self, ticket_id: str, kiosk_id: str = "") -> TicketView:
        """Give a place up, see `tickets.cancel`. Raises UnknownTicket, IllegalTransition."""
        cancelled = await self.store.write(
            lambda tx: tickets.cancel(tx, self.floor, ticket_id, kiosk_id)
        )
        if cancelled is None:
            raise UnknownTicket
        return cancelled

    async def hall(self) -> HallView:
        """The hall's snapshot."""
        return await self.store.ask(
            lambda: snapshots.hall_view(self.floor, self._today, self._clock.now(), self.epoch)
        )

    # --- portals ---

    async def tell_booking(self, booking: Booking) -> bool:
        """Keep an appointment; says whether it is new. Raises UnknownService, BookingUsed."""
        return await self.store.write(lambda tx: bookings.tell(tx, self.floor, booking))

    async def take_booking_back(self, code: str) -> None:
        """Forget an appointment. Raises BookingUsed."""
        await self.store.write(lambda tx: bookings.take_back(tx, code))

    # --- counters; `key` makes each command safe to repeat, all raise NotSignedIn, ContentConflict

    async def call_next(
        self, session: Session, key: str, wanted: OutOfOrder | None = None
    ) -> CallAnswer:
        """Call the next visitor to the session's counter, or one out of order.

        Raises CounterHoldsTicket, UnknownNumber, NotInProfile, IllegalTransition.
        """

        def rule(tx: Transaction, at: AtCounter) -> TicketRow | None:
            if wanted is None:
                return calls.call_next(tx, at)
            return calls.call_number(tx, at, wanted)

        content = f"next {wanted.number} {wanted.reason}" if wanted else "next"
        return await self._call(session, key, content, rule)

    async def act(self, session: Session, ticket_id: str, action: Action, key: str) -> CallAnswer:
        """Do something with a ticket.

        Raises UnknownTicket, IllegalTransition, NotInProfile.
        """
        return await self._call(
            session, key, f"{action} {ticket_id}", lambda tx, at: _RULES[action](tx, at, ticket_id)
        )

    async def transfer(
        self, session: Session, ticket_id: str, service_id: str, key: str
    ) -> CallAnswer:
        """Send a visitor on to another service.

        Raises UnknownTicket, UnknownService, IllegalTransition.
        """
        return await self._call(
            session,
            key,
            f"transfer {ticket_id} {service_id}",
            lambda tx, at: serving.transfer(tx, at, ticket_id, service_id),
        )

    async def close_queue(self, session: Session, closure: Closure, key: str) -> None:
        """Let a queue give no tickets for a while. Raises NotInProfile, BadRequest."""
        content = f"close {closure.queue_id} {closure.until.isoformat()} {closure.reason}"
        await self._command(
            session, key, content, _NOTHING, lambda tx, at: closures.close_queue(tx, at, closure)
        )

    async def open_queue(self, session: Session, queue_id: str, key: str) -> None:
        """Let a queue give tickets again. Raises NotInProfile."""
        await self._command(
            session,
            key,
            f"open {queue_id}",
            _NOTHING,
            lambda tx, at: closures.open_queue(tx, at, queue_id),
        )

    async def open_counter(self, sign_in: SignIn, hours: int) -> None:
        """Open a counter for somebody who proved to be staff. Raises UnknownCounter."""
        await self.store.write(lambda tx: sessions.open_counter(tx, self.floor, sign_in, hours))

    async def close_counter(self, session: Session) -> None:
        """Close the counter of a session. Raises NotSignedIn."""
        await self.store.write(lambda tx: sessions.close_counter(tx, self.floor, session))

    async def counter(self, session: Session) -> CounterView:
        """The counter's own view. Raises NotSignedIn."""
        return await self.store.read(lambda tx: snapshots.counter_view(tx, self.floor, session))

    async def _call(
        self,
        session: Session,
        key: str,
        content: str,
        rule: Callable[[Transaction, AtCounter], TicketRow | None],
    ) -> CallAnswer:
        def do(tx: Transaction, at: AtCounter) -> CallAnswer:
            ticket = rule(tx, at)
            return CallAnswer(snapshots.held_view(tx, self.floor, ticket) if ticket else None)

        return await self._command(session, key, content, _ANSWER, do)

    async def _command(
        self,
        session: Session,
        key: str,
        content: str,
        form: TypeAdapter[T],
        do: Callable[[Transaction, AtCounter], T],
    ) -> T:
        at = AtCounter(self.floor, self._today, self.floor.counter(session.counter_id))

        def job(tx: Transaction) -> T:
            sessions.staff_at(tx, session)
            whole = f"{session.counter_id} {content}"
            return commands.once(tx, key, whole, form, lambda: do(tx, at))

        return await self.store.write(job)
