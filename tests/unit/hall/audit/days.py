"""Days to audit: one with everything that can happen, and any number of busy ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from hall.queue.counter.sessions import Session
from hall.queue.views import TicketView
from hall.store.dialect import Database
from kiosk.domain.hall import Counter, Hall
from kiosk.domain.ticket import Priority
from kiosk.errors import MppError
from tests.unit.hall import halls
from tests.unit.hall.desk import MORNING, Desk
from tests.unit.hall.halls import KIA, KK, KTP, PASPOR

DAY, NEXT_DAY = "2026-11-23", "2026-11-24"
COUNTERS = ("1", "2", "3", "9")
SERVICES = (KTP, KIA, KK, PASPOR)


def levelled_hall() -> Hall:
    """The tests' hall; counter 2 takes KK only while nobody waits for KTP, counter 9 all alike."""
    hall = halls.hall()
    counters = {counter.id: counter for counter in hall.counters}
    counters["2"] = replace(counters["2"], levels=(1, 1))
    counters["9"] = Counter("9", 9, "biru", "imigrasi", ("paspor", "kk"))
    return replace(hall, counters=tuple(counters.values()))


def a_desk(where: Path | Database, hall: Hall | None = None) -> Desk:
    """A desk in that hall."""
    return Desk(where, hall or levelled_hall())


def full_day(desk: Desk) -> None:
    """A day on which everything happens that the rules know, and the beginning of the next."""
    _arrivals(desk)
    _visits(desk)
    _absences(desk)
    _evening(desk)


def _arrivals(desk: Desk) -> None:
    """A001 to A005, K001 and A001X: ordinary, priority, two stops, offline, booked, booked late."""
    desk.open("1")
    desk.book("BK-1", KTP, MORNING + timedelta(minutes=30))
    desk.book("BK-2", KTP, MORNING - timedelta(minutes=30))
    desk.issue()
    desk.clock.forward(minutes=1)
    desk.issue(priority=Priority.ELDERLY)
    desk.clock.forward(minutes=1)
    desk.issue(KTP, KK)
    desk.clock.forward(minutes=1)
    desk.issue(KK)
    desk.issue(printed=desk.printed("A001X", seconds=30))
    desk.clock.forward(minutes=1)
    desk.check_in("BK-1")
    desk.check_in("BK-2")


def _visits(desk: Desk) -> None:
    """A002 is served; A003 goes on to its next stop; A001X is held; K001 is transferred."""
    desk.finish(desk.start(desk.called("1"), "1"), "1")
    absent = desk.called("1")  # A001
    desk.clock.forward(seconds=20)
    desk.again(absent, "1")
    desk.no_show(absent, "1")
    desk.finish(desk.start(desk.called("2"), "2"), "2")  # A003
    parked = desk.called("3")  # A001X
    desk.clock.forward(seconds=40)
    desk.hold(desk.start(parked, "3"), "3")
    early = desk.call_number("K001", "2")
    desk.clock.forward(minutes=2)
    desk.transfer(desk.start(early, "2"), PASPOR, "2")
    desk.finish(desk.start(desk.called("9"), "9"), "9")  # A003's second stop, due before K001
    desk.finish(desk.start(desk.called("9"), "9"), "9")  # K001
    desk.cancel_at(desk.called("2"), "2")  # A005
    desk.give_back(parked, "3")
    desk.clock.forward(seconds=5)
    desk.finish(desk.start(desk.called("3"), "3"), "3")  # A001X


def _absences(desk: Desk) -> None:
    """A001 never comes; A006 is A002X on paper, A007 gives up."""
    for _ in range(3):
        desk.no_show(desk.call_number("A001", "4"), "4")
    lost = desk.request()
    desk.put(lost)
    desk.put(replace(lost, printed=desk.printed("A002X")))
    desk.close_queue("paspor", desk.clock.now() + timedelta(hours=1), "9")
    desk.open_queue("paspor", "9")
    desk.cancel(desk.issue())


def _evening(desk: Desk) -> None:
    """K002 has waited too long for its level; the day ends for A002X, A004, A008 and A009."""
    desk.issue(KK)
    desk.clock.forward(minutes=50)
    desk.issue()
    desk.issue()
    desk.called("5")
    desk.finish(desk.start(desk.called("2"), "2"), "2")  # K002, though of the lower level
    desk.start(desk.called("6"), "6")
    desk.hold(desk.start(desk.called("7"), "7"), "7")
    desk.clock.forward(days=1)
    desk.issue()
    desk.issue(printed=desk.printed("A003X", days=1))


class BusyDay:
    """Does anything at any time; what the rules refuse leaves no trace."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tickets: list[TicketView] = []
        self.lost = [desk.request()]
        self.sessions: list[Session] = []
        self.printed = dict.fromkeys(("kiosk-1", "kiosk-2"), 0)
        self.booked = 0

    def do(self, steps: Iterable[tuple[Action, int]]) -> None:
        """Take steps, each an action and a number that chooses among what it may be done to."""
        for action, n in steps:
            try:
                action(self, n)
            except MppError:
                continue

    def a_ticket(self, n: int) -> TicketView:
        return self.tickets[n % len(self.tickets)] if self.tickets else self.desk.issue()

    def walk_in(self, n: int) -> None:
        services = dict.fromkeys(SERVICES[(n // k) % 4] for k in range(1, 2 + n % 3))
        priority = list(Priority)[n % 5] if n % 2 else Priority.NONE
        self.tickets.append(self.desk.issue(*services, priority=priority))

    def lose_an_answer(self, n: int) -> None:
        self.lost.append(self.desk.request(SERVICES[n % 2]))
        self.desk.put(self.lost[-1])

    def find_the_answer_lost(self, n: int) -> None:
        request = self.lost[n % len(self.lost)]
        self.desk.put(replace(request, printed=self.paper(n, "kiosk-1", KTP)))

    def offline(self, n: int) -> None:
        kiosk, service = f"kiosk-{1 + n % 2}", SERVICES[n % 4]
        printed = self.paper(n, kiosk, service)
        self.tickets.append(self.desk.issue(service, printed=printed, kiosk_id=kiosk))

    def paper(self, n: int, kiosk: str, service: str) -> object:
        self.printed[kiosk] += 1 + n % 7 // 6  # now and then a paper is not told of yet
        prefix = self.desk.floor.queue_of(service).prefix
        number = f"{prefix}{self.printed[kiosk]:03d}{self.desk.floor.letters[kiosk]}"
        return self.desk.printed(number, minutes=(n % 40) * 60 if n % 11 == 0 else n % 60)

    def book(self, n: int) -> None:
        self.booked += 1
        at = self.desk.clock.now() + timedelta(minutes=n % 90 - 45)
        self.desk.book(f"BK-{self.booked}", SERVICES[n % 4], at)

    def check_in(self, n: int) -> None:
        priority = Priority.INFANT if n % 3 == 0 else Priority.NONE
        code = f"BK-{n % max(1, self.booked) + 1}"
        self.tickets.append(self.desk.check_in(code, priority=priority))

    def call(self, n: int) -> None:
        self.desk.call(COUNTERS[n % 4])

    def call_early(self, n: int) -> None:
        self.desk.call_number(self.a_ticket(n).number, COUNTERS[n % 4])

    def at_its_counter(self, n: int, act: Callable[[TicketView, str], object]) -> None:
        """Do it to whom some counter has."""
        at = self.desk.rows(
            "select id, counter_id from tickets where state in ('called', 'serving') order by id"
        )
        if at:
            found, counter = at[n % len(at)]
            act(replace(self.a_ticket(0), id=found), counter)

    def again(self, n: int) -> None:
        self.at_its_counter(n, self.desk.again)

    def start(self, n: int) -> None:
        self.at_its_counter(n, self.desk.start)

    def finish(self, n: int) -> None:
        self.at_its_counter(n, self.desk.finish)

    def no_show(self, n: int) -> None:
        self.at_its_counter(n, self.desk.no_show)

    def hold(self, n: int) -> None:
        self.at_its_counter(n, self.desk.hold)

    def transfer(self, n: int) -> None:
        self.at_its_counter(n, lambda t, c: self.desk.transfer(t, SERVICES[n % 4], c))

    def cancel_called(self, n: int) -> None:
        self.at_its_counter(n, self.desk.cancel_at)

    def give_back(self, n: int) -> None:
        self.desk.give_back(self.a_ticket(n), COUNTERS[n % 4])

    def cancel_held(self, n: int) -> None:
        self.desk.cancel_at(self.a_ticket(n), COUNTERS[n % 4])

    def cancel(self, n: int) -> None:
        self.desk.cancel(self.a_ticket(n))

    def open(self, n: int) -> None:
        self.sessions.append(self.desk.open(COUNTERS[n % 4], username=f"staf{n % 3}"))

    def leave(self, n: int) -> None:
        if self.sessions:
            self.desk.leave(self.sessions[n % len(self.sessions)])

    def close_queue(self, n: int) -> None:
        until = self.desk.clock.now() + timedelta(minutes=1 + n % 30)
        self.desk.close_queue(("ktp", "kk")[n % 2], until, "2")

    def open_queue(self, n: int) -> None:
        self.desk.open_queue(("ktp", "kk")[n % 2], "2")

    def wait(self, n: int) -> None:
        self.desk.clock.forward(seconds=n % 120, microseconds=n * 7919 % 1_000_000)

    def restart(self, _: int) -> None:
        self.desk.begin_anew()


Action = Callable[[BusyDay, int], None]
#: What happens often stands here often.
ACTIONS: tuple[Action, ...] = (
    *(BusyDay.walk_in, BusyDay.wait, BusyDay.call, BusyDay.start) * 4,
    *(BusyDay.finish, BusyDay.no_show) * 2,
    *(BusyDay.lose_an_answer, BusyDay.find_the_answer_lost, BusyDay.offline, BusyDay.book),
    *(BusyDay.check_in, BusyDay.call_early, BusyDay.again, BusyDay.hold, BusyDay.transfer),
    *(BusyDay.cancel_called, BusyDay.give_back, BusyDay.cancel_held, BusyDay.cancel),
    *(BusyDay.open, BusyDay.leave, BusyDay.close_queue, BusyDay.open_queue, BusyDay.restart),
)


def busy_day(desk: Desk, steps: int, seed: int) -> None:
    """A day of so many steps, always the same for a seed."""
    random = Random(seed)  # noqa: S311 - the same day for a seed is what is wanted
    chosen = [(random.choice(ACTIONS), random.randrange(10_000)) for _ in range(steps)]
    BusyDay(desk).do(chosen)
