"""What is going on in the hall right now, as a snapshot that events move forward.

Snapshot first, then the events after its number: the same rule for kiosks, boards and pages, at
start and after every break of the line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.domain.calendar import Opening
from kiosk.domain.ticket import WaitRange

#: Calls a snapshot keeps, newest first; a board shows no more.
CALLS_KEPT = 8
#: How long a refusal without an end is believed after it was told: about as long as a queue may be
#: without a counter before it is refused (`Hall.counter_gap_minutes`).
BELIEVED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class QueueState:
    """How many wait in a queue, and how long that takes when a counter is open.

    `refusal` says why it gives no tickets, None while it does or the calendar alone decides.
    """

    id: str
    waiting: int
    wait: WaitRange | None
    counters_open: int
    refusal: Opening | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A number called to a counter. `state` is called, serving, finished or no_show."""

    number: str
    counter_id: str
    queue_id: str
    called_at: datetime
    state: str = "called"


@dataclass(frozen=True, slots=True)
class HallEvent:
    """One row of the hall's event table as the stream tells it; parts that do not apply are ""."""

    seq: int
    at: datetime
    type: str
    number: str = ""
    queue_id: str = ""
    counter_id: str = ""
    waiting: int | None = None


@dataclass(frozen=True, slots=True)
class HallSnapshot:
    """The hall as of event `seq`; `epoch` changes when the hall server's store was replaced."""

    seq: int
    epoch: str
    now: datetime
    queues: tuple[QueueState, ...]
    calls: tuple[Call, ...]
    popular: tuple[str, ...] = ()

    def queue(self, queue_id: str) -> QueueState | None:
        """The state of a queue, None when the snapshot does not know it."""
        return next((q for q in self.queues if q.id == queue_id), None)

    def refusal(self, queue_id: str, now: datetime) -> Opening | None:
        """Why a queue gives no tickets at `now` (hall-local), None when it does or nobody can say.

        A refusal with an end holds until then, also while nothing newer is heard; one without an
        end for `BELIEVED`. The calendar comes before it (kiosk.domain.availability).
        """
        state = self.queue(queue_id)
        if state is None or state.refusal is None:
            return None
        opens_at = state.refusal.opens_at
        if now >= (opens_at or self.now + BELIEVED):
            return None
        local = opens_at.astimezone(now.tzinfo) if opens_at else None
        return replace(state.refusal, opens_at=local)


#: Events that call a number to a counter.
CALLS = frozenset({"ticket.called", "ticket.called_again"})
#: What an event makes of the call of its number.
CALL_STATES = {
    "ticket.called": "called",
    "ticket.called_again": "called",
    "ticket.started": "serving",
    "ticket.finished": "finished",
    "ticket.stop_finished": "finished",
    "ticket.transferred": "finished",
    "ticket.held": "finished",
    "ticket.no_show": "no_show",
    "ticket.cancelled": "no_show",
    "ticket.expired": "no_show",
}


def advance(snapshot: HallSnapshot, event: HallEvent) -> HallSnapshot:
    """The snapshot after `event`; an event it already contains changes nothing."""
    if event.seq <= snapshot.seq:
        return snapshot
    if event.type == "day.began":  # nobody waits over night
        snapshot = replace(
            snapshot, queues=tuple(replace(q, waiting=0) for q in snapshot.queues), calls=()
        )
    return replace(
        snapshot,
        seq=event.seq,
        now=max(snapshot.now, event.at),
        queues=_with_waiting(snapshot.queues, event),
        calls=_with_call(snapshot.calls, event),
    )


def _with_waiting(queues: tuple[QueueState, ...], event: HallEvent) -> tuple[QueueState, ...]:
    waiting = event.waiting
    if waiting is None:
        return queues
    return tuple(replace(q, waiting=waiting) if q.id == event.queue_id else q for q in queues)


def _with_call(calls: tuple[Call, ...], event: HallEvent) -> tuple[Call, ...]:
    state = CALL_STATES.get(event.type)
    if state is None:
        return calls
    if event.type in CALLS:
        call = Call(event.number, event.counter_id, event.queue_id, event.at)
        others = tuple(c for c in calls if c.number != event.number)
        return (call, *others)[:CALLS_KEPT]
    return tuple(replace(c, state=state) if c.number == event.number else c for c in calls)
