"""The opening rules of a hall like the sample's: Monday to Thursday 8-14, Friday 8-11, a break."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.calendar import (
    LOOK_AHEAD_DAYS,
    Break,
    Calendar,
    Holiday,
    Hours,
    Reason,
    opening,
)

WIB = ZoneInfo("Asia/Jakarta")
CALENDAR = Calendar(
    hours=(*(Hours(day, time(8), time(14)) for day in range(4)), Hours(4, time(8), time(11))),
    breaks=tuple(Break(day, time(12), time(12, 30), "Istirahat siang") for day in range(4)),
    holidays=(Holiday(date(2026, 12, 25), "Natal"),),
    last_ticket_minutes=30,
)


def at(day: int, hour: int, minute: int = 0, *, second: int = 0, month: int = 11) -> datetime:
    """A moment of late 2026; 23 November is a Monday."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=WIB)


def test_tickets_are_given_from_the_minute_of_opening() -> None:
    assert opening(CALENDAR, at(23, 8)).given


def test_an_open_hall_says_until_when() -> None:
    assert opening(CALENDAR, at(23, 9, 41)).until == at(23, 13, 30)


@pytest.mark.parametrize(
    ("now", "reason", "opens_at"),
    [
        (at(23, 7, 59), Reason.NOT_YET_OPEN, at(23, 8)),
        (at(23, 0), Reason.NOT_YET_OPEN, at(23, 8)),
        (at(23, 12), Reason.BREAK, at(23, 12, 30)),
        (at(23, 12, 29), Reason.BREAK, at(23, 12, 30)),
        (at(23, 13, 30, second=1), Reason.LAST_TICKET_PASSED, at(24, 8)),
        (at(23, 14), Reason.CLOSED_FOR_TODAY, at(24, 8)),
        (at(27, 10, 31), Reason.LAST_TICKET_PASSED, at(30, 8)),
        (at(27, 12, 10), Reason.CLOSED_FOR_TODAY, at(30, 8)),
        (at(28, 9), Reason.CLOSED_DAY, at(30, 8)),
        (at(25, 9, month=12), Reason.HOLIDAY, at(28, 8, month=12)),
        (at(24, 14, month=12), Reason.CLOSED_FOR_TODAY, at(28, 8, month=12)),
    ],
    ids=lambda value: value if isinstance(value, Reason) else None,
)
def test_a_closed_hall_says_why_and_when_it_opens(
    now: datetime, reason: Reason, opens_at: datetime
) -> None:
    answer = opening(CALENDAR, now)
    assert not answer.given
    assert (answer.reason, answer.opens_at, answer.until) == (reason, opens_at, None)


def test_the_break_ends_on_its_minute() -> None:
    assert opening(CALENDAR, at(23, 12, 30)).given


def test_friday_has_no_break_of_the_other_days() -> None:
    early = Calendar(CALENDAR.hours, (Break(3, time(9), time(10), "Rapat"),))
    assert opening(early, at(27, 9, 30)).given


def test_the_last_ticket_is_given_on_its_minute() -> None:
    assert opening(CALENDAR, at(23, 13, 30)).given


def test_a_break_and_a_holiday_are_named() -> None:
    assert opening(CALENDAR, at(23, 12, 5)).occasion == "Istirahat siang"
    assert opening(CALENDAR, at(25, 9, month=12)).occasion == "Natal"


def test_a_holiday_wins_over_the_weekend() -> None:
    on_sunday = Calendar(CALENDAR.hours, holidays=(Holiday(date(2026, 11, 29), "Hari besar"),))
    assert opening(on_sunday, at(29, 9)).reason is Reason.HOLIDAY


def test_a_break_that_leaves_no_time_for_a_ticket_leads_to_the_next_day() -> None:
    long = Calendar(
        (Hours(0, time(8), time(14)), Hours(1, time(8), time(14))),
        (Break(0, time(12), time(14), "Acara"),),
        last_ticket_minutes=30,
    )
    answer = opening(long, at(23, 12, 15))
    assert (answer.reason, answer.opens_at) == (Reason.BREAK, at(24, 8))


def test_breaks_that_touch_are_one_break() -> None:
    two = Calendar(
        (Hours(0, time(8), time(14)),),
        (Break(0, time(11), time(12), "Rapat"), Break(0, time(12), time(13), "Makan siang")),
    )
    assert opening(two, at(23, 11, 30)).opens_at == at(23, 13)


def test_a_day_that_begins_with_a_break_opens_after_it() -> None:
    late = Calendar((Hours(0, time(8), time(14)),), (Break(0, time(8), time(9), "Apel"),))
    assert opening(late, at(23, 7)).opens_at == at(23, 9)


def test_nobody_promises_an_opening_further_than_the_look_ahead() -> None:
    first = date(2026, 11, 23).toordinal()
    closed = tuple(
        Holiday(date.fromordinal(first + day), "Renovasi") for day in range(LOOK_AHEAD_DAYS + 1)
    )
    assert opening(Calendar(CALENDAR.hours, holidays=closed), at(23, 9)).opens_at is None


def test_a_hall_in_another_zone_opens_by_its_own_clock() -> None:
    wit = ZoneInfo("Asia/Jayapura")
    assert opening(CALENDAR, at(23, 6).astimezone(wit)).given
    assert not opening(CALENDAR, at(23, 13).astimezone(wit)).given
