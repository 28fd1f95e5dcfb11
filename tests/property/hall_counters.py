"""What counters do, predicted by the model."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from hall.queue.counter.calls import CallReason
from hall.store.transaction import to_ms
from kiosk.domain.ticket import ENDED, TRANSITIONS, TicketState
from kiosk.errors import (
    CounterHoldsTicket,
    IllegalTransition,
    MppError,
    NotInProfile,
)
from tests.property.hall_model import STEPS, Visitor
from tests.property.hall_stage import COUNTERS, PICK, WORK, HallStage
from tests.unit.hall.halls import KK, KTP, PASPOR


class AtCounters(HallStage):
    """Calls and everything after them; counters and queues opened and closed."""

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
