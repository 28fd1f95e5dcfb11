"""One visitor's place in a hall: states, lawful transitions and priority.

The state machine is the one of docs/queue-rules.md; the hall server enforces it in its
transactions, everything else only reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.numbers import TicketNumber


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    NO_SHOW = "no_show"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


#: Lawful changes. Serving -> waiting is the next stop of the same ticket or a transfer; no_show ->
#: waiting is a recall with a penalty, no_show -> expired the end of bounded recalls.
TRANSITIONS: dict[TicketState, frozenset[TicketState]] = {
    TicketState.WAITING: frozenset(
        {TicketState.CALLED, TicketState.CANCELLED, TicketState.EXPIRED}
    ),
    TicketState.CALLED: frozenset(
        {TicketState.SERVING, TicketState.NO_SHOW, TicketState.CANCELLED, TicketState.EXPIRED}
    ),
    TicketState.SERVING: frozenset(
        {TicketState.FINISHED, TicketState.WAITING, TicketState.HELD, TicketState.EXPIRED}
    ),
    TicketState.HELD: frozenset({TicketState.WAITING, TicketState.CANCELLED, TicketState.EXPIRED}),
    TicketState.NO_SHOW: frozenset({TicketState.WAITING, TicketState.EXPIRED}),
    TicketState.FINISHED: frozenset(),
    TicketState.CANCELLED: frozenset(),
    TicketState.EXPIRED: frozenset(),
}

#: States in which nothing happens to a ticket any more.
ENDED = frozenset({TicketState.FINISHED, TicketState.CANCELLED, TicketState.EXPIRED})

#: States in which a counter holds the ticket; a counter holds at most one.
HELD_BY_COUNTER = frozenset({TicketState.CALLED, TicketState.SERVING})


class Priority(StrEnum):
    """Why a visitor goes ahead within bounds (UU 25/2009); the visitor chooses, no proof asked."""

    NONE = "none"
    ELDERLY = "elderly"
    DISABILITY = "disability"
    PREGNANT = "pregnant"
    INFANT = "infant"


@dataclass(frozen=True, slots=True)
class WaitRange:
    """An honest wait: half of the visitors are called before `low`, nine of ten before `high`.

    Minutes, both multiples of five. A range from zero says only "at most `high`": it is told when
    a counter is free or five minutes are enough.
    """

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """What the visitor has in hand after taking a number.

    `ahead` and `wait` are None when nobody could know them (no line, no counter open).
    `taken_at` is hall-local and aware.
    """

    id: str
    number: TicketNumber
    service_id: str
    queue_id: str
    priority: Priority
    taken_at: datetime
    ahead: int | None
    wait: WaitRange | None
    phone_url: str
