"""When a hall gives tickets: weekly hours, breaks, holidays, the last ticket of the day.

One function answers for the kiosk, the hall server and the pages, so that nobody prints a number
that nobody will serve (docs/queue-rules.md, "Before a ticket is given").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial


class Reason(StrEnum):
    """Why no ticket is given now."""

    NOT_YET_OPEN = "not-yet-open"
    BREAK = "break"
    LAST_TICKET_PASSED = "last-ticket-passed"
    CLOSED_FOR_TODAY = "closed-for-today"
    CLOSED_DAY = "closed-day"
    HOLIDAY = "holiday"
    QUEUE_CLOSED = "queue-closed"
    QUOTA_USED_UP = "quota-used-up"
    NO_COUNTER_OPEN = "no-counter-open"
    SERVICE_CLOSED = "service-closed"
    SERVICE_WITHDRAWN = "service-withdrawn"


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of one weekday, hall-local; `weekday` 0 is Monday."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Break:
    """A pause on one weekday, hall-local, with the name visitors know it by."""

    weekday: int
    begins: time
    ends: time
    name: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the hall stays closed."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The opening rules of a hall; the last ticket comes `last_ticket_minutes` before closing."""

    hours: tuple[Hours, ...]
    breaks: tuple[Break, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    last_ticket_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether tickets are given now.

    `reason` is None when they are. `opens_at` is the next moment at which they will be, aware in
    the hall's zone; None when they are given now or no opening lies within `LOOK_AHEAD_DAYS`.
    `occasion` names the break or holiday. `until` is today's last-ticket time while open.
    """

    reason: Reason | None
    opens_at: datetime | None = None
    occasion: str = ""
    until: datetime | None = None

    @property
    def given(self) -> bool:
        """Whether a ticket can be taken now."""
        return self.reason is None


LOOK_AHEAD_DAYS = 60


def next_day(calendar: Calendar, now: datetime) -> datetime | None:
    """When tickets are given again on a day after that of `now` (aware, hall-local)."""
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    begins = opening(calendar, tomorrow)
    return tomorrow if begins.given else begins.opens_at


def opening(calendar: Calendar, now: datetime) -> Opening:
    """Say whether tickets are given at `now` (aware, hall-local); if not, why and until when."""
    for holiday in calendar.holidays:
        if holiday.day == now.date():
            return Opening(Reason.HOLIDAY, _next_opening(calendar, now), holiday.name)
    today = _hours_on(calendar, now.date())
    if today is None:
        return Opening(Reason.CLOSED_DAY, _next_opening(calendar, now))
    clock = now.timetz().replace(tzinfo=None)
    if clock < today.opens:
        return Opening(Reason.NOT_YET_OPEN, _next_opening(calendar, now))
    if clock >= today.closes:
        return Opening(Reason.CLOSED_FOR_TODAY, _next_opening(calendar, now))
    last = _last_ticket(calendar, today, now)
    if now > last:
        return Opening(Reason.LAST_TICKET_PASSED, _next_opening(calendar, now))
    for pause in calendar.breaks:
        if pause.weekday == now.weekday() and pause.begins <= clock < pause.ends:
            return Opening(Reason.BREAK, _next_opening(calendar, now), pause.name)
    return Opening(None, until=last)


def pauses_of(
    calendar: Calendar, now: datetime
) -> tuple[tuple[tuple[datetime, datetime], ...], datetime | None]:
    """The breaks of the day of `now` (aware, hall-local) that have not ended, and its closing.

    The closing is None on a day on which the hall stays closed.
    """
    hours = _hours_on(calendar, now.date())
    if hours is None:
        return (), None
    clock = now.timetz().replace(tzinfo=None)
    breaks = sorted(
        (b.begins, b.ends) for b in calendar.breaks if b.weekday == now.weekday() and b.ends > clock
    )
    at = partial(datetime.combine, now.date(), tzinfo=now.tzinfo)
    return tuple((at(begins), at(ends)) for begins, ends in breaks), at(hours.closes)


def _hours_on(calendar: Calendar, day: date) -> Hours | None:
    if any(holiday.day == day for holiday in calendar.holidays):
        return None
    return next((h for h in calendar.hours if h.weekday == day.weekday()), None)


def _last_ticket(calendar: Calendar, hours: Hours, at: datetime) -> datetime:
    closing = datetime.combine(at.date(), hours.closes, at.tzinfo)
    return closing - timedelta(minutes=calendar.last_ticket_minutes)


def _next_opening(calendar: Calendar, now: datetime) -> datetime | None:
    """The earliest moment after `now` at which `opening` would give tickets."""
    for offset in range(LOOK_AHEAD_DAYS + 1):
        day = now.date() + timedelta(days=offset)
        hours = _hours_on(calendar, day)
        if hours is None:
            continue
        begins = [hours.opens, *(b.ends for b in calendar.breaks if b.weekday == day.weekday())]
        for begin in sorted(begins):
            moment = datetime.combine(day, begin, now.tzinfo)
            if moment > now and _gives(calendar, hours, moment):
                return moment
    return None


def _gives(calendar: Calendar, hours: Hours, moment: datetime) -> bool:
    clock = moment.timetz().replace(tzinfo=None)
    in_break = any(
        b.weekday == moment.weekday() and b.begins <= clock < b.ends for b in calendar.breaks
    )
    in_hours = hours.opens <= clock < hours.closes
    return in_hours and not in_break and moment <= _last_ticket(calendar, hours, moment)
