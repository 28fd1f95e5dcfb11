"""Offline numbers that no kiosk of this hall can have printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hall.queue.visitor.numbers import Printed
from kiosk.errors import ContentConflict, InvalidOfflineNumber, NumberTaken
from tests.unit.hall.desk import WIB, Desk


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("A1X", "bentuknya"),
        ("a001X", "bentuknya"),
        ("A0001X", "bentuknya"),
        ("A\u0660\u0660\u0661X", "bentuknya"),
        ("", "bentuknya"),
        ("A001", "hurufnya"),
        ("A001Y", "hurufnya"),
        ("K001X", "awalannya bukan A"),
    ],
)
def test_a_number_this_kiosk_can_not_have_printed_is_refused(
    desk: Desk, number: str, why: str
) -> None:
    with pytest.raises(InvalidOfflineNumber, match=why):
        desk.issue(printed=desk.printed(number))
    assert desk.rows("select * from tickets") == []


def test_a_device_that_is_no_kiosk_of_the_hall_prints_no_numbers(desk: Desk) -> None:
    with pytest.raises(InvalidOfflineNumber, match="hurufnya"):
        desk.issue(printed=desk.printed("A001X"), kiosk_id="kiosk-9")


@pytest.mark.parametrize(
    ("shift", "why"),
    [
        (timedelta(minutes=2, seconds=1), "masa depan"),
        (timedelta(days=-2, seconds=-1), "48 jam"),
    ],
)
def test_a_time_out_of_bounds_is_refused(desk: Desk, shift: timedelta, why: str) -> None:
    printed = Printed("A001X", desk.clock.now() + shift)
    with pytest.raises(InvalidOfflineNumber, match=why):
        desk.issue(printed=printed)


@pytest.mark.parametrize("shift", [timedelta(minutes=2), timedelta(days=-2)])
def test_a_time_at_the_bounds_is_taken(desk: Desk, shift: timedelta) -> None:
    assert desk.issue(printed=Printed("A001X", desk.clock.now() + shift)).number == "A001X"


@pytest.mark.parametrize("year", [1, 9999])
def test_a_time_at_the_end_of_the_calendar_is_refused_in_words(desk: Desk, year: int) -> None:
    far = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, tzinfo=WIB)
    with pytest.raises(InvalidOfflineNumber, match="waktunya"):
        desk.issue(printed=Printed("A001X", far))


def test_a_number_another_ticket_has_is_refused(desk: Desk) -> None:
    printed = desk.printed("A001X")
    first = desk.issue(printed=printed)
    with pytest.raises(NumberTaken):
        desk.issue(printed=printed)
    assert desk.read(first).number == "A001X"


def test_a_lost_answer_does_not_let_a_ticket_take_anothers_number(desk: Desk) -> None:
    desk.issue(printed=desk.printed("A001X"))
    request = desk.request()
    known = desk.put(request)
    with pytest.raises(NumberTaken):
        desk.put(replace(request, printed=desk.printed("A001X")))
    assert desk.read(known).number == "A001"


def test_a_second_paper_for_the_same_ticket_is_refused(desk: Desk) -> None:
    request = desk.request(printed=desk.printed("A001X"))
    desk.put(request)
    with pytest.raises(ContentConflict):
        desk.put(replace(request, printed=desk.printed("A002X")))
    with pytest.raises(ContentConflict):
        desk.put(replace(request, printed=desk.printed("A001X", minutes=1)))


def test_a_paper_of_another_day_does_not_renumber_a_ticket_of_today(desk: Desk) -> None:
    request = desk.request()
    desk.put(request)
    with pytest.raises(InvalidOfflineNumber, match="harinya bukan 2026-11-23"):
        desk.put(replace(request, printed=desk.printed("A001X", days=1)))
