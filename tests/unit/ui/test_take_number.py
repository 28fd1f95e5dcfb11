"""One tap, one ticket: what the screen knows before, while and after a number is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.live import QueueState
from kiosk.domain.ticket import Priority
from tests.unit.ui.desks import KTP, KTP_PLACE, FakeDesk, FakeHall, changes_of, ticket
from ui.viewmodels.place import counter_ranges
from ui.viewmodels.take_number import TakeNumberViewModel
from ui.visit.preferences import Preferences
from ui.work import Work


class TicketScreen:
    """Remembers what it was given."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.shown_again: list[str] = []

    def show(self, issued, place) -> None:  # type: ignore[no-untyped-def]
        self.shown.append(str(issued.number))

    def show_again(self, issued, place) -> None:  # type: ignore[no-untyped-def]
        self.shown_again.append(str(issued.number))


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def hall() -> FakeHall:
    return FakeHall()


@pytest.fixture
def screen() -> TicketScreen:
    return TicketScreen()


@pytest.fixture
def work(qapp: object, desk: FakeDesk) -> Iterator[Work]:
    work = Work()
    yield work
    desk.let_go()
    work.close()


@pytest.fixture
def take_number(
    desk: FakeDesk, work: Work, hall: FakeHall, screen: TicketScreen
) -> TakeNumberViewModel:
    view_model = TakeNumberViewModel(desk, work, hall, Preferences(), screen)
    view_model.enter(KTP.id)
    return view_model


def test_the_visitor_sees_where_the_service_is_and_who_waits(
    take_number: TakeNumberViewModel,
) -> None:
    service = take_number.service
    assert service.name == "KTP elektronik hilang atau rusak"
    assert service.agency == "Dukcapil"
    assert (service.zone, service.counters) == ("Zona B", "3\N{EN DASH}6")
    assert service.papers.rows[0].text == "Surat kehilangan dari kepolisian (bila hilang)"
    assert (service.ahead, service.waitLow, service.waitHigh) == (6, 15, 25)


def test_what_nobody_knows_is_not_made_up(take_number: TakeNumberViewModel, hall: FakeHall) -> None:
    hall.state = None
    take_number.refresh()
    assert (take_number.service.ahead, take_number.service.waitLow) == (-1, 0)
    hall.state = QueueState("dukcapil-ktp", 6, None, 0)
    take_number.refresh()
    assert (take_number.service.ahead, take_number.service.waitLow) == (6, 0)


def test_nobody_has_priority_unless_they_say_so(
    take_number: TakeNumberViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    assert take_number.priority == "none"
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
    assert desk.asked("take_number") == [(KTP.id, Priority.NONE)]


def test_the_chosen_priority_goes_to_the_desk(
    take_number: TakeNumberViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    take_number.choosePriority("pregnant")
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
    assert desk.asked("take_number") == [(KTP.id, Priority.PREGNANT)]


def test_the_ticket_goes_to_its_screen(
    take_number: TakeNumberViewModel, screen: TicketScreen, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
    assert screen.shown == ["A018"]
    assert not take_number.asking


def test_a_second_tap_while_asking_takes_nothing(
    take_number: TakeNumberViewModel, desk: FakeDesk, screen: TicketScreen, qtbot: QtBot
) -> None:
    desk.hold()
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
        assert take_number.asking
        take_number.take()
        take_number.choosePriority("elderly")
        desk.let_go()
    assert len(desk.asked("take_number")) == 1
    assert screen.shown == ["A018"]
    assert take_number.priority == "none"


def take(take_number: TakeNumberViewModel, qtbot: QtBot) -> None:
    """Take a number for the service in front."""
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
    take_number.enter(KTP.id)


def test_who_has_a_ticket_of_the_queue_is_shown_it_first(
    take_number: TakeNumberViewModel, desk: FakeDesk, screen: TicketScreen, qtbot: QtBot
) -> None:
    take(take_number, qtbot)
    assert take_number.numberInHand == "A018"
    take_number.take()
    assert not take_number.asking
    with qtbot.waitSignal(take_number.issued):
        take_number.showInHand()
    assert screen.shown_again == ["A018"]
    assert len(desk.asked("take_number")) == 1


def test_another_ticket_of_the_queue_has_to_be_wanted_and_is_for_another_person(
    take_number: TakeNumberViewModel, desk: FakeDesk, screen: TicketScreen, qtbot: QtBot
) -> None:
    desk.numbers.append(ticket("A019"))
    take_number.choosePriority("elderly")
    take(take_number, qtbot)
    assert take_number.anotherAllowed
    take_number.takeAnother()
    assert (take_number.numberInHand, take_number.priority) == ("", "none")
    take(take_number, qtbot)
    assert take_number.numberInHand == "A018, A019"
    assert screen.shown == ["A018", "A019"]
    assert desk.visits[0] is desk.visits[1]
    with qtbot.waitSignal(take_number.issued):
        take_number.showInHand()
    assert screen.shown_again == ["A019"]


def test_the_hall_says_how_many_tickets_one_visitor_takes(
    take_number: TakeNumberViewModel, desk: FakeDesk, hall: FakeHall, qtbot: QtBot
) -> None:
    hall.per_visit = 1
    take(take_number, qtbot)
    assert not take_number.anotherAllowed
    take_number.takeAnother()
    assert take_number.numberInHand == "A018"
    take_number.take()
    assert len(desk.asked("take_number")) == 1


def test_the_next_visitors_tickets_are_counted_anew(
    take_number: TakeNumberViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    take(take_number, qtbot)
    take_number.wipe()
    take_number.enter(KTP.id)
    take(take_number, qtbot)
    assert desk.visits[0] is not desk.visits[1]


def test_another_queue_gives_another_ticket(
    take_number: TakeNumberViewModel, desk: FakeDesk, hall: FakeHall, qtbot: QtBot
) -> None:
    paspor = replace(KTP, id="imigrasi.paspor", name="Paspor baru")
    hall.places[paspor.id] = replace(KTP_PLACE, service=paspor, queue_id="imigrasi-paspor")
    desk.numbers.append(ticket("C005", queue_id="imigrasi-paspor", service_id=paspor.id))
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
    take_number.enter(paspor.id)
    assert take_number.numberInHand == ""
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
    assert take_number.numberInHand == "C005"


def test_the_next_visitor_begins_anew(
    take_number: TakeNumberViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    take_number.choosePriority("elderly")
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
    take_number.wipe()
    assert take_number.service is None
    take_number.enter(KTP.id)
    assert (take_number.numberInHand, take_number.priority) == ("", "none")


def test_a_change_in_the_hall_is_seen(take_number: TakeNumberViewModel, hall: FakeHall) -> None:
    changed = changes_of(take_number.changed)
    hall.state = QueueState("dukcapil-ktp", 7, None, 2)
    take_number.refresh()
    assert changed() == 1
    assert take_number.service.ahead == 7


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((), ""),
        ((3,), "3"),
        ((3, 4), "3, 4"),
        ((6, 3, 4, 5), "3\N{EN DASH}6"),
        ((1, 3, 4, 5, 9), "1, 3\N{EN DASH}5, 9"),
    ],
)
def test_counters_are_written_as_people_write_them(numbers: tuple[int, ...], text: str) -> None:
    assert counter_ranges(numbers) == text
