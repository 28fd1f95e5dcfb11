"""The queue engine: the rules of this room, each in one transaction of the store."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from pydantic import TypeAdapter

from hall.queue import calls, sessions, snapshots, tickets
from hall.queue.floor import Floor
from hall.queue.sessions import Session, SignIn
from hall.queue.tickets import Issued, TicketRequest
from hall.queue.views import CallAnswer, CounterView, HallView, HeldTicketView, TicketView
from hall.store import commands
from hall.store.store import Store
from hall.store.transaction import Transaction

T = TypeVar("T")

_ANSWER = TypeAdapter(CallAnswer)


class Action(StrEnum):
    """What a counter does with the ticket it holds, as the API spells it."""

    AGAIN = "again"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no-show"


_RULES: dict[Action, Callable[[Transaction, Floor, str, str], HeldTicketView]] = {
    Action.AGAIN: calls.call_again,
    Action.START: calls.start,
    Action.FINISH: calls.finish,
    Action.NO_SHOW: calls.no_show,
}


class Engine:
    """What the API asks for. Every answer is true: it comes after the commit."""

    def __init__(self, floor: Floor, store: Store) -> None:
        self.floor = floor
        self._store = store
        self.epoch = ""

    async def open(self) -> None:
        """Open the store; its epoch is known from then on."""
        self.epoch = await self._store.open()

    async def close(self) -> None:
        """Finish what is queued and close the store."""
        await self._store.close()

    async def check(self) -> None:
        """See that the store can be written. Raises StoreUnavailable."""
        await self._store.check()

    async def write(self, job: Callable[[Transaction], T]) -> T:
        """Run another room's job in a transaction, say the catalog's."""
        return await self._store.write(job)

    async def read(self, query: Callable[[Transaction], T]) -> T:
        """Run another room's query on one state of the store."""
        return await self._store.read(query)

    async def issue(self, request: TicketRequest) -> Issued:
        """Give a ticket; see `hall.queue.tickets.issue` for what it refuses."""
        return await self._store.write(lambda tx: tickets.issue(tx, self.floor, request))

    async def ticket(self, ticket_id: str) -> TicketView:
        """A ticket as it stands now. Raises UnknownTicket."""
        return await self._store.read(lambda tx: tickets.read(tx, self.floor, ticket_id))

    async def call_next(self, session: Session, key: str) -> CallAnswer:
        """Call the next visitor to the session's counter; `key` makes it safe to repeat.

        Raises NotSignedIn, CounterHoldsTicket, ContentConflict.
        """
        counter_id = session.counter_id
        return await self._command(
            session,
            key,
            f"{counter_id} next",
            lambda tx: calls.call_next(tx, self.floor, counter_id),
        )

    async def act(self, session: Session, ticket_id: str, action: Action, key: str) -> CallAnswer:
        """Do something with the ticket the counter holds; `key` makes it safe to repeat.

        Raises NotSignedIn, UnknownTicket, IllegalTransition, ContentConflict.
        """
        counter_id = session.counter_id
        return await self._command(
            session,
            key,
            f"{counter_id} {action} {ticket_id}",
            lambda tx: _RULES[action](tx, self.floor, counter_id, ticket_id),
        )

    async def _command(
        self,
        session: Session,
        key: str,
        content: str,
        rule: Callable[[Transaction], HeldTicketView | None],
    ) -> CallAnswer:
        def job(tx: Transaction) -> CallAnswer:
            sessions.staff_at(tx, session)
            return commands.once(tx, key, content, _ANSWER, lambda: CallAnswer(rule(tx)))

        return await self._store.write(job)

    async def open_counter(self, sign_in: SignIn, hours: int) -> None:
        """Open a counter for somebody who proved to be staff. Raises UnknownCounter."""
        await self._store.write(lambda tx: sessions.open_counter(tx, self.floor, sign_in, hours))

    async def close_counter(self, session: Session) -> None:
        """Close the counter of a session. Raises NotSignedIn."""
        await self._store.write(lambda tx: sessions.close_counter(tx, self.floor, session))

    async def counter(self, session: Session) -> CounterView:
        """The counter's own view. Raises NotSignedIn."""
        return await self._store.read(lambda tx: snapshots.counter_view(tx, self.floor, session))

    async def hall(self) -> HallView:
        """The hall's snapshot."""
        return await self._store.read(lambda tx: snapshots.hall_view(tx, self.floor, self.epoch))
