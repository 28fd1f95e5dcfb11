"""What the pages need of the hall and its services: names, what to bring, where to go.

The catalog's feed holds far more than a phone should load over a slow line, so the pages ask for
the few services they show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.calendar import Opening
from kiosk.domain.hall import Counter, Hall
from kiosk.domain.service import Agency, Service

#: Why the agency of a service, by id, gives it nowhere at the moment; None while it does.
RefusalOf = Callable[[str], Opening | None]


class Catalog(Protocol):
    """What the pages ask of the hall's catalog; None for what this hall does not know."""

    def agency(self, agency_id: str) -> Agency | None:
        """The agency of an id."""

    def service(self, service_id: str) -> Service | None:
        """The service of an id."""


@dataclass(frozen=True, slots=True)
class Place:
    """A counter and the way to it, in the words of signs and paper."""

    id: str
    number: int
    name: str
    zone: str
    floor: str
    way: str


@dataclass(frozen=True, slots=True)
class ServiceData:
    """A service as the pages show it; `counters` are those that serve it, by number."""

    name: str
    short_name: str
    agency: str
    requirements: tuple[str, ...]
    counters: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class QueueName:
    """A queue as staff know it."""

    id: str
    name: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter as the sign-in lists it, with the queues it serves, best first."""

    id: str
    name: str
    queues: tuple[QueueName, ...]


@dataclass(frozen=True, slots=True)
class CounterGroup:
    """The counters of one agency, as the sign-in lists them."""

    agency: str
    counters: tuple[Desk, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A service that a visitor can be sent on to."""

    id: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """What one agency offers in this hall, by name."""

    agency: str
    services: tuple[Offer, ...]


def service_data(hall: Hall, catalog: Catalog, service_id: str) -> ServiceData | None:
    """What the pages show of a service, None when the catalog does not know it."""
    service = catalog.service(service_id)
    if service is None:
        return None
    queue = hall.queue_of(service_id)
    counters = hall.counters_of(queue.id) if queue else ()
    return ServiceData(
        name=service.name,
        short_name=service.short_name,
        agency=_agency_name(catalog, service.agency_id),
        requirements=tuple(one.text for one in service.requirements),
        counters=tuple(_place(hall, counter) for counter in counters),
    )


def counter_groups(hall: Hall, catalog: Catalog) -> tuple[CounterGroup, ...]:
    """All counters by agency: agencies by name, counters by number."""
    by_agency: dict[str, list[Desk]] = {}
    for counter in sorted(hall.counters, key=lambda c: c.number):
        by_agency.setdefault(_agency_name(catalog, counter.agency_id), []).append(
            _desk(hall, counter)
        )
    return tuple(CounterGroup(name, tuple(by_agency[name])) for name in _by_name(by_agency))


def transfers(hall: Hall, catalog: Catalog, refusal_of: RefusalOf) -> tuple[OfferGroup, ...]:
    """All services of this hall by agency, without those unknown or not given at the moment."""
    by_agency: dict[str, list[Offer]] = {}
    for service_id in (one for queue in hall.queues for one in queue.service_ids):
        service = catalog.service(service_id)
        if service is not None and refusal_of(service_id) is None:
            by_agency.setdefault(_agency_name(catalog, service.agency_id), []).append(
                Offer(service.id, service.name, service.short_name)
            )
    return tuple(
        OfferGroup(name, tuple(sorted(by_agency[name], key=lambda one: one.name.casefold())))
        for name in _by_name(by_agency)
    )


def _by_name(names: Iterable[str]) -> list[str]:
    return sorted(names, key=str.casefold)


def _desk(hall: Hall, counter: Counter) -> Desk:
    served = {queue.id: queue for queue in hall.queues}
    queues = (served[queue_id] for queue_id in counter.profile if queue_id in served)
    return Desk(counter.id, counter.name, tuple(QueueName(q.id, q.name, q.prefix) for q in queues))


def _agency_name(catalog: Catalog, agency_id: str) -> str:
    agency = catalog.agency(agency_id)
    return agency.short_name if agency else agency_id


def _place(hall: Hall, counter: Counter) -> Place:
    zone = hall.zone(counter.zone_id)
    return Place(
        id=counter.id,
        number=counter.number,
        name=counter.name,
        zone=zone.name if zone else "",
        floor=zone.floor if zone else "",
        way=zone.way if zone else "",
    )
