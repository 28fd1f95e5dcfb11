"""No number now: said before anything is printed, with what helps instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.calendar import Opening, Reason
from kiosk.errors import NotServedNow, StoreUnavailable, UnknownService
from tests.unit.ui.desks import KTP, NOW, FakeDesk, FakeHall, ticket
from tests.unit.ui.test_take_number import TicketScreen
from ui.viewmodels.take_number import TakeNumberViewModel
from ui.visit.preferences import Preferences
from ui.work import Work


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
def take_number(
    qapp: object, desk: FakeDesk, hall: FakeHall, screen: TicketScreen
) -> Iterator[TakeNumberViewModel]:
    work = Work()
    yield TakeNumberViewModel(desk, work, hall, Preferences(), screen)
    desk.let_go()
    work.close()


def test_a_closed_hall_is_told_before_the_visitor_chooses(
    take_number: TakeNumberViewModel, hall: FakeHall, desk: FakeDesk
) -> None:
    again = NOW.replace(hour=13, minute=0)
    hall.open = Opening(Reason.BREAK, again, "Istirahat")
    take_number.enter(KTP.id)
    refusal = take_number.refusal
    assert (refusal.code, refusal.occasion) == ("break", "Istirahat")
    assert (refusal.opensTime, refusal.opensInDays) == ("13.00", 0)
    take_number.take()
    assert not take_number.asking
    assert desk.asked("take_number") == []


def test_the_desk_has_the_last_word(
    take_number: TakeNumberViewModel, hall: FakeHall, desk: FakeDesk, qtbot: QtBot
) -> None:
    take_number.enter(KTP.id)
    tomorrow = (NOW + timedelta(days=1)).replace(hour=8, minute=0)
    desk.numbers[0] = NotServedNow(
        "Nomor terakhir hari ini sudah diberikan.",
        reason=Reason.LAST_TICKET_PASSED,
        opens_at=tomorrow.isoformat(),
    )
    take_number.take()
    qtbot.waitUntil(lambda: take_number.refusal is not None)
    assert take_number.refusal.code == "last-ticket-passed"
    assert (take_number.refusal.opensTime, take_number.refusal.opensInDays) == ("08.00", 1)
    assert take_number.refusal.opensDate == "Selasa, 24 November"
    assert not take_number.asking


def test_a_refusal_without_a_next_opening_promises_none(
    take_number: TakeNumberViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    take_number.enter(KTP.id)
    desk.numbers[0] = NotServedNow("Tutup.", reason=Reason.CLOSED_DAY, opens_at=None)
    take_number.take()
    qtbot.waitUntil(lambda: take_number.refusal is not None)
    assert (take_number.refusal.opensTime, take_number.refusal.opensInDays) == ("", -1)


def test_a_service_this_hall_does_not_offer_is_said_so(take_number: TakeNumberViewModel) -> None:
    take_number.enter("dukcapil.tidak-ada")
    assert take_number.service is None
    assert take_number.refusal.code == "unknown-service"
    take_number.take()
    assert not take_number.asking


def test_a_service_the_hall_server_no_longer_knows_is_said_so(
    take_number: TakeNumberViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    take_number.enter(KTP.id)
    desk.numbers[0] = UnknownService(KTP.id)
    take_number.take()
    qtbot.waitUntil(lambda: take_number.refusal is not None)
    assert take_number.refusal.code == "unknown-service"


def test_a_refusal_ends_when_the_hall_opens(
    take_number: TakeNumberViewModel, hall: FakeHall
) -> None:
    hall.open = Opening(Reason.NOT_YET_OPEN, NOW + timedelta(minutes=1))
    take_number.enter(KTP.id)
    assert take_number.refusal is not None
    hall.open = Opening(None)
    take_number.refresh()
    assert take_number.refusal is None


def test_a_look_at_the_hall_does_not_wipe_what_the_desk_said(
    take_number: TakeNumberViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    take_number.enter(KTP.id)
    desk.numbers[0] = UnknownService(KTP.id)
    take_number.take()
    qtbot.waitUntil(lambda: take_number.refusal is not None)
    take_number.refresh()
    assert take_number.refusal.code == "unknown-service"


def test_a_passing_fault_can_be_tried_again(
    take_number: TakeNumberViewModel, desk: FakeDesk, screen: TicketScreen, qtbot: QtBot
) -> None:
    take_number.enter(KTP.id)
    desk.numbers.appendleft(StoreUnavailable())
    take_number.take()
    qtbot.waitUntil(lambda: take_number.refusal is not None)
    assert take_number.refusal.code == "store-unavailable"
    take_number.tryAgain()
    assert take_number.refusal is None
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
    assert screen.shown == ["A018"]


def test_trying_again_opens_no_closed_hall(
    take_number: TakeNumberViewModel, hall: FakeHall
) -> None:
    hall.open = Opening(Reason.HOLIDAY, None, "Hari Buruh")
    take_number.enter(KTP.id)
    take_number.tryAgain()
    assert take_number.refusal.code == "holiday"


def test_a_visitor_who_looks_elsewhere_while_asking_still_gets_the_ticket(
    take_number: TakeNumberViewModel, desk: FakeDesk, screen: TicketScreen, qtbot: QtBot
) -> None:
    take_number.enter(KTP.id)
    desk.hold()
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
        assert take_number.step_back()  # Back waits for the answer
        take_number.leave()
        desk.let_go()
    assert screen.shown == ["A018"]


def test_a_ticket_for_a_visitor_who_is_gone_reaches_nobody_else(
    take_number: TakeNumberViewModel, desk: FakeDesk, screen: TicketScreen, qtbot: QtBot
) -> None:
    take_number.enter(KTP.id)
    desk.hold()
    desk.numbers.append(ticket("A019"))
    take_number.take()
    qtbot.waitUntil(lambda: len(desk.asked("take_number")) == 1)
    take_number.wipe()
    take_number.enter(KTP.id)
    assert not take_number.asking
    with qtbot.waitSignal(take_number.issued):
        take_number.take()
        desk.let_go()
    assert screen.shown == ["A019"]
