"""The ticket in hand: printed once, told truly, and gone by itself when the visitor is served."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.paper import PrinterFault, PrintOutcome, PrintState
from tests.unit.ui.desks import KTP_PLACE, PRINTED, FakeClock, FakeDesk, changes_of, ticket
from ui.viewmodels.count_down import CountDown
from ui.viewmodels.ticket import READING_SECONDS, REPRINTS, TicketViewModel
from ui.visit.preferences import Preferences
from ui.work import Work

UNKNOWN = PrintOutcome(PrintState.UNKNOWN, PrinterFault.SILENT)
PAPER_OUT = PrintOutcome(PrintState.FAILED, PrinterFault.PAPER_OUT)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def preferences(qapp: object) -> Preferences:
    return Preferences()


@pytest.fixture
def screen(desk: FakeDesk, clock: FakeClock, preferences: Preferences) -> Iterator[TicketViewModel]:
    work = Work()
    count_down = CountDown(clock, look_every_ms=1)
    screen = TicketViewModel(desk, work, count_down, preferences, ticket_seconds=10)
    screen.enter("")
    yield screen
    count_down.stop()
    desk.let_go()
    work.close()


def shown(screen: TicketViewModel, qtbot: QtBot, paper: str) -> None:
    """Give the screen a ticket and wait for the truth about its paper."""
    screen.show(ticket(), KTP_PLACE)
    qtbot.waitUntil(lambda: screen.paper == paper)


def test_the_ticket_says_number_service_place_and_waiting(
    screen: TicketViewModel, qtbot: QtBot
) -> None:
    shown(screen, qtbot, "printed")
    facts = screen.ticket
    assert (facts.number, facts.offline) == ("A018", False)
    assert (facts.service, facts.agency) == ("KTP elektronik hilang atau rusak", "Dukcapil")
    assert (facts.zone, facts.counters) == ("Zona B", "3\N{EN DASH}6")
    assert (facts.ahead, facts.waitLow, facts.waitHigh) == (6, 15, 25)


def test_a_ticket_given_without_the_line_says_so_and_makes_nothing_up(
    screen: TicketViewModel, qtbot: QtBot
) -> None:
    screen.show(ticket("A003X", ahead=None, wait=None, phone_url=""), KTP_PLACE)
    facts = screen.ticket
    assert (facts.number, facts.offline) == ("A003X", True)
    assert (facts.ahead, facts.waitLow, facts.waitHigh) == (-1, 0, 0)
    assert (facts.qrPath, facts.qrModules) == ("", 0)
    qtbot.waitUntil(lambda: screen.paper == "printed")


def test_the_paper_is_printed_once_in_the_visitors_language(
    screen: TicketViewModel, desk: FakeDesk, preferences: Preferences, qtbot: QtBot
) -> None:
    preferences.switchLanguage()
    shown(screen, qtbot, "printed")
    assert desk.asked("print_ticket") == [(ticket(), "en", False)]


def test_no_second_runs_while_the_printer_works(
    screen: TicketViewModel, desk: FakeDesk, clock: FakeClock, qtbot: QtBot
) -> None:
    desk.hold()
    screen.show(ticket(), KTP_PLACE)
    clock.advance(60)
    assert screen.paper == "printing"
    assert screen.countDown.secondsLeft == 0
    desk.let_go()
    qtbot.waitUntil(lambda: screen.paper == "printed")
    assert screen.countDown.secondsLeft == 10


def test_ten_seconds_after_the_print_the_screen_ends_by_itself(
    screen: TicketViewModel, clock: FakeClock, qtbot: QtBot
) -> None:
    shown(screen, qtbot, "printed")
    clock.advance(6.5)
    qtbot.waitUntil(lambda: screen.countDown.secondsLeft == 4)
    with qtbot.waitSignal(screen.finished):
        clock.advance(3.6)
    assert screen.countDown.secondsLeft == 0


def test_a_tap_anywhere_gives_all_the_seconds_again(
    screen: TicketViewModel, clock: FakeClock, qtbot: QtBot
) -> None:
    shown(screen, qtbot, "printed")
    finished = changes_of(screen.finished)
    clock.advance(9)
    screen.stay()
    clock.advance(9)
    qtbot.waitUntil(lambda: screen.countDown.secondsLeft == 1)
    assert finished() == 0


def test_a_visitor_with_the_largest_text_has_three_times_the_time(
    screen: TicketViewModel, preferences: Preferences, qtbot: QtBot
) -> None:
    preferences.nextTextScale()
    preferences.nextTextScale()
    shown(screen, qtbot, "printed")
    assert screen.countDown.secondsLeft == 30


def test_nothing_is_counted_while_the_visitor_looks_elsewhere(
    screen: TicketViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.hold()
    screen.show(ticket(), KTP_PLACE)
    screen.leave()
    desk.let_go()
    qtbot.waitUntil(lambda: screen.paper == "printed")
    assert screen.countDown.secondsLeft == 0
    screen.show_again(ticket(), KTP_PLACE)
    screen.enter("")
    assert (screen.paper, screen.countDown.secondsLeft) == ("printed", 10)
    screen.leave()
    assert screen.countDown.secondsLeft == 0


def test_done_ends_at_once_and_only_once(
    screen: TicketViewModel, clock: FakeClock, qtbot: QtBot
) -> None:
    shown(screen, qtbot, "printed")
    finished = changes_of(screen.finished)
    screen.finish()
    clock.advance(60)
    assert (finished(), screen.countDown.secondsLeft) == (1, 0)


@pytest.mark.parametrize("fault", list(PrinterFault))
def test_a_failed_print_gives_time_to_note_the_number(
    screen: TicketViewModel, desk: FakeDesk, qtbot: QtBot, fault: PrinterFault
) -> None:
    desk.outcomes[0] = PrintOutcome(PrintState.FAILED, fault)
    shown(screen, qtbot, "failed")
    assert screen.fault == fault.value
    assert screen.countDown.secondsLeft == READING_SECONDS >= 30
    assert screen.ticket.number == "A018"


def test_a_failed_print_may_be_tried_again_without_the_mark_of_a_duplicate(
    screen: TicketViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.outcomes.extendleft([PAPER_OUT])
    shown(screen, qtbot, "failed")
    screen.printAgain()
    qtbot.waitUntil(lambda: screen.paper == "printed")
    assert [call[2] for call in desk.asked("print_ticket")] == [False, False]


def test_an_unknown_print_asks_and_waits(
    screen: TicketViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.outcomes[0] = UNKNOWN
    shown(screen, qtbot, "unknown")
    assert screen.countDown.secondsLeft == READING_SECONDS
    screen.paperCame()
    assert (screen.paper, screen.countDown.secondsLeft) == ("printed", 10)
    assert len(desk.asked("print_ticket")) == 1


def test_a_second_print_after_an_unknown_one_is_marked_as_duplicate(
    screen: TicketViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.outcomes.extendleft([PRINTED, PAPER_OUT, UNKNOWN])  # the last of these comes first
    shown(screen, qtbot, "unknown")
    screen.printAgain()
    qtbot.waitUntil(lambda: screen.paper == "failed")
    screen.printAgain()
    qtbot.waitUntil(lambda: screen.paper == "printed")
    assert [call[2] for call in desk.asked("print_ticket")] == [False, True, True]


def test_two_taps_on_print_again_give_one_print(
    screen: TicketViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.outcomes[0] = UNKNOWN
    shown(screen, qtbot, "unknown")
    desk.hold()
    screen.printAgain()
    screen.printAgain()
    desk.let_go()
    qtbot.waitUntil(lambda: screen.paper == "unknown")
    assert len(desk.asked("print_ticket")) == 2


def test_paper_is_not_spent_without_end(
    screen: TicketViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.outcomes[0] = UNKNOWN
    shown(screen, qtbot, "unknown")
    for _ in range(REPRINTS):
        assert screen.mayReprint
        screen.printAgain()
        qtbot.waitUntil(lambda: screen.paper == "unknown")
    assert not screen.mayReprint
    screen.printAgain()
    assert screen.paper == "unknown"


def test_a_ticket_in_hand_is_shown_again_without_paper(
    screen: TicketViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    screen.show_again(ticket(), KTP_PLACE)
    assert (screen.paper, screen.ticket.number) == ("shown", "A018")
    assert screen.countDown.secondsLeft == 10
    assert desk.asked("print_ticket") == []


def test_the_end_of_the_session_forgets_the_ticket_but_not_its_paper(
    screen: TicketViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.hold()
    screen.show(ticket(), KTP_PLACE)
    qtbot.waitUntil(lambda: len(desk.asked("print_ticket")) == 1)
    screen.wipe()
    assert screen.ticket is None
    desk.outcomes[0] = UNKNOWN
    desk.let_go()
    screen.show(ticket("A019"), KTP_PLACE)
    qtbot.waitUntil(lambda: screen.paper == "unknown")  # A019's answer; A018's reached nobody
    assert screen.ticket.number == "A019"
