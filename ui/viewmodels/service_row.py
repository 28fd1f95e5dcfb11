"""A service as one row or tile: what it is, what it costs, how long, who waits now."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.service import Service
from ui.viewmodels.hall_facts import HallFacts


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """`waiting` is -1 and the wait 0 when nobody can know; the fee and duration as published."""

    id: str
    name: str
    shortName: str
    agency: str
    icon: str
    fee: str
    duration: str
    waiting: int
    waitLow: int
    waitHigh: int


def service_row(facts: HallFacts, service: Service) -> ServiceRow | None:
    """The row of a service; None when this hall does not offer it."""
    place = facts.place(service.id)
    if place is None:
        return None
    state = facts.queue_state(place.queue_id)
    wait = state.wait if state else None
    return ServiceRow(
        id=service.id,
        name=service.name,
        shortName=service.short_name,
        agency=place.agency.short_name,
        icon=service.icon,
        fee=service.fee.text,
        duration=service.duration,
        waiting=state.waiting if state else -1,
        waitLow=wait.low if wait else 0,
        waitHigh=wait.high if wait else 0,
    )
