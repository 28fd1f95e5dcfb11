"""The states of Take a number, Ticket and Check an application, each a way to stand before it.

Goldens, the texts that must fit and the targets that must be large enough are tested against
every one of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pytestqt.qtbot import QtBot

from kiosk.domain.application import ApplicationStatus
from kiosk.domain.calendar import Opening, Reason
from kiosk.domain.paper import PrinterFault, PrintOutcome, PrintState
from kiosk.domain.ticket import WaitRange
from kiosk.errors import (
    ApplicationNotFound,
    HallUnreachable,
    MppError,
    StoreUnavailable,
    TooManyTries,
)
from tests.helpers.kiosk_window import KioskWindow, sample_snapshot
from tests.unit.ui.desks import FACTOR, NOW, PRINTED, TRACKING_NUMBER, application, ticket

SERVICE = "dukcapil.ktp-ganti"
LONGEST = "dpmptsp.sip-nakes"  # the longest name of the sample hall
UNKNOWN = PrintOutcome(PrintState.UNKNOWN, PrinterFault.SILENT)

State = Callable[[KioskWindow, QtBot], None]


def view_model(kiosk: KioskWindow, screen: str) -> Any:
    """The view model of a screen, in front or not."""
    return kiosk.shell.navigator._routes[screen].view_model


def in_front(kiosk: KioskWindow, qtbot: QtBot, screen: str) -> None:
    """Wait until a screen stands in front."""
    qtbot.waitUntil(lambda: kiosk.shell.navigator.route.name == screen)
    kiosk.settle()


def turn(kiosk: KioskWindow, page: int) -> None:
    """Show another page of whatever in front has pages."""
    for item in kiosk.items():
        if item.property("breaks") is not None:
            item.setProperty("page", page)
    kiosk.settle()


def forget(kiosk: KioskWindow) -> None:
    """End the visit, let every answer arrive that is on its way, and make the desk well again."""
    kiosk.desk.let_go()
    kiosk.shell.session.end()
    kiosk.settle()
    kiosk.clock.set(NOW)
    kiosk.shell.live.on_snapshot(sample_snapshot())
    kiosk.desk.outcomes = deque([PRINTED])


# --- take a number ------------------------------------------------------------------------------


def choosing(kiosk: KioskWindow, qtbot: QtBot, service: str = SERVICE) -> None:
    """Before the visitor decides."""
    kiosk.go("take-number", service)


def few_minutes(kiosk: KioskWindow, waiting: int) -> None:
    """A counter is free, or nearly: in every queue the wait is at most five minutes."""
    told = sample_snapshot()
    queues = (replace(q, waiting=waiting, wait=WaitRange(0, 5)) for q in told.queues)
    kiosk.shell.live.on_snapshot(replace(told, queues=tuple(queues)))
    kiosk.settle()


def choosing_beside_a_free_counter(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Nobody is ahead."""
    few_minutes(kiosk, waiting=0)
    kiosk.go("take-number", SERVICE)


def priority_chosen(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Somebody goes ahead."""
    kiosk.go("take-number", SERVICE)
    view_model(kiosk, "take-number").choosePriority("disability")
    kiosk.settle()


def taking(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """While the desk is asked."""
    kiosk.go("take-number", SERVICE)
    kiosk.desk.hold()
    view_model(kiosk, "take-number").take()
    kiosk.settle()


def in_break(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """At noon."""
    kiosk.clock.set(NOW.replace(hour=12, minute=15))
    kiosk.go("take-number", SERVICE)


def after_the_last(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """On Friday after the last ticket: Monday is three days ahead."""
    kiosk.clock.set((NOW + timedelta(days=4)).replace(hour=10, minute=59))
    kiosk.go("take-number", SERVICE)


def refuse_queue(
    kiosk: KioskWindow, reason: Reason, opens_at: datetime | None = None, why: str = ""
) -> None:
    """The hall is open; the service's queue gives no number."""
    hall = kiosk.catalog.hall()
    queue = hall.queue_of(SERVICE) if hall else None
    told = sample_snapshot()
    refusal = Opening(reason, opens_at, why)
    queues = tuple(
        replace(q, refusal=refusal) if queue and q.id == queue.id else q for q in told.queues
    )
    kiosk.shell.live.on_snapshot(replace(told, queues=queues))
    kiosk.settle()


def queue_closed(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Staff closed the queue for an hour."""
    refuse_queue(kiosk, Reason.QUEUE_CLOSED, NOW.replace(hour=10, minute=45), "system-down")
    kiosk.go("take-number", SERVICE)


def quota_used_up(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """All numbers of the day are given."""
    refuse_queue(kiosk, Reason.QUOTA_USED_UP, (NOW + timedelta(days=1)).replace(hour=8, minute=0))
    kiosk.go("take-number", SERVICE)


def no_counter_open(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Nobody serves the queue."""
    refuse_queue(kiosk, Reason.NO_COUNTER_OPEN)
    kiosk.go("take-number", SERVICE)


def not_offered(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """A service this hall does not have."""
    kiosk.go("take-number", "tidak.ada")


def passing_fault(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Something that may be over when asked again."""
    kiosk.desk.numbers = deque([StoreUnavailable()])
    kiosk.go("take-number", SERVICE)
    take_number = view_model(kiosk, "take-number")
    take_number.take()
    qtbot.waitUntil(lambda: take_number.refusal is not None)
    kiosk.settle()


def number_in_hand(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Came back to a queue of which one number is taken."""
    printed(kiosk, qtbot)
    kiosk.shell.navigator.home()
    kiosk.shell.navigator.go("take-number", SERVICE)
    kiosk.settle()


def as_many_as_allowed(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Came back with as many numbers as the hall gives one visitor."""
    number_in_hand(kiosk, qtbot)
    view_model(kiosk, "take-number").takeAnother()
    kiosk.desk.numbers = deque([ticket("A019", id="0192f3a4-b5c6-7d8e-9f00-aabbccddee00")])
    view_model(kiosk, "take-number").take()
    in_front(kiosk, qtbot, "ticket")
    kiosk.shell.navigator.home()
    kiosk.shell.navigator.go("take-number", SERVICE)
    kiosk.settle()


# --- ticket -------------------------------------------------------------------------------------


def _taken(kiosk: KioskWindow, qtbot: QtBot, paper: str, **changes: Any) -> None:
    service = changes.pop("service", SERVICE)
    kiosk.desk.numbers = deque([ticket(**changes)])
    kiosk.go("take-number", service)
    view_model(kiosk, "take-number").take()
    in_front(kiosk, qtbot, "ticket")
    qtbot.waitUntil(lambda: view_model(kiosk, "ticket").paper == paper)
    kiosk.settle()


def printing(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """While the printer works."""
    kiosk.go("ticket")
    place = view_model(kiosk, "take-number")._hall.place(SERVICE)
    kiosk.desk.hold()
    view_model(kiosk, "ticket").show(ticket(), place)
    kiosk.settle()


def printed(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """All went well."""
    _taken(kiosk, qtbot, "printed")


def nobody_ahead(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """The counter is free."""
    _taken(kiosk, qtbot, "printed", ahead=0, wait=WaitRange(0, 5))


def offline(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """The kiosk gave the number by itself."""
    _taken(kiosk, qtbot, "printed", number="AB003X", ahead=None, wait=None, service=LONGEST)


def paper_unknown(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """The printer did not say how it went."""
    kiosk.desk.outcomes = deque([UNKNOWN])
    _taken(kiosk, qtbot, "unknown")


def paper_failed(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """No paper."""
    kiosk.desk.outcomes = deque([PrintOutcome(PrintState.FAILED, PrinterFault.PAPER_OUT)])
    _taken(kiosk, qtbot, "failed")


def everything_long(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """The longest of everything at once: name, number, people, wait, fault."""
    kiosk.desk.outcomes = deque([PrintOutcome(PrintState.FAILED, PrinterFault.OVERHEATED)])
    wait = WaitRange(115, 135)
    _taken(kiosk, qtbot, "failed", number="AB1003", ahead=112, wait=wait, service=LONGEST)


# --- check an application -----------------------------------------------------------------------


def type_digits(kiosk: KioskWindow, digits: str) -> None:
    """Type on the keypad of Check an application."""
    for digit in digits:
        view_model(kiosk, "check-application").entry.press(digit)
    kiosk.settle()


def first_digits(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Half of the tracking number."""
    kiosk.go("check-application")
    type_digits(kiosk, TRACKING_NUMBER[:6])


def mistyped(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """A slip of the finger."""
    kiosk.go("check-application")
    type_digits(kiosk, TRACKING_NUMBER[:-1] + "9")


def second_factor(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Three of the four digits, as dots."""
    kiosk.go("check-application")
    type_digits(kiosk, TRACKING_NUMBER)
    view_model(kiosk, "check-application").proceed()
    type_digits(kiosk, FACTOR[:3])


def _asked(
    kiosk: KioskWindow, qtbot: QtBot, answer: ApplicationStatus | MppError, step: str
) -> None:
    kiosk.desk.applications = deque([answer])
    second_factor(kiosk, qtbot)
    type_digits(kiosk, FACTOR[3:])
    check = view_model(kiosk, "check-application")
    check.proceed()
    qtbot.waitUntil(lambda: check.step == step)
    kiosk.settle()


def looking_up(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """While the hall server is asked."""
    kiosk.desk.hold()
    _asked(kiosk, qtbot, application(), "asking")


def found(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """The answer."""
    _asked(kiosk, qtbot, application(), "result")


def found_at_the_end(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Everything is done."""
    stages = tuple(
        replace(stage, reached_at=stage.reached_at or NOW, note="")
        for stage in application().stages
    )
    done = application(stages=stages, next_step="Silakan ambil izin di Loket 11.")
    _asked(kiosk, qtbot, done, "result")


def not_found(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Number and factor do not belong together."""
    _asked(kiosk, qtbot, ApplicationNotFound(), "refused")


def too_many_tries(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """The hall server wants a pause."""
    _asked(kiosk, qtbot, TooManyTries(retry_after=900), "refused")


def line_down(kiosk: KioskWindow, qtbot: QtBot) -> None:
    """Nobody answers."""
    _asked(kiosk, qtbot, HallUnreachable("timed out"), "refused")


STATES: dict[str, State] = {
    f"{screen}-{state.__name__.replace('_', '-')}": state
    for screen, states in {
        "take-number": (
            choosing,
            choosing_beside_a_free_counter,
            priority_chosen,
            taking,
            in_break,
            after_the_last,
            queue_closed,
            quota_used_up,
            no_counter_open,
            not_offered,
            number_in_hand,
            as_many_as_allowed,
            passing_fault,
        ),
        "ticket": (
            printing,
            printed,
            nobody_ahead,
            offline,
            paper_unknown,
            paper_failed,
            everything_long,
        ),
        "check-application": (
            first_digits,
            mistyped,
            second_factor,
            looking_up,
            found,
            found_at_the_end,
            not_found,
            too_many_tries,
            line_down,
        ),
    }.items()
    for state in states
}
