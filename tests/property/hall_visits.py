"""What visitors, kiosks and portals do, predicted by the model."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from hall.queue.visitor.tickets import TicketRequest
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import ENDED, Priority
from kiosk.errors import (
    BookingNotToday,
    BookingUsed,
    IllegalTransition,
    InvalidOfflineNumber,
    NotServedNow,
    UnknownBooking,
)
from tests.property.hall_stage import KIOSKS, PICK, PRIORITIES, SERVICES, HallStage
from tests.unit.hall.desk import WIB
from tests.unit.hall.halls import KTP, PASPOR


class Visits(HallStage):
    """Numbers taken with and without the line, told again, and bookings."""

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
