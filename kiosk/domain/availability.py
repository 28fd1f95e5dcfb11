"""Whether a ticket is given now: does the agency give the service, is the hall open, the queue.

What lasts longest is said first: nobody is sent home until Monday for a service that is gone.
One answer for kiosk, hall server and pages (docs/queue-rules.md, "Before a ticket is given").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.calendar import Opening, Reason, next_day, opening
from kiosk.domain.hall import Hall
from kiosk.domain.service import ServiceStatus

#: What a service itself is refused for, whatever the hour.
SERVICES_OWN = frozenset({Reason.SERVICE_CLOSED, Reason.SERVICE_WITHDRAWN})
#: What a queue itself refuses; the other reasons are the hall's.
QUEUES_OWN = frozenset({Reason.QUEUE_CLOSED, Reason.QUOTA_USED_UP, Reason.NO_COUNTER_OPEN})


class ClosureReason(StrEnum):
    """Why staff closed a queue for a while; no free text, so nothing personal gets in."""

    SYSTEM_DOWN = "system-down"
    STAFF_ABSENT = "staff-absent"
    MATERIALS_OUT = "materials-out"
    AGENCY_REQUEST = "agency-request"


@dataclass(frozen=True, slots=True)
class QueueToday:
    """What a queue's day looks like; times aware.

    `closed_until` and `closed_why` (a ClosureReason) are a closure that staff declared.
    `quota_left` is None without a quota. `counters_open` counts the counters that serve the queue,
    `left_at` is when the last of them closed today, None while none has been open yet.
    """

    closed_until: datetime | None = None
    closed_why: str = ""
    quota_left: int | None = None
    counters_open: int = 0
    left_at: datetime | None = None


def availability(hall: Hall, status: ServiceStatus, today: QueueToday, now: datetime) -> Opening:
    """Say whether there is a ticket for a service at `now` (aware); if not, why and from when."""
    general = opening(hall.calendar, hall.local(now))
    return of_service(status) or of_queue(general, hall, today, now)


def of_service(status: ServiceStatus) -> Opening | None:
    """Why an agency gives a service nowhere at the moment; None while it does.

    No agency says until when, so nobody is promised a day.
    """
    match status:
        case ServiceStatus.CLOSED:
            return Opening(Reason.SERVICE_CLOSED)
        case ServiceStatus.WITHDRAWN:
            return Opening(Reason.SERVICE_WITHDRAWN)
        case ServiceStatus.ACTIVE:
            return None


def of_queue(general: Opening, hall: Hall, today: QueueToday, now: datetime) -> Opening:
    """The same where what the calendar says, `general`, is known already.

    Before the first counter of the day opens, tickets are given: the opening hours promise that
    somebody comes. After the last one has been closed for `counter_gap_minutes` none are.
    """
    if not general.given:
        return general
    if today.closed_until is not None and now < today.closed_until:
        ends = hall.local(today.closed_until)
        then = opening(hall.calendar, ends)  # it may end in a break or after the last ticket
        opens_at = ends if then.given else then.opens_at
        return Opening(Reason.QUEUE_CLOSED, opens_at, today.closed_why)
    if today.quota_left is not None and today.quota_left < 1:
        return Opening(Reason.QUOTA_USED_UP, next_day(hall.calendar, hall.local(now)))
    gap = timedelta(minutes=hall.counter_gap_minutes)
    if not today.counters_open and today.left_at is not None and now - today.left_at > gap:
        return Opening(Reason.NO_COUNTER_OPEN)
    return general
