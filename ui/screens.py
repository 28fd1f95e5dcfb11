"""The screens of the kiosk: one line each.

To add a screen: write `ui/viewmodels/<name>.py` with a `<Name>ViewModel(ScreenViewModel)`,
`ui/qml/Kiosk/Screens/<Name>Screen.qml` with `required property <Name>ViewModel viewModel`, and
`tests/unit/ui/test_<name>.py`; list the QML file in Screens/qmldir; add a Route here. Others reach
it by `navigator.go("<name>", argument)`; the view model hears `enter(argument)`, `leave()`,
`step_back()` and, when the visitor has left, `wipe()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from kiosk.domain.application import ApplicationStatus
from kiosk.domain.paper import PrintOutcome
from kiosk.domain.ticket import IssuedTicket, Priority
from kiosk.domain.visit import Visit
from kiosk.ports import Clock
from kiosk.settings import KioskSettings
from ui.viewmodels.agencies import AgenciesViewModel
from ui.viewmodels.attract import AttractViewModel
from ui.viewmodels.check_application import CheckApplicationViewModel
from ui.viewmodels.count_down import CountDown
from ui.viewmodels.hall import HallViewModel
from ui.viewmodels.hall_facts import HallFacts
from ui.viewmodels.home import HomeViewModel
from ui.viewmodels.now_calling import NowCalling
from ui.viewmodels.service import ServiceViewModel
from ui.viewmodels.services import ServicesViewModel
from ui.viewmodels.take_number import TakeNumberViewModel
from ui.viewmodels.ticket import TicketViewModel
from ui.visit.navigation import Navigator, Route
from ui.visit.preferences import Preferences
from ui.visit.session import Session
from ui.work import Work


class KioskDesk(Protocol):
    """The visitor's errands, as kiosk.desk.Desk does them; every one of them may block."""

    def take_number(self, service_id: str, priority: Priority, visit: Visit) -> IssuedTicket:
        """Take a number; raises TooManyTickets, NotServedNow, UnknownService."""

    def print_ticket(
        self, ticket: IssuedTicket, language: str, duplicate: bool = False
    ) -> PrintOutcome:
        """Print and say what is known."""

    def look_up(self, tracking_number: str, factor: str) -> ApplicationStatus:
        """Find an application; raises ApplicationNotFound, TooManyTries, HallUnreachable."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What view models are made of; `owner` is their parent and outlives the screens."""

    settings: KioskSettings
    desk: KioskDesk
    facts: HallFacts
    hall: HallViewModel
    navigator: Navigator
    session: Session
    preferences: Preferences
    work: Work
    clock: Clock
    owner: QObject


def screens(w: Wiring) -> list[Route]:
    """Every screen with its view model."""
    now_calling = NowCalling(w.facts, w.owner)
    attract = AttractViewModel(w.hall, now_calling, w.session, w.navigator, w.owner)
    return [
        Route("attract", attract, back=False, header=False, bar=False),
        Route("home", HomeViewModel(w.facts, w.hall, now_calling, w.navigator, w.owner)),
        Route("agencies", AgenciesViewModel(w.facts, w.navigator, w.owner)),
        Route("services", ServicesViewModel(w.facts, w.hall, w.navigator, w.owner)),
        Route("service", ServiceViewModel(w.facts, w.hall, w.preferences, w.navigator, w.owner)),
        *_errands(w),
    ]


def _errands(w: Wiring) -> list[Route]:
    """A number, its ticket, an application."""
    seconds = w.settings.ticket_seconds
    ticket = TicketViewModel(
        w.desk, w.work, CountDown(w.clock, w.owner), w.preferences, ticket_seconds=seconds
    )
    ticket.finished.connect(w.session.end)
    ticket.anotherWanted.connect(w.navigator.home)
    take_number = TakeNumberViewModel(w.desk, w.work, w.facts, w.preferences, ticket)
    take_number.issued.connect(lambda: w.navigator.replace("ticket"))
    take_number.otherWanted.connect(w.navigator.home)
    check = CheckApplicationViewModel(w.desk, w.work, w.preferences)
    check.finished.connect(w.session.end)
    for view_model in (ticket, take_number, check):
        view_model.setParent(w.owner)
    return [
        Route("take-number", take_number),
        Route("ticket", ticket, back=False, header=False),
        Route("check-application", check, personal=True),
    ]
