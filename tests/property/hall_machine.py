"""Kiosks, counters, portals and clocks doing anything at any time, against a real store.

Every step is predicted by the model; after every step the invariants of docs/queue-rules.md hold.
"""

from __future__ import annotations

from collections import Counter as Count
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hall.audit.day import audit_day
from hall.queue.counter.calls import CallReason
from hall.queue.today import Today
from hall.queue.visitor.tickets import TicketRequest
from hall.store.dialect import Database
from hall.store.event import Event
from hall.store.transaction import to_ms
from kiosk.domain.availability import QueueToday, availability
from kiosk.domain.calendar import Calendar, Hours, opening
from kiosk.domain.hall import Counter, Hall
from kiosk.domain.live import advance
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import ENDED, TRANSITIONS, Priority, TicketState
from kiosk.errors import (
    BookingNotToday,
    BookingUsed,
    CounterHoldsTicket,
    IllegalTransition,
    InvalidOfflineNumber,
    MppError,
    NotInProfile,
    NotServedNow,
    UnknownBooking,
)
from tests.property.hall_model import STEPS, Model, Visitor
from tests.unit.hall import halls
from tests.unit.hall.clients import heard, snapshot
from tests.unit.hall.desk import WIB, Desk, emptied
from tests.unit.hall.halls import KIA, KK, KTP, PASPOR

SERVICES = st.lists(st.sampled_from([KTP, KIA, KK, PASPOR]), min_size=1, max_size=3, unique=True)
COUNTERS = st.sampled_from(["1", "2", "9"])
KIOSKS = st.sampled_from(["kiosk-1", "kiosk-2"])
PRIORITIES = st.sampled_from([Priority.NONE, Priority.NONE, Priority.INFANT])
PICK = st.integers(0, 10_000)
#: What a counter does, the ordinary first.
WORK = ("start", "finish", "hold", "no_show", "again", "transfer")
#: How an event changes the state of its ticket.
AFTER = {
    "ticket.issued": "waiting",
    "ticket.called": "called",
    "ticket.called_again": "called",
    "ticket.started": "serving",
    "ticket.finished": "finished",
    "ticket.queued": "waiting",
    "ticket.held": "held",
    "ticket.returned": "waiting",
    "ticket.no_show": "no_show",
    "ticket.recalled": "waiting",
    "ticket.cancelled": "cancelled",
    "ticket.expired": "expired",
}
#: These tell of a ticket without changing its state.
SAME = {"ticket.called_again", "ticket.renumbered", "ticket.stop_finished", "ticket.transferred"}


def busy_hall() -> Hall:
    """The small hall, with a prefix of two letters, a quota, levels and long days."""
    small = halls.hall()
    ktp, kk, paspor = small.queues
    counters = (
        Counter("1", 1, "biru", "dukcapil", ("ktp",)),
        Counter("2", 2, "biru", "dukcapil", ("ktp", "kk"), (1, 1)),
        Counter("9", 9, "biru", "imigrasi", ("paspor", "kk")),
    )
    queues = (ktp, replace(kk, prefix="AB"), replace(paspor, quota=4))
    calendar = Calendar(tuple(Hours(day, time(5), time(23, 30)) for day in range(7)))
    return replace(small, queues=queues, counters=counters, calendar=calendar)


class HallDays(RuleBasedStateMachine):
    """One hall, some days."""

    def __init__(self, database: Callable[[], Database]) -> None:
        super().__init__()
        self.desk = Desk(emptied(database()), busy_hall())
        self.hall = self.desk.floor.hall
        self.model = Model(self.hall)
        self.given: Count[tuple[str, str]] = Count()  # (day, prefix or queue)
        self.accepted: list[TicketRequest] = []
        self.papers: list[TicketRequest] = []  # printed by kiosks, not told to the hall yet
        self.bookings: dict[str, tuple[str, datetime, bool]] = {}
        self.closed: dict[str, datetime] = {}
        self.signed_in: dict[str, datetime] = {}
        self.left: dict[str, datetime] = {}
        self.states: dict[str, str] = {}
        self.begun: set[str] = set()
        self.judged = 0
        self.heard = 0
        self.shown = self.day
        self.board = snapshot(self.desk.hall())
        self.went_back = False

    def teardown(self) -> None:
        try:
            self.the_auditor_finds_nothing()
        finally:
            self.desk.close()

    # --- what the model predicts ---

    @property
    def now(self) -> datetime:
        return self.desk.clock.now()

    @property
    def day(self) -> str:
        return self.now.astimezone(WIB).date().isoformat()

    def queue(self, service: str) -> str:
        return self.desk.floor.queue_of(service).id

    def refused(self, services: tuple[str, ...], *, booked: bool = False) -> bool:
        """Whether a number is refused now."""
        first, *others = (self.queue(service) for service in services)
        if booked:
            return not opening(self.hall.calendar, self.now).given
        counters = [c.id for c in self.hall.counters_of(first)]
        still = [c for c in counters if c in self.signed_in and self.now < self.signed_in[c]]
        ends = [self.signed_in[c] for c in counters if c in self.signed_in]
        ends += [self.left[c] for c in counters if c in self.left and c not in self.signed_in]
        left_at = max(ends, default=None)
        state = QueueToday(
            closed_until=self.closed.get(first),
            quota_left=self.quota_left(first),
            counters_open=len(still),
            left_at=left_at if left_at and left_at.date() == self.now.date() else None,
        )
        quotas = [self.quota_left(queue) for queue in others]
        spent = any(left is not None and left < 1 for left in quotas)
        return spent or not availability(self.hall, state, self.now).given

    def quota_left(self, queue: str) -> int | None:
        quota = self.desk.floor.queues[queue].quota
        return None if quota is None else quota - self.given[(self.day, queue)]

    def due(self, request: TicketRequest, taken_at: datetime, booked: datetime | None) -> int:
        """As the one page for visitors explains it."""
        due = taken_at
        if request.priority is not Priority.NONE:
            due -= timedelta(minutes=self.hall.head_start_minutes)
        if booked is not None:
            late = taken_at > booked + timedelta(minutes=self.hall.booking_grace_minutes)
            own = taken_at if late else booked
            due = own if request.priority is Priority.NONE else min(own, due)
        return to_ms(due)

    def note(
        self,
        request: TicketRequest,
        services: tuple[str, ...],
        number: str,
        booked: datetime | None = None,
    ) -> None:
        """A ticket was given."""
        taken_at = request.printed.taken_at if request.printed else self.now
        day = taken_at.astimezone(WIB).date().isoformat()
        queues = [self.queue(service) for service in services]
        visitor = Visitor(number, day, self.due(request, taken_at, booked), queues)
        if day != self.day:
            visitor.state = "expired"
        else:
            self.given.update((day, queue) for queue in queues)
        self.model.visitors[request.id] = visitor
        self.accepted.append(request)

    def act(self, action: Callable[[], Any]) -> Any:
        """Do something, or tell why not; a day that has ended has ended first."""
        self.model.turn(self.day)
        if self.day not in self.begun:
            self.begun.add(self.day)
            old = to_ms(self.now - timedelta(days=2))
            self.bookings = {n: told for n, told in self.bookings.items() if to_ms(told[1]) >= old}
        try:
            return action()
        except MppError as refusal:
            return refusal

    # --- kiosks ---

    @rule(services=SERVICES, priority=PRIORITIES, kiosk=KIOSKS, answered=st.booleans())
    def take(self, services: list[str], priority: Priority, kiosk: str, answered: bool) -> None:
        wish = self.desk.request(*services, priority=priority, kiosk_id=kiosk)
        result = self.act(lambda: self.desk.put(wish))
        if self.refused(wish.services):
            assert isinstance(result, NotServedNow)
        else:
            self.note(wish, wish.services, self.next_number(services[0]))
            assert result.number == self.model.visitors[wish.id].number
        if not answered:
            self.print_for(wish)

    def next_number(self, service: str) -> str:
        """The next of its prefix today."""
        prefix = self.desk.floor.queue_of(service).prefix
        self.given[(self.day, f"{prefix} ")] += 1
        return str(TicketNumber(prefix, self.given[(self.day, f"{prefix} ")]))

    @rule(several=st.lists(st.tuples(SERVICES, PRIORITIES), min_size=2, max_size=4))
    def people_come(self, several: list[tuple[list[str], Priority]]) -> None:
        for services, priority in several:
            self.desk.clock.forward(seconds=7)
            self.take(services, priority, "kiosk-1", True)

    @rule(services=SERVICES, priority=PRIORITIES, kiosk=KIOSKS)
    def print_offline(self, services: list[str], priority: Priority, kiosk: str) -> None:
        self.print_for(self.desk.request(*services, priority=priority, kiosk_id=kiosk))

    def print_for(self, wish: TicketRequest) -> None:
        """The kiosk gives a number of its own."""
        prefix = self.desk.floor.queue_of(wish.services[0]).prefix
        letter = self.desk.floor.letters[wish.kiosk_id]
        key = (self.day, prefix + letter)
        self.given[key] += 1
        number = TicketNumber(prefix, self.given[key], letter)
        self.papers.append(replace(wish, printed=self.desk.printed(str(number))))

    @precondition(lambda self: self.papers)
    @rule(pick=PICK)
    def tell_of_a_paper(self, pick: int) -> None:
        paper = self.papers.pop(pick % len(self.papers))
        assert paper.printed is not None
        result = self.act(lambda: self.desk.put(paper))
        known = self.model.visitors.get(paper.id)
        old = self.now - paper.printed.taken_at > timedelta(hours=48)
        early = paper.printed.taken_at - self.now > timedelta(minutes=2)
        if old or early:
            assert isinstance(result, InvalidOfflineNumber)
        elif known is None:
            self.note(paper, paper.services, paper.printed.number)
            assert result.number == paper.printed.number
        elif known.day != paper.printed.taken_at.astimezone(WIB).date().isoformat():
            assert isinstance(result, InvalidOfflineNumber)
        elif known.state not in ENDED and known.day != self.day:
            assert isinstance(result, IllegalTransition)  # only after a step back over midnight
        else:
            known.number = paper.printed.number
            self.accepted.append(paper)
            assert result.number == known.number

    @precondition(lambda self: self.accepted)
    @rule(pick=PICK)
    def send_once_more(self, pick: int) -> None:
        wish = self.accepted[pick % len(self.accepted)]
        before = self.tickets()
        self.act(lambda: None)
        result = self.act(lambda: self.desk.put(wish))
        visitor = self.model.visitors[wish.id]
        assert (result.number, result.service_day) == (visitor.number, visitor.day)
        self.agree(result.state, visitor)
        assert {one: row[:3] for one, row in self.tickets().items()} == {
            one: row[:3] for one, row in before.items()
        }

    # --- portals ---

    @rule(service=st.sampled_from([KTP, PASPOR]), minutes=st.integers(-60, 1500), code=PICK)
    def tell_of_a_booking(self, service: str, minutes: int, code: int) -> None:
        name = f"JT-{code % 5}"
        at = self.now + timedelta(minutes=minutes)
        result = self.act(lambda: self.desk.book(name, service, at))
        known = self.bookings.get(name)
        if known and known[2]:
            assert isinstance(result, BookingUsed)
        else:
            assert result is (known is None)
            self.bookings[name] = (service, at, False)

    @precondition(lambda self: self.bookings)
    @rule(pick=PICK, priority=PRIORITIES)
    def check_in(self, pick: int, priority: Priority) -> None:
        name = sorted(self.bookings)[pick % len(self.bookings)]
        wish = replace(self.desk.request(priority=priority), services=(), booking=name)
        result = self.act(lambda: self.desk.put(wish))
        if name not in self.bookings:
            assert isinstance(result, UnknownBooking)
            return
        service, at, used = self.bookings[name]
        if used:
            assert isinstance(result, BookingUsed)
        elif at.date() != self.now.date():
            assert isinstance(result, BookingNotToday)
        elif self.refused((service,), booked=True):
            assert isinstance(result, NotServedNow)
        else:
            self.bookings[name] = (service, at, True)
            self.note(wish, (service,), self.next_number(service), at)
            assert result.number == self.model.visitors[wish.id].number

    # --- counters ---

    @rule(counter=COUNTERS)
    def call(self, counter: str) -> None:
        result = self.act(lambda: self.desk.call(counter))
        profile = self.desk.floor.counter(counter)
        expected = self.model.next(profile, self.day, to_ms(self.now))
        if self.model.at(counter):
            assert isinstance(result, CounterHoldsTicket)
        elif expected is None:
            assert result is None
        else:
            assert result.id == expected
            self.seat(expected, counter)

    def seat(self, one: str, counter: str) -> None:
        visitor = self.model.visitors[one]
        visitor.state, visitor.counter = "called", counter

    @precondition(lambda self: self.model.visitors)
    @rule(pick=PICK, counter=COUNTERS, reason=st.sampled_from(CallReason))
    def call_out_of_order(self, pick: int, counter: str, reason: CallReason) -> None:
        one, visitor = self.some(pick)
        result = self.act(lambda: self.desk.call_number(visitor.number, counter, reason))
        profile = self.desk.floor.counter(counter).profile
        if self.model.at(counter):
            assert isinstance(result, CounterHoldsTicket)
        elif visitor.day == self.day and visitor.stops[0] not in profile:
            assert isinstance(result, NotInProfile)
        elif visitor.day == self.day and visitor.state == "waiting":
            assert result.id == one
            self.seat(one, counter)
            assert self.desk.events[-1].facts["reason"] == reason
        elif not isinstance(result, MppError):  # another visitor of today has that number
            self.seat(result.id, counter)

    def some(self, pick: int) -> tuple[str, Visitor]:
        """Mostly somebody whose visit goes on."""
        going = [item for item in self.model.visitors.items() if item[1].state in TRANSITIONS]
        going = [item for item in going if TicketState(item[1].state) not in ENDED] or going
        everybody = list(self.model.visitors.items())
        chosen = going if pick % 4 else everybody
        return chosen[pick // 4 % len(chosen)]

    @precondition(lambda self: self.model.visitors)
    @rule(
        pick=PICK,
        counter=COUNTERS,
        here=st.booleans(),
        sure=st.booleans(),
        to=st.sampled_from([KTP, KK, PASPOR]),
    )
    def do_something(self, pick: int, counter: str, here: bool, sure: bool, to: str) -> None:
        """Mostly something lawful with who is here; else anything with anybody."""
        at = self.model.at(counter)
        visitor = at if here and at is not None else self.some(pick)[1]
        lawful = [step for step, states in STEPS.items() if visitor.state in states]
        steps = lawful if lawful and sure else list(STEPS)
        self.do(visitor, steps[pick % len(steps)], counter, to)

    def do(self, visitor: Visitor, step: str, counter: str, to: str) -> None:
        one = next(one for one, known in self.model.visitors.items() if known is visitor)
        ticket: Any = SimpleNamespace(id=one)  # the rules ask no more of it
        if step == "cancel":
            result = self.act(lambda: self.desk.cancel(ticket))
        elif step == "transfer":
            result = self.act(lambda: self.desk.transfer(ticket, to, counter))
        else:
            result = self.act(lambda: getattr(self.desk, step)(ticket, counter))
        self.check(result, visitor, step, counter, self.queue(to))

    @rule(
        counter=COUNTERS,
        work=st.lists(st.sampled_from(WORK), min_size=1, max_size=6),
        to=st.sampled_from([KTP, KK]),
    )
    def a_counter_works(self, counter: str, work: list[str], to: str) -> None:
        """Whoever is there goes on, else the next is called."""
        for wished in work:
            self.desk.clock.forward(seconds=11)
            visitor = self.model.at(counter)
            if visitor is None:
                self.call(counter)
                continue
            lawful = [step for step in WORK if visitor.state in STEPS[step]]
            self.do(visitor, wished if wished in lawful else lawful[0], counter, to)

    def check(self, result: Any, visitor: Visitor, step: str, counter: str, to: str = "") -> None:
        if self.model.may(visitor, step, self.desk.floor.counter(counter)):
            assert not isinstance(result, MppError), result
            self.model.do(visitor, step, self.day, to_ms(self.now), to)
        else:
            assert isinstance(result, IllegalTransition | NotInProfile), result

    @rule(counter=COUNTERS, minutes=st.integers(1, 600))
    def sign_in(self, counter: str, minutes: int) -> None:
        self.act(lambda: self.desk.open(counter, f"staff-{counter}", hours=minutes / 60))
        self.signed_in[counter] = self.now + timedelta(minutes=minutes)

    @precondition(lambda self: self.signed_in)
    @rule(pick=PICK)
    def sign_out(self, pick: int) -> None:
        counter = sorted(self.signed_in)[pick % len(self.signed_in)]
        result = self.act(lambda: self.desk.leave(self.desk.session(counter, f"staff-{counter}")))
        if self.now < self.signed_in[counter]:
            assert result is None
            del self.signed_in[counter]
            self.left[counter] = self.now
        else:
            assert isinstance(result, MppError)

    @rule(counter=COUNTERS, queue=st.sampled_from(["ktp", "kk"]), minutes=st.integers(-5, 90))
    def close_queue(self, counter: str, queue: str, minutes: int) -> None:
        until = self.now + timedelta(minutes=minutes)
        result = self.act(lambda: self.desk.close_queue(queue, until, counter))
        mine = queue in self.desk.floor.counter(counter).profile
        if mine and minutes > 0 and until.date() == self.now.date():
            assert result is None
            self.closed[queue] = until
        else:
            assert isinstance(result, MppError)

    @rule(counter=COUNTERS, queue=st.sampled_from(["ktp", "kk"]))
    def open_queue(self, counter: str, queue: str) -> None:
        result = self.act(lambda: self.desk.open_queue(queue, counter))
        if queue in self.desk.floor.counter(counter).profile:
            assert result is None
            self.closed.pop(queue, None)
        else:
            assert isinstance(result, NotInProfile)

    # --- time, and the hall server itself ---

    @rule(seconds=st.integers(1, 1500))
    def time_passes(self, seconds: int) -> None:
        self.desk.clock.forward(seconds=seconds)

    @rule(really=st.integers(0, 3))
    def a_night_passes(self, really: int) -> None:
        if really < 3:
            return
        self.desk.clock.at = datetime.combine(
            self.now.date() + timedelta(days=1), self.desk.clock.at.timetz().replace(hour=9)
        )

    @rule(seconds=st.integers(0, 30), really=st.integers(0, 3))
    def it_is_nearly_midnight(self, seconds: int, really: int) -> None:
        if really < 3:
            return
        late = self.now.replace(hour=23, minute=59, second=59 - seconds)
        self.desk.clock.at = max(self.desk.clock.at, late)

    @rule(seconds=st.integers(1, 90))
    def the_clock_is_set_back(self, seconds: int) -> None:
        self.desk.clock.forward(seconds=-seconds)
        self.went_back = True

    @rule()
    def the_server_starts_again(self) -> None:
        self.desk.begin_anew()

    @rule()
    def another_server_of_the_hall_goes_on(self) -> None:
        """It takes in what was written beside it, event by event."""
        self.desk.swap()
        self.act(lambda: self.desk.do(lambda tx: None))

    # --- what always holds ---

    def tickets(self) -> dict[str, tuple[Any, ...]]:
        columns = "id, number, queue_id, due_at, day, state, counter_id, recalls"
        return {row[0]: row[1:] for row in self.desk.rows(f"select {columns} from tickets")}  # noqa: S608

    def agree(self, state: str, visitor: Visitor) -> None:
        """A ticket of another day that has not ended reads as if it had."""
        assert state == visitor.state or (state == "expired" and visitor.day != self.day)

    @invariant()
    def the_rules_hold(self) -> None:
        self.everybody_is_where_the_model_says()
        self.a_counter_holds_at_most_one_ticket_and_recalls_are_bounded()
        self.nobody_of_an_earlier_day_waits_or_is_held()
        self.numbers_are_given_once_and_without_a_gap()
        self.each_event_is_one_lawful_change()
        self.what_is_folded_is_what_the_store_tells()
        self.what_a_client_folds_is_the_next_snapshot()

    def everybody_is_where_the_model_says(self) -> None:
        found = {
            one: (number, queue, due, day, state, counter if state in {"called", "serving"} else "")
            for one, (number, queue, due, day, state, counter, _) in self.tickets().items()
        }
        expected = {
            one: (v.number, v.stops[0], v.due, v.day, v.state, v.counter if v.held else "")
            for one, v in self.model.visitors.items()
        }
        if self.desk.today.day != self.day:
            return  # a new day begins with its first write
        assert found == expected

    def a_counter_holds_at_most_one_ticket_and_recalls_are_bounded(self) -> None:
        rows = self.tickets().values()
        holders = [row[5] for row in rows if row[4] in {"called", "serving"}]
        assert len(set(holders)) == len(holders)
        assert None not in holders
        assert all(row[6] <= self.hall.recall_limit for row in rows)

    def nobody_of_an_earlier_day_waits_or_is_held(self) -> None:
        day = self.desk.today.day
        ended = {state.value for state in ENDED}
        assert all(row[4] in ended for row in self.tickets().values() if row[3] < day)

    def numbers_are_given_once_and_without_a_gap(self) -> None:
        given = Count((row[3], row[0]) for row in self.tickets().values())
        gone = [
            (event.day, str(event.facts["old_number"]))
            for event in self.desk.every_event
            if event.type == "ticket.renumbered"
        ]
        given.update(gone)
        assert set(given.values()) <= {1}
        for day in {day for day, _ in given}:
            parsed = [TicketNumber.parse(number) for that, number in given if that == day]
            for prefix in ("A", "AB", "M"):
                own = sorted(n.sequence for n in parsed if n.prefix == prefix and not n.offline)
                assert own == list(range(1, len(own) + 1))

    def each_event_is_one_lawful_change(self) -> None:
        fresh = self.desk.every_event[self.judged :]
        assert [event.seq for event in fresh] == list(
            range(self.judged + 1, self.judged + len(fresh) + 1)
        )
        self.judged += len(fresh)
        for event in fresh:
            if event.type.startswith("ticket."):
                self.judge(event)
        stored = {one: row[4] for one, row in self.tickets().items()}
        assert self.states == stored

    def judge(self, event: Event) -> None:
        was, to = self.states.get(event.ticket_id), AFTER.get(event.type)
        assert isinstance(event.facts["due_at"], int)
        if event.type in SAME:
            assert was is not None
            return
        assert to is not None, event.type
        if event.type == "ticket.issued":
            assert was is None, "a ticket begins once"
        else:
            assert was is not None
            assert TicketState(to) in TRANSITIONS[TicketState(was)], event
        self.states[event.ticket_id] = to

    def what_is_folded_is_what_the_store_tells(self) -> None:
        if self.desk.today.day == self.day:
            assert plain(self.desk.rebuilt()) == plain(self.desk.today)

    def what_a_client_folds_is_the_next_snapshot(self) -> None:
        """A board that listens sees what one sees that asks, but after a rare renumbering."""
        if self.desk.today.day != self.day:
            return
        fresh = self.desk.every_event[self.heard :]
        self.heard += len(fresh)
        new = snapshot(self.desk.hall())
        for event in fresh:
            self.board = advance(self.board, heard(event))
        again = [event.type for event in fresh if event.type == "ticket.renumbered"]
        if not again and not self.turned_back(fresh):
            assert self.board.seq == new.seq
            assert self.board.queues == new.queues
            assert self.board.calls == new.calls
        self.board = new

    def turned_back(self, fresh: list[Event]) -> bool:
        """Whether a day that had begun goes on: nothing tells of that, as no real clock does it."""
        day, self.shown = self.shown, self.day
        return day != self.day and not any(event.type == "day.began" for event in fresh)

    def the_auditor_finds_nothing(self) -> None:
        if self.went_back:
            return  # the hall server's clock never does (docs/decisions/0010); the auditor says so
        days = {event.day for event in self.desk.every_event}
        for day in sorted(days):
            report = self.desk.look(
                lambda tx, day=day: audit_day(tx.connection, tx.hall_id, day)  # type: ignore[misc]
            )
            assert report.clean, report.breach
            assert report.breach is None


def plain(today: Today) -> dict[str, Any]:
    """Everything a projection knows."""
    return {
        "seq": today.seq,
        "day": today.day,
        "queues": today.queues,
        "counters": today.counters,
        "calls": today.calls,
    }
