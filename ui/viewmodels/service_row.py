"""A service as one row or tile: what it is, what it costs, how long, who waits now.

What is published can be long ("450 VA Rp421.000; 900 VA ..."); a row carries it only when it is
short enough to be read at a glance, and the service's own screen carries all of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.service import Service
from ui.viewmodels.hall_facts import HallFacts

FEE_AT_A_GLANCE = 28
DURATION_AT_A_GLANCE = 40


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """`waiting` is -1 and the wait 0 when nobody can know; `facts` are fee and duration.

    `refusal` is the kiosk.domain.calendar.Reason why its queue gives no tickets, "" while it does.
    """

    id: str
    name: str
    shortName: str
    agency: str
    icon: str
    facts: str
    waiting: int
    waitLow: int
    waitHigh: int
    refusal: str = ""


def service_row(facts: HallFacts, service: Service) -> ServiceRow | None:
    """The row of a service; None when no list of this hall names it."""
    place = facts.place(service.id)
    if place is None or not facts.offered(service):
        return None
    state = facts.queue_state(place.queue_id)
    wait = state.wait if state else None
    refusal = facts.refusal(place)
    return ServiceRow(
        id=service.id,
        name=service.name,
        shortName=service.short_name,
        agency=place.agency.short_name,
        icon=service.icon,
        facts=_at_a_glance(service),
        waiting=state.waiting if state else -1,
        waitLow=wait.low if wait else 0,
        waitHigh=wait.high if wait else 0,
        refusal=(refusal.reason or "") if refusal else "",
    )


def _at_a_glance(service: Service) -> str:
    fee, duration = service.fee_words, service.duration.text
    parts = (
        fee if len(fee) <= FEE_AT_A_GLANCE else "",
        duration if len(duration) <= DURATION_AT_A_GLANCE else "",
    )
    return " · ".join(part for part in parts if part)
