"""Compares the tables with what the events say: they must tell the same day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hall.audit.breaches import Breach, Kind
from hall.audit.reading import ASKED_AT_ONCE, Reading, TicketState
from hall.audit.replay.replay import skipped_in
from hall.audit.replay.state import DayState
from hall.audit.replay.tickets import Ticket

#: A restored store passes over numbers of so many days back, and a little more.
_SKIPS_REACH = timedelta(days=7)


class TicketTable:
    """Looks tickets up some at a time, so that memory does not grow with the day."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._asked: list[Ticket] = []

    def ask(self, ticket: Ticket) -> None:
        """Compare a ticket that changes no more, now or with the next ones. Raises Breach."""
        self._asked.append(ticket)
        if len(self._asked) == ASKED_AT_ONCE:
            self.answer()

    def answer(self) -> None:
        """Compare those that are left. Raises Breach."""
        asked, self._asked = self._asked, []
        rows = self._reading.tickets([ticket.id for ticket in asked])
        for ticket in asked:
            _judge_row(ticket, rows.get(ticket.id), self._reading)


def judge_count(reading: Reading, issued: int) -> None:
    """Every ticket of the table was given by an event. Raises Breach."""
    if reading.count_tickets() == issued:
        return
    extra = reading.ticket_without_event()
    if extra is not None:
        raise Breach(Kind.TABLE_EXTRA, tickets=(extra[0],), number=extra[1])


def judge_series(reading: Reading, state: DayState) -> None:
    """The last number of each prefix is the last that was given. Raises Breach."""
    told = {prefix: series.last for prefix, series in state.numbering.series.items()}
    kept = reading.series()
    if kept == told:
        return
    # A store restored on a later day passes over numbers of this one as well.
    until = (date.fromisoformat(reading.day) + _SKIPS_REACH).isoformat()
    for event in reading.restored_later(until):
        told |= {prefix: to for prefix, _, to in skipped_in(event, reading.day)}
    _judge_last(kept, told)


def _judge_last(kept: Mapping[str, int], told: Mapping[str, int]) -> None:
    for prefix in sorted({*kept, *told}):
        if kept.get(prefix, 0) != told.get(prefix, 0):
            raise Breach(
                Kind.TABLE_SERIES,
                found=kept.get(prefix, 0),
                expected=told.get(prefix, 0),
                number=prefix,
            )


def _judge_row(ticket: Ticket, row: TicketState | None, reading: Reading) -> None:
    if row is None:
        raise Breach(Kind.TABLE_MISSING, tickets=(ticket.id,), number=ticket.number)
    told = TicketState(
        id=ticket.id,
        hall_id=reading.hall_id,
        day=reading.day,
        number=ticket.number,
        state=ticket.state,
        queue_id=ticket.queue,
        position=ticket.position,
        due_at=ticket.due_at,
        recalls=ticket.recalls,
        counter_id=ticket.counter if ticket.held else row.counter_id,
    )
    for name, found, expected in zip(told._fields, row, told, strict=True):
        if found != expected:
            raise Breach(
                Kind.TABLE_TICKET,
                found=f"{name} = {found}",
                expected=expected,
                tickets=(ticket.id,),
                number=ticket.number,
            )
