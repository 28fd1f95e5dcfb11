"""Appointments that bring no ticket: unknown, used, of another day, of a closed hall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from hall.queue.visitor import bookings
from kiosk.errors import (
    BadRequest,
    BookingNotToday,
    BookingUsed,
    ContentConflict,
    NotServedNow,
    UnknownBooking,
    UnknownService,
)
from tests.unit.hall.desk import MORNING, WIB, Desk
from tests.unit.hall.halls import KTP, PASPOR


def nothing_given(desk: Desk) -> bool:
    return desk.rows("select * from tickets") == desk.rows("select * from series") == []


def test_a_code_nobody_told_is_unknown(desk: Desk) -> None:
    with pytest.raises(UnknownBooking):
        desk.check_in("JT-9")
    assert nothing_given(desk)


def test_an_appointment_that_was_taken_back_is_unknown(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    desk.do(bookings.take_back, "JT-1")
    with pytest.raises(UnknownBooking):
        desk.check_in("JT-1")


def test_an_appointment_is_used_once(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    desk.check_in("JT-1")
    with pytest.raises(BookingUsed):
        desk.check_in("JT-1")
    assert len(desk.rows("select * from tickets")) == 1


def test_a_used_appointment_is_neither_changed_nor_taken_back(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    desk.check_in("JT-1")
    with pytest.raises(BookingUsed):
        desk.book("JT-1", KTP, MORNING)
    with pytest.raises(BookingUsed):
        desk.do(bookings.take_back, "JT-1")


@pytest.mark.parametrize(("days", "day"), [(1, "2026-11-24"), (-1, "2026-11-22")])
def test_an_appointment_of_another_day_names_it(desk: Desk, days: int, day: str) -> None:
    desk.book("JT-1", PASPOR, MORNING + timedelta(days=days))
    with pytest.raises(BookingNotToday) as refused:
        desk.check_in("JT-1")
    assert refused.value.facts == {"day": day}
    assert nothing_given(desk)


def test_the_day_of_an_appointment_is_the_halls(desk: Desk) -> None:
    evening = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # 01.00 of the 23rd in WIB
    desk.book("JT-1", PASPOR, evening)
    assert desk.check_in("JT-1").number == "M001"


def test_a_refused_check_in_does_not_use_the_appointment_up(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING.replace(hour=10))
    desk.clock.at = MORNING.replace(hour=7)
    with pytest.raises(NotServedNow):
        desk.check_in("JT-1")
    desk.clock.at = MORNING
    assert desk.check_in("JT-1").number == "M001"


@pytest.mark.parametrize(
    ("hour", "minute", "reason"),
    [(7, 59, "not-yet-open"), (13, 31, "last-ticket-passed"), (18, 0, "closed-for-today")],
)
def test_while_the_hall_gives_no_numbers_an_appointment_brings_none(
    desk: Desk, hour: int, minute: int, reason: str
) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    desk.clock.at = MORNING.replace(hour=hour, minute=minute)
    with pytest.raises(NotServedNow) as refused:
        desk.check_in("JT-1")
    assert refused.value.facts["reason"] == reason
    assert nothing_given(desk)


def test_an_appointment_for_a_service_this_hall_does_not_have_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownService):
        desk.book("JT-1", "dukcapil.tidak-ada", MORNING)
    assert desk.rows("select * from bookings") == []


def test_an_id_that_came_with_a_code_does_not_come_with_services(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    ticket = desk.check_in("JT-1")
    with pytest.raises(ContentConflict):
        desk.issue(PASPOR, id=ticket.id)
    desk.book("JT-2", PASPOR, MORNING)
    with pytest.raises(ContentConflict):
        desk.check_in("JT-2", id=ticket.id)
    assert desk.check_in("JT-2").number == "M002", "and it has not been used"


@pytest.mark.parametrize(
    "at",
    [
        datetime(1, 1, 1, tzinfo=WIB),
        datetime(1970, 1, 1, tzinfo=WIB),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_an_appointment_at_the_end_of_the_calendar_is_refused_in_words(
    desk: Desk, at: datetime
) -> None:
    with pytest.raises(BadRequest) as refused:
        desk.book("JT-1", PASPOR, at)
    assert refused.value.facts == {"field": "at"}
