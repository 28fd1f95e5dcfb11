"""Not found, tried too often, no line: said in words, with a way on and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.errors import ApplicationNotFound, HallUnreachable, StoreUnavailable, TooManyTries
from tests.unit.ui.desks import FACTOR, TRACKING_NUMBER, FakeDesk, application
from tests.unit.ui.test_check_application import ask, type_digits
from ui.viewmodels.check_application import TRIES_PER_SESSION, CheckApplicationViewModel
from ui.visit.preferences import Preferences
from ui.work import Work


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def check(qapp: object, desk: FakeDesk) -> Iterator[CheckApplicationViewModel]:
    work = Work()
    yield CheckApplicationViewModel(desk, work, Preferences())
    desk.let_go()
    work.close()


def refused(check: CheckApplicationViewModel, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: check.step == "refused")
    return str(check.refusal)


def test_not_found_offers_both_fields_again(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.applications.extendleft([ApplicationNotFound()])
    ask(check)
    assert refused(check, qtbot) == "application-not-found"
    assert check.triesLeft == TRIES_PER_SESSION - 1
    check.editFactor()
    assert (check.step, check.entry.typed()) == ("factor", (TRACKING_NUMBER, ""))
    check.editNumber()
    assert (check.step, check.entry.trackingNumber) == ("number", TRACKING_NUMBER)
    check.proceed()
    type_digits(check.entry, FACTOR)
    check.proceed()
    qtbot.waitUntil(lambda: check.step == "result")
    assert check.result.service == application().service_name


def test_a_session_has_five_tries(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.applications[0] = ApplicationNotFound()
    ask(check)
    for _ in range(TRIES_PER_SESSION - 1):
        assert refused(check, qtbot) == "application-not-found"
        check.editFactor()
        type_digits(check.entry, "0000")
        check.proceed()
    assert refused(check, qtbot) == "too-many-tries"
    assert check.retryMinutes == 0
    assert check.entry.typed() == ("", "")
    assert len(desk.asked("look_up")) == TRIES_PER_SESSION


def test_leaving_the_screen_gives_no_new_tries(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.applications[0] = ApplicationNotFound()
    for _ in range(TRIES_PER_SESSION):
        ask(check)
        refused(check, qtbot)
        check.leave()
    ask(check)
    assert refused(check, qtbot) == "too-many-tries"
    assert len(desk.asked("look_up")) == TRIES_PER_SESSION


def test_the_next_visitor_has_tries_of_their_own(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.applications[0] = ApplicationNotFound()
    ask(check)
    refused(check, qtbot)
    check.wipe()
    assert check.triesLeft == TRIES_PER_SESSION


def test_the_hall_server_may_say_when_to_try_again(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.applications[0] = TooManyTries(retry_after=121)
    ask(check)
    assert refused(check, qtbot) == "too-many-tries"
    assert check.retryMinutes == 3
    assert check.entry.typed() == ("", "")
    assert check.step_back()
    assert check.step == "number"


def test_a_lost_line_loses_nothing_that_was_typed(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.applications.extendleft([HallUnreachable("timed out")])
    ask(check)
    assert refused(check, qtbot) == "hall-unreachable"
    assert check.triesLeft == TRIES_PER_SESSION
    check.tryAgain()
    qtbot.waitUntil(lambda: check.step == "result")
    assert desk.asked("look_up") == [(TRACKING_NUMBER, FACTOR)] * 2


def test_a_fault_of_the_hall_can_be_tried_again(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.applications.extendleft([StoreUnavailable()])
    ask(check)
    assert refused(check, qtbot) == "store-unavailable"
    check.tryAgain()
    qtbot.waitUntil(lambda: check.step == "result")


def test_try_again_is_not_for_what_the_visitor_typed(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.applications[0] = ApplicationNotFound()
    ask(check)
    refused(check, qtbot)
    check.tryAgain()
    assert check.step == "refused"
    assert len(desk.asked("look_up")) == 1
