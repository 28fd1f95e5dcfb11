"""What the kiosk knows about the hall without asking anybody: catalog, live state, calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Protocol

from kiosk.domain.availability import of_service
from kiosk.domain.calendar import Opening, Reason, opening
from kiosk.domain.hall import Hall
from kiosk.domain.live import QueueState
from kiosk.domain.service import Agency, Service, ServiceStatus
from kiosk.ports import Clock
from ui.live import LiveHall
from ui.viewmodels.place import Place


class Catalog(Protocol):
    """The part of the offline catalog that screens read; quick, from the kiosk's own disk."""

    def hall(self) -> Hall | None:
        """The hall's set-up; None before it was ever told."""

    def agencies(self) -> Sequence[Agency]:
        """The agencies of the hall, in the order they are shown."""

    def agency(self, agency_id: str) -> Agency | None:
        """One agency."""

    def services_of(self, agency_id: str) -> Sequence[Service]:
        """What an agency does, in the order it is shown."""

    def service(self, service_id: str) -> Service | None:
        """One service."""

    def as_of(self) -> datetime | None:
        """When all of it was last known to be the hall server's; None before that."""


class RememberedCatalog:
    """A catalog read once and kept until `forget`: screens ask many times for the same record."""

    def __init__(self, catalog: Catalog) -> None:
        self.hall = cache(catalog.hall)
        self.agencies = cache(catalog.agencies)
        self.agency = cache(catalog.agency)
        self.services_of = cache(catalog.services_of)
        self.service = cache(catalog.service)
        self.as_of = catalog.as_of  # moves without a change

    def forget(self) -> None:
        """Read again what is asked for from now on."""
        for asked in (self.hall, self.agencies, self.agency, self.services_of, self.service):
            asked.cache_clear()


class HallFacts:
    """Answers the view models' questions about the hall; made before any of them listens."""

    def __init__(self, catalog: Catalog, live: LiveHall, clock: Clock) -> None:
        self.catalog = RememberedCatalog(catalog)
        self.live = live
        self._clock = clock
        live.catalogChanged.connect(self.catalog.forget)

    def now(self) -> datetime:
        """Hall-local time; the machine's before the hall is known."""
        return self.local(self._clock.now())

    def local(self, moment: datetime) -> datetime:
        """A moment in hall-local time."""
        hall = self.catalog.hall()
        return hall.local(moment) if hall else moment.astimezone()

    def as_of(self) -> datetime | None:
        """When what is shown was true: the hall as it was told last, else its catalog."""
        moment = self.live.as_of or self.catalog.as_of()
        return self.local(moment) if moment else None

    def opening(self) -> Opening:
        """Whether tickets are given now; never before the hall is known."""
        hall = self.catalog.hall()
        return opening(hall.calendar, self.now()) if hall else Opening(Reason.CLOSED_DAY)

    def opening_of(self, place: Place) -> Opening:
        """Whether there are tickets now: does the agency give it, the calendar, then the queue."""
        general = self.opening()
        whatever_the_hour = of_service(place.service.status)
        if whatever_the_hour or not general.given:
            return whatever_the_hour or general
        return self.refusal(place) or general

    def refusal(self, place: Place) -> Opening | None:
        """Why there are no tickets though the hall may give some, as far as one was told."""
        snapshot = self.live.snapshot
        told = snapshot.refusal(place.queue_id, self.now()) if snapshot else None
        return of_service(place.service.status) or told

    def tickets_per_visit(self) -> int:
        """The most tickets of one queue that one visitor takes."""
        hall = self.catalog.hall()
        return hall.tickets_per_visit if hall else 0

    def place(self, service_id: str) -> Place | None:
        """Where a service is served; None when this hall does not offer it."""
        hall = self.catalog.hall()
        service = self.catalog.service(service_id)
        agency = self.catalog.agency(service.agency_id) if service else None
        queue = hall.queue_of(service_id) if hall else None
        if hall is None or service is None or agency is None or queue is None:
            return None
        counters = hall.counters_of(queue.id)
        zone = hall.zone(counters[0].zone_id) if counters else None
        return Place(service, agency, queue.id, zone, tuple(c.number for c in counters))

    def offered(self, service: Service) -> bool:
        """Whether a list of this hall's services names it: served here, and not withdrawn."""
        withdrawn = service.status is ServiceStatus.WITHDRAWN
        return not withdrawn and self.place(service.id) is not None

    def queue_state(self, queue_id: str) -> QueueState | None:
        """Who waits in a queue now; None when nobody can know: no line, or never told."""
        snapshot = self.live.snapshot
        if snapshot is None or not self.live.connected:
            return None
        return snapshot.queue(queue_id)
