"""A tracking number, a second factor, and how far the papers are; nothing of it stays behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.ui.desks import FACTOR, TRACKING_NUMBER, FakeDesk
from ui.viewmodels.application_entry import ApplicationEntry
from ui.viewmodels.check_application import CheckApplicationViewModel
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


def type_digits(entry: ApplicationEntry, digits: str) -> None:
    for digit in digits:
        entry.press(digit)


def ask(check: CheckApplicationViewModel) -> None:
    type_digits(check.entry, TRACKING_NUMBER)
    check.proceed()
    type_digits(check.entry, FACTOR)
    check.proceed()


def test_number_then_factor_then_the_answer(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    type_digits(check.entry, TRACKING_NUMBER)
    assert (check.step, check.entry.complete) == ("number", True)
    check.proceed()
    assert (check.step, check.entry.empty) == ("factor", True)
    type_digits(check.entry, FACTOR)
    check.proceed()
    assert check.step == "asking"
    qtbot.waitUntil(lambda: check.step == "result")
    assert desk.asked("look_up") == [(TRACKING_NUMBER, FACTOR)]


def test_the_result_says_where_the_papers_are_and_what_is_missing(
    check: CheckApplicationViewModel, qtbot: QtBot
) -> None:
    ask(check)
    qtbot.waitUntil(lambda: check.step == "result")
    result = check.result
    assert (result.service, result.agency) == ("Izin mendirikan klinik pratama", "DPMPTSP")
    assert result.nextStep.startswith("Lengkapi fotokopi")
    assert result.asOf == "23 November 2026, 07.30"
    assert [(row.name, row.place, row.reachedOn) for row in result.stages.rows] == [
        ("Berkas diterima", "done", "9 November 2026"),
        ("Pemeriksaan berkas", "done", "12 November 2026"),
        ("Peninjauan lokasi", "current", "18 November 2026"),
        ("Izin terbit", "ahead", ""),
    ]


def test_a_slip_of_the_finger_is_told_at_the_keypad(
    check: CheckApplicationViewModel, desk: FakeDesk
) -> None:
    type_digits(check.entry, "261123000423")
    assert check.entry.mistyped
    check.proceed()
    assert check.step == "number"
    check.entry.backspace()
    assert not check.entry.mistyped
    check.entry.press("2")
    assert check.entry.complete
    assert desk.asked("look_up") == []


def test_a_half_typed_number_goes_nowhere(check: CheckApplicationViewModel) -> None:
    type_digits(check.entry, TRACKING_NUMBER[:11])
    assert not check.entry.mistyped
    check.proceed()
    assert check.step == "number"


def test_a_field_holds_its_digits_and_no_more(check: CheckApplicationViewModel) -> None:
    type_digits(check.entry, TRACKING_NUMBER + "999")
    assert check.entry.trackingNumber == TRACKING_NUMBER
    check.proceed()
    type_digits(check.entry, FACTOR + "9")
    assert check.entry.typed() == (TRACKING_NUMBER, FACTOR)


def test_only_digits_are_taken(check: CheckApplicationViewModel) -> None:
    for hostile in ("a", "12", "", " ", "\N{ARABIC-INDIC DIGIT ONE}", "-"):
        check.entry.press(hostile)
    assert check.entry.empty


def test_clear_empties_the_present_field_only(check: CheckApplicationViewModel) -> None:
    type_digits(check.entry, TRACKING_NUMBER)
    check.proceed()
    type_digits(check.entry, "48")
    check.entry.clear()
    assert check.entry.typed() == (TRACKING_NUMBER, "")


def test_the_factor_is_dots_but_for_a_moment(qtbot: QtBot, qapp: object) -> None:
    entry = ApplicationEntry(reveal_seconds=0.01)
    entry.ask_for_factor(on_factor=True)
    type_digits(entry, "482")
    assert entry.factor == "\N{BULLET}" * 3
    entry.reveal()
    assert entry.factor == "482"
    qtbot.waitUntil(lambda: not entry.revealed)
    assert entry.factor == "\N{BULLET}" * 3


def test_an_empty_factor_is_not_revealed(check: CheckApplicationViewModel) -> None:
    check.entry.ask_for_factor(on_factor=True)
    check.entry.reveal()
    assert not check.entry.revealed


def test_nothing_can_be_asked_twice_at_once(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.hold()
    ask(check)
    check.proceed()
    check.editNumber()
    assert check.step == "asking"
    desk.let_go()
    qtbot.waitUntil(lambda: check.step == "result")
    assert len(desk.asked("look_up")) == 1


def test_back_goes_one_step_and_keeps_the_number(check: CheckApplicationViewModel) -> None:
    type_digits(check.entry, TRACKING_NUMBER)
    check.proceed()
    type_digits(check.entry, "48")
    assert check.step_back()
    assert check.step == "number"
    assert check.entry.typed() == (TRACKING_NUMBER, "")
    assert not check.step_back()


def test_what_was_typed_is_gone_as_soon_as_the_answer_is_there(
    check: CheckApplicationViewModel, qtbot: QtBot
) -> None:
    ask(check)
    qtbot.waitUntil(lambda: check.step == "result")
    assert check.entry.typed() == ("", "")


def test_leaving_forgets_what_was_typed_and_found(
    check: CheckApplicationViewModel, qtbot: QtBot
) -> None:
    ask(check)
    qtbot.waitUntil(lambda: check.step == "result")
    check.leave()
    assert (check.step, check.result, check.entry.typed()) == ("number", None, ("", ""))
    type_digits(check.entry, TRACKING_NUMBER)
    check.wipe()
    assert check.entry.typed() == ("", "")


def test_an_answer_for_a_visitor_who_has_left_is_for_nobody(
    check: CheckApplicationViewModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.hold()
    ask(check)
    qtbot.waitUntil(lambda: len(desk.asked("look_up")) == 1)
    check.wipe()
    ask(check)
    with qtbot.waitSignal(check.changed):
        desk.let_go()
    qtbot.waitUntil(lambda: check.step == "result")
    check.restart()
    assert (check.step, check.result) == ("number", None)
