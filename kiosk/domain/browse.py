"""The services of a hall as people look for them without a word to search: by event, by agency.

Works on the services and agencies of a catalog, of one hall or of a whole region alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.hall import Hall
from kiosk.domain.life_events import WORDS
from kiosk.domain.service import Agency, LifeEvent, Service, ServiceStatus


@dataclass(frozen=True, slots=True)
class EventShelf:
    """An event of life and the services it needs."""

    event: LifeEvent
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class AgencyShelf:
    """An agency and what it does."""

    agency: Agency
    services: tuple[Service, ...]


def offered_here(hall: Hall) -> tuple[str, ...]:
    """The ids of the services a hall has a queue for, the popular ones first, else as listed."""
    listed = (one for queue in hall.queues for one in queue.service_ids)
    return tuple(dict.fromkeys((*hall.popular_services, *listed)))


def by_event(services: Iterable[Service], first: Iterable[str] = ()) -> tuple[EventShelf, ...]:
    """The services of each event of life, events in the order of a life, none without services.

    A withdrawn service is left out. On a shelf those whose ids `first` names come first, in its
    order (`offered_here`), then those open before those closed, by name.
    """
    places = {service_id: place for place, service_id in enumerate(first)}
    shelves: dict[LifeEvent, list[Service]] = {event: [] for event in WORDS}
    for service in services:
        if service.status is not ServiceStatus.WITHDRAWN:
            for event in service.life_events:
                shelves[event].append(service)
    return tuple(
        EventShelf(event, _sorted(found, places)) for event, found in shelves.items() if found
    )


def by_agency(
    agencies: Iterable[Agency], services: Iterable[Service], first: Iterable[str] = ()
) -> tuple[AgencyShelf, ...]:
    """What each agency does, agencies by short name, none without services.

    Services are left out and ordered as on the shelves of `by_event`; those of an agency that
    nobody told of are left out too.
    """
    places = {service_id: place for place, service_id in enumerate(first)}
    shelves: dict[str, list[Service]] = {}
    for service in services:
        if service.status is not ServiceStatus.WITHDRAWN:
            shelves.setdefault(service.agency_id, []).append(service)
    found = (AgencyShelf(a, _sorted(shelves[a.id], places)) for a in agencies if a.id in shelves)
    return tuple(sorted(found, key=lambda shelf: shelf.agency.short_name.casefold()))


def _sorted(services: Iterable[Service], places: dict[str, int]) -> tuple[Service, ...]:
    def place(service: Service) -> tuple[int, bool, str]:
        closed = service.status is not ServiceStatus.ACTIVE
        return places.get(service.id, len(places)), closed, service.name.casefold()

    return tuple(sorted(services, key=place))
