"""The present service day in memory: who waits in which order, who is at which counter.

Folded from the event table, event by event, and rebuilt from the tables after a start; the two
give the same (a property test). It makes the hot path cheap: a ticket's place and the next to be
called are found without asking the store, however many tickets the day has. The writer's thread
changes it, readers may ask beside it.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from hall.store.event import Event
from kiosk.domain.forecast_floor import Tally
from kiosk.domain.hall import Counter
from kiosk.domain.live import CALL_STATES, CALLS, CALLS_KEPT
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import TicketState

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
#: (due_at, ticket id): the order of calling.
Place = tuple[int, str]


@dataclass(slots=True)
class Arrivals:
    """Who took a number in the last hour, counted by the minute; times in milliseconds."""

    everybody: int = 0
    priority: int = 0
    minutes: deque[tuple[int, bool]] = field(default_factory=deque)

    def add(self, at: int, *, priority: bool) -> None:
        """Somebody took a number."""
        self.minutes.append((at, priority))
        self.everybody += 1
        self.priority += priority

    def forget_before(self, at: int) -> None:
        """Count nobody from before a moment any more."""
        while self.minutes and self.minutes[0][0] < at:
            self.everybody -= 1
            self.priority -= self.minutes.popleft()[1]


@dataclass(slots=True)
class QueueDay:
    """A queue's day: who waits, and what the forecast learns from. Times in milliseconds.

    `recalled` are those in line who have missed a call; `first_calls` were answered or given up.
    """

    line: list[Place] = field(default_factory=list)
    given: int = 0
    service: Tally = field(default_factory=Tally)
    recalled: set[Place] = field(default_factory=set)
    first_calls: int = 0
    first_missed: int = 0
    arrivals: Arrivals = field(default_factory=Arrivals)
    closed_until: int = 0
    closed_why: str = ""


@dataclass(slots=True)
class HallDay:
    """What the forecast learns of the whole hall: how long calls last, and what lies between."""

    answer: Tally = field(default_factory=Tally)
    no_answer: Tally = field(default_factory=Tally)
    gap: Tally = field(default_factory=Tally)
    recalls: int = 0
    recalls_missed: int = 0


@dataclass(slots=True)
class CounterDay:
    """A counter: open or not, and the visitor at it. Times in milliseconds.

    `since` is when the visitor was called, from the start of the service on when that began;
    `freed_at` when the visitor before left.
    """

    open: bool = False
    expires_at: int = 0
    closed_at: int = 0
    ticket_id: str = ""
    queue_id: str = ""
    serving: bool = False
    recalled: bool = False
    since: int = 0
    freed_at: int = 0

    def is_open(self, now: int) -> bool:
        """Whether somebody is signed in."""
        return self.open and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Call:
    """A number called to a counter; `at` in milliseconds."""

    number: str
    counter_id: str
    queue_id: str
    at: int
    state: TicketState


def after_event(calls: tuple[Call, ...], event: Event) -> tuple[Call, ...]:
    """The last calls, newest first, one per number: as kiosk.domain.live.advance folds them."""
    if event.type == "ticket.renumbered":  # the old number is on no paper
        old = event.facts.get("old_number")
        return tuple(replace(c, number=event.number) if c.number == old else c for c in calls)
    state = CALL_STATES.get(event.type)
    if state is None:
        return calls
    if event.type in CALLS:
        call = Call(event.number, event.counter_id, event.queue_id, event.at, TicketState.CALLED)
        return (call, *(c for c in calls if c.number != event.number))[:CALLS_KEPT]
    return tuple(
        replace(c, state=TicketState(state)) if c.number == event.number else c for c in calls
    )


class Today:
    """What a hall knows of its service day.

    `numbers` has the last number given of each prefix, None until the store was asked: a restored
    one passes some over. `fresh_numbers` are the prefixes of which the store has an older one.
    """

    def __init__(self, queue_ids: Iterable[str], counter_ids: Iterable[str]) -> None:
        self.lock = threading.Lock()
        self._queue_ids, self._counter_ids = tuple(queue_ids), tuple(counter_ids)
        self.clear()

    def clear(self) -> None:
        """Know nothing."""
        self.seq = 0
        self.day = ""
        self.queues = {queue_id: QueueDay() for queue_id in self._queue_ids}
        self.counters = {counter_id: CounterDay() for counter_id in self._counter_ids}
        self.calls: tuple[Call, ...] = ()
        self.hall = HallDay()
        self.numbers: dict[str, int] | None = None
        self.fresh_numbers: set[str] = set()

    # --- questions ---

    def next_number(self, prefix: str) -> int:
        """The next number of a prefix; used up when the event that gives it is accepted."""
        assert self.numbers is not None  # noqa: S101 - loaded before any job
        return self.numbers.get(prefix, 0) + 1

    def queue(self, queue_id: str) -> QueueDay:
        """A queue's day; a queue that the set-up lost meanwhile still has one."""
        day = self.queues.get(queue_id)
        if day is None:
            day = self.queues[queue_id] = QueueDay()
        return day

    def counter(self, counter_id: str) -> CounterDay:
        """A counter's state."""
        state = self.counters.get(counter_id)
        if state is None:
            state = self.counters[counter_id] = CounterDay()
        return state

    def waiting(self, queue_id: str) -> int:
        """How many wait in a queue."""
        return len(self.queue(queue_id).line)

    def first(self, queue_id: str) -> Place | None:
        """Who is next in a queue."""
        line = self.queue(queue_id).line
        return line[0] if line else None

    def before(self, queue_id: str, place: Place) -> int:
        """How many wait in a queue before a place."""
        return bisect_left(self.queue(queue_id).line, place)

    def open_of(self, counters: Iterable[Counter], now: int) -> list[Counter]:
        """Those of some counters at which somebody is signed in at `now`."""
        return [counter for counter in counters if self.counter(counter.id).is_open(now)]

    # --- changes ---

    def begin(self, day: str) -> None:
        """A service day begins: nobody waits, nothing is learned; counters stay as they are."""
        self.day, self.calls, self.hall = day, (), HallDay()
        self.numbers = None
        self.fresh_numbers.clear()
        for queue_id, before in self.queues.items():
            self.queues[queue_id] = QueueDay(
                closed_until=before.closed_until, closed_why=before.closed_why
            )
        for counter in self.counters.values():
            counter.freed_at = 0

    def apply(self, event: Event) -> None:
        """Take the next event in, and write into it how many wait in its queue now.

        What is told of another day, say of a paper of yesterday, changes nothing here.
        """
        with self.lock:
            self.seq = event.seq
            if event.type == "day.began":
                self.begin(event.day)
            if event.day == self.day:
                change = _CHANGES.get(event.type)
                if change is not None:
                    change(self, event)
                self.calls = after_event(self.calls, event)
                if event.queue_id:
                    event.waiting = len(self.queue(event.queue_id).line)

    def enter(self, queue_id: str, place: Place) -> None:
        """Somebody joins a line."""
        insort(self.queue(queue_id).line, place)

    def leave(self, queue_id: str, place: Place) -> None:
        """Somebody leaves a line."""
        line = self.queue(queue_id).line
        at = bisect_left(line, place)
        if at == len(line) or line[at] != place:
            raise RuntimeError(f"{place} does not wait in {queue_id}")
        del line[at]
        self.queue(queue_id).recalled.discard(place)

    def free(self, counter_id: str, at: int) -> None:
        """Nobody is at a counter any more."""
        counter = self.counter(counter_id)
        counter.ticket_id = counter.queue_id = ""
        counter.serving = counter.recalled = False
        counter.since, counter.freed_at = 0, at


# --- what each event changes --------------------------------------------------------------------


def _place(event: Event) -> Place:
    due_at = event.facts["due_at"]
    assert isinstance(due_at, int)  # noqa: S101 - written by the rules of this room
    return due_at, event.ticket_id


def _minutes(since: int, until: int) -> float:
    return max(0, until - since) / MINUTE_MS


def _number(event: Event, name: str) -> int:
    value = event.facts.get(name)
    return value if isinstance(value, int) else 0


def _joined(today: Today, event: Event) -> None:
    today.enter(event.queue_id, _place(event))


def _issued(today: Today, event: Event) -> None:
    _joined(today, event)
    _numbered(today, event.number)
    queues = event.facts.get("queues")
    for queue_id in queues if isinstance(queues, list) else [event.queue_id]:
        today.queue(queue_id).given += 1
    arrivals = today.queue(event.queue_id).arrivals
    arrivals.forget_before(event.at - HOUR_MS)
    arrivals.add(event.at, priority=_number(event, "head_start") > 0)


def _numbered(today: Today, text: str) -> None:
    if today.numbers is None:
        return
    number = TicketNumber.parse(text)
    # What a kiosk printed by itself is a series of its own; what a restored store lost is lower.
    if not number.offline and number.sequence > today.numbers.get(number.prefix, 0):
        today.numbers[number.prefix] = number.sequence
        today.fresh_numbers.add(number.prefix)


def _recalled(today: Today, event: Event) -> None:
    _joined(today, event)
    today.queue(event.queue_id).recalled.add(_place(event))


def _called(today: Today, event: Event) -> None:
    place = _place(event)
    today.leave(event.queue_id, place)
    counter = today.counter(event.counter_id)
    if place[0] <= counter.freed_at:  # waited while the counter was being made ready
        today.hall.gap = today.hall.gap.plus(_minutes(counter.freed_at, event.at))
    counter.ticket_id, counter.queue_id = event.ticket_id, event.queue_id
    counter.since, counter.serving = event.at, False
    counter.recalled = _number(event, "recalls") > 0


def _started(today: Today, event: Event) -> None:
    counter = today.counter(event.counter_id)
    if event.day == today.day:
        today.hall.answer = today.hall.answer.plus(_minutes(counter.since, event.at))
        _count_call(today, event, counter, missed=False)
    counter.serving, counter.since = True, event.at


def _served(today: Today, event: Event) -> None:
    today.free(event.counter_id, event.at)
    if event.day == today.day:
        queue = today.queue(event.queue_id)
        queue.service = queue.service.plus(_number(event, "served_ms") / MINUTE_MS)


def _left_counter(today: Today, event: Event) -> None:
    today.free(event.counter_id, event.at)


def _no_show(today: Today, event: Event) -> None:
    counter = today.counter(event.counter_id)
    if event.day == today.day:
        today.hall.no_answer = today.hall.no_answer.plus(_minutes(counter.since, event.at))
        _count_call(today, event, counter, missed=True)
    today.free(event.counter_id, event.at)


def _count_call(today: Today, event: Event, counter: CounterDay, *, missed: bool) -> None:
    if counter.recalled:
        today.hall.recalls += 1
        today.hall.recalls_missed += missed
    else:
        queue = today.queue(event.queue_id)
        queue.first_calls += 1
        queue.first_missed += missed


def _ended(today: Today, event: Event) -> None:
    was = event.facts.get("was")
    if was in {"waiting", "late"}:  # late, and its day began before a clock was set back
        today.leave(event.queue_id, _place(event))
    elif was in {"called", "serving"}:
        today.free(event.counter_id, event.at)


def _counter_opened(today: Today, event: Event) -> None:
    counter = today.counter(event.counter_id)
    counter.open, counter.expires_at = True, _number(event, "expires_at")
    counter.closed_at = 0


def _counter_closed(today: Today, event: Event) -> None:
    counter = today.counter(event.counter_id)
    counter.open, counter.closed_at = False, event.at


def _queue_closed(today: Today, event: Event) -> None:
    queue = today.queue(event.queue_id)
    queue.closed_until = _number(event, "until")
    queue.closed_why = str(event.facts.get("reason", ""))


def _queue_opened(today: Today, event: Event) -> None:
    queue = today.queue(event.queue_id)
    queue.closed_until, queue.closed_why = 0, ""


_CHANGES: dict[str, Callable[[Today, Event], None]] = {
    "ticket.issued": _issued,
    "ticket.queued": _joined,
    "ticket.recalled": _recalled,
    "ticket.returned": _joined,
    "ticket.called": _called,
    "ticket.started": _started,
    "ticket.finished": _served,
    "ticket.stop_finished": _served,
    "ticket.transferred": _served,
    "ticket.held": _left_counter,
    "ticket.no_show": _no_show,
    "ticket.cancelled": _ended,
    "ticket.expired": _ended,
    "counter.opened": _counter_opened,
    "counter.closed": _counter_closed,
    "queue.closed": _queue_closed,
    "queue.opened": _queue_opened,
}
