"""What the engine tells: plain values with the names of the API, free of any framework."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.calendar import Reason
from kiosk.domain.ticket import Priority, TicketState, WaitRange


class Trouble(StrEnum):
    """What is amiss with the hall server itself, the worst first."""

    STORE_REFUSES = "store-refuses"
    DISK_ALMOST_FULL = "disk-almost-full"
    CLOCK_JUMPED = "clock-jumped"


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket. `service` and `queue` are those of the present stop, `counter` who holds it.

    `ahead` and `wait` (minutes) are null when they do not apply or nobody can know.
    """

    id: str
    number: str
    state: TicketState
    priority: Priority
    services: tuple[str, ...]
    service: str
    queue: str
    service_day: str
    taken_at: datetime
    counter: str | None
    ahead: int | None
    wait: WaitRange | None


@dataclass(frozen=True, slots=True)
class HeldTicketView(TicketView):
    """A ticket as the counter that deals with it sees it."""

    called_at: datetime | None
    started_at: datetime | None
    calls: int
    recalls: int


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """The ticket after a counter's command; null when a call found nobody waiting."""

    ticket: HeldTicketView | None


@dataclass(frozen=True, slots=True)
class CounterBrief:
    """A counter and who sits there."""

    id: str
    name: str
    agency: str
    staff: str


@dataclass(frozen=True, slots=True)
class WaitingView:
    """Somebody who waits, without the ticket's id."""

    number: str
    service: str
    priority: Priority
    waited_minutes: int


@dataclass(frozen=True, slots=True)
class RecentView:
    """What became of a ticket this counter dealt with; `minutes` at the counter.

    `state` is that of a ticket, or `transferred`.
    """

    number: str
    state: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ParkedView:
    """A ticket on hold that this counter may take back."""

    id: str
    number: str
    service: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ClosureView:
    """A queue of the counter's profile that gives no tickets until then."""

    queue: str
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CounterView:
    """A counter's own view, true at event `seq`; `waiting` in the order of calling.

    `troubles` are those of the server that made the view, and no matter of the queue.
    """

    seq: int
    now: datetime
    counter: CounterBrief
    ticket: HeldTicketView | None
    waiting: tuple[WaitingView, ...]
    waiting_count: int
    recent: tuple[RecentView, ...]
    held: tuple[ParkedView, ...]
    closures: tuple[ClosureView, ...]
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningView:
    """Whether tickets are given now, else why not and when again; `until` while they are."""

    given: bool
    reason: Reason | None
    opens_at: datetime | None
    occasion: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RefusalView:
    """Why a queue gives no tickets though the hall does, and from when it will."""

    reason: Reason
    opens_at: datetime | None
    occasion: str


@dataclass(frozen=True, slots=True)
class QueueView:
    """How many wait in a queue; `wait` for somebody who takes a number now."""

    id: str
    waiting: int
    wait: WaitRange | None
    counters_open: int
    refusal: RefusalView | None


@dataclass(frozen=True, slots=True)
class CallView:
    """A number called to a counter: called, serving, finished or no_show."""

    number: str
    counter: str
    queue: str
    called_at: datetime
    state: TicketState


@dataclass(frozen=True, slots=True)
class HallView:
    """The hall, true at event `seq`; another `epoch` is another store."""

    seq: int
    epoch: str
    now: datetime
    service_day: str
    opening: OpeningView
    queues: tuple[QueueView, ...]
    calls: tuple[CallView, ...]
    popular: tuple[str, ...]
