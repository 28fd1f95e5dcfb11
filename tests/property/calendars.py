"""Calendars of every kind a hall may set, and moments of two weeks to ask them at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from kiosk.domain.calendar import Break, Calendar, Holiday, Hours

WIB = ZoneInfo("Asia/Jakarta")
START = datetime(2026, 11, 23, 0, 0, tzinfo=WIB)
MINUTE = timedelta(minutes=1)


def clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    hours, breaks = [], []
    for weekday in draw(st.sets(st.integers(0, 6), min_size=1)):
        opens = draw(st.integers(0, 20 * 60))
        closes = draw(st.integers(opens + 60, 24 * 60 - 1))
        hours.append(Hours(weekday, clock(opens), clock(closes)))
        for _ in range(draw(st.integers(0, 2))):
            begins = draw(st.integers(opens, closes - 1))
            ends = draw(st.integers(begins + 1, closes))
            breaks.append(Break(weekday, clock(begins), clock(ends), "Istirahat"))
    days = draw(st.sets(st.integers(0, 13), max_size=4))
    holidays = tuple(Holiday(date(2026, 11, 23) + timedelta(days=day), "Libur") for day in days)
    return Calendar(tuple(hours), tuple(breaks), holidays, draw(st.integers(0, 59)))


MOMENTS = st.integers(0, 14 * 24 * 60 * 60).map(lambda s: START + timedelta(seconds=s))
