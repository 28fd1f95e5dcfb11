"""A counter and what it works with: the hall's set-up and its day."""

from __future__ import annotations

from dataclasses import dataclass

from hall.queue import rows
from hall.queue.floor import Floor
from hall.queue.moves import illegal
from hall.queue.rows import TicketRow
from hall.queue.today import Today
from hall.store.transaction import Transaction
from kiosk.domain.hall import Counter
from kiosk.domain.ticket import TicketState
from kiosk.errors import NotInProfile, UnknownTicket


@dataclass(frozen=True, slots=True)
class AtCounter:
    """What the rules of calling and serving are asked at."""

    floor: Floor
    today: Today
    counter: Counter

    def held(self, tx: Transaction, ticket_id: str) -> TicketRow:
        """The ticket, if this counter holds it. Raises UnknownTicket, IllegalTransition."""
        ticket = self._known(tx, ticket_id)
        if not ticket.held or ticket.counter_id != self.counter.id:
            raise illegal(self.floor, ticket)
        return ticket

    def parked(self, tx: Transaction, ticket_id: str) -> TicketRow:
        """The ticket, if it is on hold and this counter serves its queue.

        Raises UnknownTicket, NotInProfile, IllegalTransition.
        """
        ticket = self._known(tx, ticket_id)
        if ticket.queue_id not in self.counter.profile:
            raise NotInProfile(self.counter.name, ticket.number)
        if ticket.state != TicketState.HELD:
            raise illegal(self.floor, ticket)
        return ticket

    def _known(self, tx: Transaction, ticket_id: str) -> TicketRow:
        ticket = rows.ticket_of(tx, ticket_id)
        if ticket is None:
            raise UnknownTicket
        return ticket
