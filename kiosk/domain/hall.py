"""A hall and what stands in it: zones, agencies, queues, counters and kiosks.

The set-up is data. It reaches a kiosk through the catalog's change feed, so a kiosk knows the
opening hours, the prefixes and its own letter when the line is down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from kiosk.domain.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the hall where people wait, and where it lies on the floor plan.

    `plan` is (x, y, width, height) in per cent of the floor's plan.
    """

    id: str
    name: str
    floor: str
    way: str
    plan: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Queue:
    """What people stand in: one prefix, services of one agency.

    `typical_minutes` is how long one visitor usually takes at the counter; the forecast starts
    from it. `quota` is how many tickets it gives on a service day, None for no limit.
    """

    id: str
    agency_id: str
    name: str
    prefix: str
    service_ids: tuple[str, ...]
    typical_minutes: int
    quota: int | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """Where a visitor is served. `profile` lists the queues it serves, best first.

    `levels` says how many queues of the profile each level has: (1, 2) serves the second and third
    queue only while nobody waits in the first. Without levels all queues are served alike.
    """

    id: str
    number: int
    zone_id: str
    agency_id: str
    profile: tuple[str, ...]
    levels: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """What visitors call it."""
        return f"Loket {self.number}"

    def level_of(self, queue_id: str) -> int:
        """The level of a queue in the profile, 0 the best; those not in it are beyond the last."""
        place = self.profile.index(queue_id) if queue_id in self.profile else len(self.profile)
        ends = accumulate(self.levels)
        return sum(1 for end in ends if end <= place)


@dataclass(frozen=True, slots=True)
class Kiosk:
    """An enrolled kiosk. `letter` closes the numbers it gives by itself; unique in the hall."""

    id: str
    name: str
    letter: str
    zone_id: str


@dataclass(frozen=True, slots=True)
class Hall:
    """One Mal Pelayanan Publik: one time zone, one service day at a time.

    `phone_base` is the address in front of a ticket's code on paper ("" until the hall server
    gives it). Times in minutes: `call_by_minutes` is how long a stop of a lower level can be passed
    over, `booking_grace_minutes` how late a booked visitor may come and still count from the booked
    time, `counter_gap_minutes` how long a queue may be without any counter before no more tickets
    are given. `tickets_per_visit` is the most tickets of one queue a visitor takes in one go.
    """

    id: str
    name: str
    city: str
    building: str
    address: str
    time_zone: str
    calendar: Calendar
    zones: tuple[Zone, ...]
    queues: tuple[Queue, ...]
    counters: tuple[Counter, ...]
    kiosks: tuple[Kiosk, ...]
    popular_services: tuple[str, ...]
    head_start_minutes: int = 20
    recall_penalty_minutes: int = 5
    recall_limit: int = 3
    call_by_minutes: int = 45
    booking_grace_minutes: int = 15
    counter_gap_minutes: int = 10
    tickets_per_visit: int = 2
    phone_base: str = ""

    @property
    def zone_info(self) -> ZoneInfo:
        """The hall's time zone (WIB, WITA or WIT)."""
        return ZoneInfo(self.time_zone)

    def local(self, moment: datetime) -> datetime:
        """The same moment in hall-local time."""
        return moment.astimezone(self.zone_info)

    def queue_of(self, service_id: str) -> Queue | None:
        """The queue a service is served in, None when this hall does not offer it."""
        return next((q for q in self.queues if service_id in q.service_ids), None)

    def counters_of(self, queue_id: str) -> tuple[Counter, ...]:
        """The counters that serve a queue, by number."""
        serving = (c for c in self.counters if queue_id in c.profile)
        return tuple(sorted(serving, key=lambda c: c.number))

    def counter(self, counter_id: str) -> Counter | None:
        """The counter of an id."""
        return next((c for c in self.counters if c.id == counter_id), None)

    def zone(self, zone_id: str) -> Zone | None:
        """The zone of an id."""
        return next((z for z in self.zones if z.id == zone_id), None)

    def kiosk(self, kiosk_id: str) -> Kiosk | None:
        """The kiosk of an id."""
        return next((k for k in self.kiosks if k.id == kiosk_id), None)
