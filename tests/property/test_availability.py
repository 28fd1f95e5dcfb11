"""Before a ticket is given: one rule, whatever calendar, zone, service and queue it is asked of."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.domain.availability import (
    QUEUES_OWN,
    SERVICES_OWN,
    ClosureReason,
    QueueToday,
    availability,
)
from kiosk.domain.calendar import Calendar, Opening, Reason, opening
from kiosk.domain.hall import Hall
from kiosk.domain.refusal import not_served_now
from kiosk.domain.service import ServiceStatus
from tests.property.calendars import MINUTE, MOMENTS, START, calendars
from tests.unit.hall import halls

ACTIVE = ServiceStatus.ACTIVE
WIB, WITA, WIT = (ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))
ANY_STATUS = st.sampled_from(ServiceStatus)


def a_hall(calendar: Calendar, zone: ZoneInfo = WIB) -> Hall:
    return replace(halls.hall(), calendar=calendar, time_zone=zone.key)


def while_open(calendar: Calendar, now: datetime) -> datetime:
    """A moment at which the hall gives tickets, at or after `now`."""
    answer = opening(calendar, now)
    moment = now if answer.given else answer.opens_at
    assume(moment is not None)
    return moment or now


@st.composite
def days(draw: st.DrawFn) -> QueueToday:
    """What a queue's day may look like."""
    closed = draw(st.none() | MOMENTS)
    return QueueToday(
        closed_until=closed,
        closed_why=draw(st.sampled_from(ClosureReason)) if closed else "",
        quota_left=draw(st.none() | st.integers(-2, 3)),
        counters_open=draw(st.integers(0, 2)),
        left_at=draw(st.none() | MOMENTS),
    )


def refused_by(opening: Opening) -> str:
    """Who says no: the service, the hall, the queue or nobody."""
    if opening.reason in SERVICES_OWN:
        return "service"
    if opening.reason in QUEUES_OWN:
        return "queue"
    return "hall" if opening.reason else ""


@given(calendars(), ANY_STATUS, days(), MOMENTS)
def test_what_lasts_longest_is_said_first(
    calendar: Calendar, status: ServiceStatus, today: QueueToday, now: datetime
) -> None:
    answer = availability(a_hall(calendar), status, today, now)
    if status is not ACTIVE:
        assert refused_by(answer) == "service"
        assert answer.opens_at is None
    elif not opening(calendar, now).given:
        assert answer == opening(calendar, now)
    else:
        assert refused_by(answer) in {"queue", ""}


@given(calendars(), days(), MOMENTS)
def test_the_queue_says_no_for_its_own_reasons_and_no_other(
    calendar: Calendar, today: QueueToday, now: datetime
) -> None:
    now = while_open(calendar, now)
    hall = a_hall(calendar)
    closed = today.closed_until is not None and now < today.closed_until
    spent = today.quota_left is not None and today.quota_left < 1
    gap = timedelta(minutes=hall.counter_gap_minutes)
    left = today.left_at is not None and now - today.left_at > gap
    empty = not today.counters_open and left
    expected = (
        Reason.QUEUE_CLOSED
        if closed
        else Reason.QUOTA_USED_UP
        if spent
        else Reason.NO_COUNTER_OPEN
        if empty
        else None
    )
    assert availability(hall, ACTIVE, today, now).reason is expected


@given(calendars(), days(), MOMENTS)
def test_whoever_comes_when_told_to_is_not_refused_for_the_same_again(
    calendar: Calendar, today: QueueToday, now: datetime
) -> None:
    answer = availability(a_hall(calendar), ACTIVE, today, now)
    if answer.opens_at is None:
        return
    assert answer.opens_at > now
    assert opening(calendar, answer.opens_at).given
    if answer.reason in QUEUES_OWN:
        then = replace(today, quota_left=None, counters_open=1)  # as a new day or a new hour may be
        assert availability(a_hall(calendar), ACTIVE, then, answer.opens_at).given


@given(calendars(), MOMENTS, st.integers(1, 24 * 60))
def test_a_closed_queue_opens_at_its_end_or_at_the_halls_next_opening(
    calendar: Calendar, now: datetime, minutes: int
) -> None:
    now = while_open(calendar, now)
    until = now + minutes * MINUTE
    answer = availability(a_hall(calendar), ACTIVE, QueueToday(closed_until=until), now)
    at_its_end = opening(calendar, until)
    assert answer.opens_at == (until if at_its_end.given else at_its_end.opens_at)


@pytest.mark.parametrize("zone", [WITA, WIT], ids=["WITA", "WIT"])
@given(calendars(), ANY_STATUS, MOMENTS)
def test_every_hall_keeps_the_hours_of_its_own_clock(
    zone: ZoneInfo, calendar: Calendar, status: ServiceStatus, now: datetime
) -> None:
    elsewhere = now.replace(tzinfo=zone)  # the same time of day, one or two hours earlier
    here = availability(a_hall(calendar), status, QueueToday(), now)
    there = availability(a_hall(calendar, zone), status, QueueToday(), elsewhere)
    assert there.reason is here.reason
    opens = there.opens_at.replace(tzinfo=WIB) if there.opens_at else None
    assert opens == here.opens_at


@given(calendars(), MOMENTS)
def test_it_does_not_matter_in_which_zone_the_question_is_asked(
    calendar: Calendar, now: datetime
) -> None:
    hall = a_hall(calendar)
    asked = availability(hall, ACTIVE, QueueToday(), now.astimezone(WIT))
    assert asked == availability(hall, ACTIVE, QueueToday(), now)


@given(calendars(), ANY_STATUS, days(), MOMENTS)
def test_every_no_is_a_sentence_with_what_helps(
    calendar: Calendar, status: ServiceStatus, today: QueueToday, now: datetime
) -> None:
    answer = availability(a_hall(calendar), status, today, now)
    assume(not answer.given)
    refusal = not_served_now(answer, now)
    assert refusal.facts["reason"] == answer.reason
    assert refusal.sentence.endswith(".")
    assert "!" not in refusal.sentence
    promised = "pukul" in refusal.sentence
    assert promised == (answer.opens_at is not None)
    assert promised or "meja informasi" in refusal.sentence
    assert not [code for code in ClosureReason if code in refusal.sentence]


@given(calendars(), st.integers(0, 14 * 24 * 60))
def test_a_day_minute_by_minute_is_given_only_while_the_calendar_has_room(
    calendar: Calendar, minute: int
) -> None:
    """Against the plainest reading of the calendar: look at each rule by itself."""
    now = START + minute * MINUTE
    clock = now.timetz().replace(tzinfo=None)
    hours = [h for h in calendar.hours if h.weekday == now.weekday()]
    open_now = any(h.opens <= clock < h.closes for h in hours)
    holiday = any(one.day == now.date() for one in calendar.holidays)
    paused = any(b.weekday == now.weekday() and b.begins <= clock < b.ends for b in calendar.breaks)
    last = calendar.last_ticket_minutes * MINUTE
    in_time = any(now <= datetime.combine(now.date(), h.closes, WIB) - last for h in hours)
    expected = open_now and not holiday and not paused and in_time
    assert availability(a_hall(calendar), ACTIVE, QueueToday(), now).given == expected
