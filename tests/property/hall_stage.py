"""A hall on a real store beside the model that predicts it; what all rules share."""

from __future__ import annotations

from collections import Counter as Count
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from hall.queue.visitor.tickets import TicketRequest
from hall.store.dialect import Database
from hall.store.transaction import to_ms
from kiosk.domain.availability import QueueToday, availability
from kiosk.domain.calendar import Calendar, Hours, opening
from kiosk.domain.hall import Counter, Hall
from kiosk.domain.service import ServiceStatus
from kiosk.domain.ticket import Priority
from kiosk.errors import (
    MppError,
)
from tests.property.hall_model import Model, Visitor
from tests.unit.hall import halls
from tests.unit.hall.clients import snapshot
from tests.unit.hall.desk import WIB, Desk, emptied
from tests.unit.hall.halls import KIA, KK, KTP, PASPOR

SERVICES = st.lists(st.sampled_from([KTP, KIA, KK, PASPOR]), min_size=1, max_size=3, unique=True)
COUNTERS = st.sampled_from(["1", "2", "9"])
KIOSKS = st.sampled_from(["kiosk-1", "kiosk-2"])
PRIORITIES = st.sampled_from([Priority.NONE, Priority.NONE, Priority.INFANT])
PICK = st.integers(0, 10_000)
#: What a counter does, the ordinary first.
WORK = ("start", "finish", "hold", "no_show", "again", "transfer")


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


class HallStage(RuleBasedStateMachine):
    """One hall, some days: what was done so far, and what the model says of it."""

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
        return spent or not availability(self.hall, ServiceStatus.ACTIVE, state, self.now).given

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
