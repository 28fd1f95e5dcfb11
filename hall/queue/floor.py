"""The hall's set-up in the form the engine asks for it: who serves what, and what day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.store.event import Event
from hall.store.transaction import from_ms
from kiosk.domain.availability import of_service
from kiosk.domain.calendar import Opening, opening, pauses_of
from kiosk.domain.forecast_floor import Pause
from kiosk.domain.hall import Counter, Hall, Queue
from kiosk.domain.service import ServiceStatus
from kiosk.errors import UnknownCounter, UnknownService


@dataclass(frozen=True, slots=True)
class HallHours:
    """What the calendar says at one second: whether tickets are given, and the rest of the day.

    `closes_in` is in minutes, None when the hall is closed today.
    """

    at: datetime
    opening: Opening
    pauses: tuple[Pause, ...]
    closes_in: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """Queues that share counters, directly or through others, and those counters."""

    queues: tuple[Queue, ...]
    counters: tuple[Counter, ...]


def _groups(hall: Hall) -> dict[str, Group]:
    """The group of each queue."""
    together = {queue.id: {queue.id} for queue in hall.queues}
    for counter in hall.counters:
        joined = set().union(*(together[queue_id] for queue_id in counter.profile))
        for queue_id in joined:
            together[queue_id] = joined
    return {
        queue_id: Group(
            tuple(queue for queue in hall.queues if queue.id in ids),
            tuple(counter for counter in hall.counters if not ids.isdisjoint(counter.profile)),
        )
        for queue_id, ids in together.items()
    }


def _called_with(counter: Counter, queue_id: str) -> frozenset[str]:
    if queue_id not in counter.profile:
        return frozenset(counter.profile)
    level = counter.level_of(queue_id)
    return frozenset(other for other in counter.profile if counter.level_of(other) <= level)


def _minutes(since: datetime, until: datetime) -> float:
    return (until - since) / timedelta(minutes=1)


class Floor:
    """A hall, looked up by id instead of searched.

    Frozen after construction, but for what agencies stop giving and give again: that is told while
    the hall is open, by whoever writes the catalog.
    """

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self._zone = hall.zone_info
        self.queues = {queue.id: queue for queue in hall.queues}
        self._queue_of = {service: queue for queue in hall.queues for service in queue.service_ids}
        self._counters = {counter.id: counter for counter in hall.counters}
        self._counters_of = {queue.id: hall.counters_of(queue.id) for queue in hall.queues}
        self._groups = _groups(hall)
        self._called_with = {
            (counter.id, queue.id): _called_with(counter, queue.id)
            for queue in hall.queues
            for counter in self._groups[queue.id].counters
        }
        self._hours: HallHours | None = None
        self._day: tuple[datetime, str] | None = None
        self._not_given: dict[str, Opening] = {}
        self.letters = {kiosk.id: kiosk.letter for kiosk in hall.kiosks}

    def queue_of(self, service_id: str) -> Queue:
        """The queue a service is served in. Raises UnknownService."""
        try:
            return self._queue_of[service_id]
        except KeyError:
            raise UnknownService(service_id) from None

    def tell_status(self, service_id: str, status: ServiceStatus) -> None:
        """Whether its agency gives a service, as the catalog says it now."""
        refusal = of_service(status)
        if refusal is None:
            self._not_given.pop(service_id, None)
        else:
            self._not_given[service_id] = refusal

    def refusal_of(self, service_id: str) -> Opening | None:
        """Why an agency does not give a service at the moment, None while it does."""
        return self._not_given.get(service_id)

    def counter(self, counter_id: str) -> Counter:
        """The counter of an id. Raises UnknownCounter."""
        try:
            return self._counters[counter_id]
        except KeyError:
            raise UnknownCounter(counter_id) from None

    def counter_name(self, counter_id: str | None) -> str | None:
        """What visitors call a counter, None for none; its id when the set-up lost it."""
        counter = self._counters.get(counter_id or "")
        return counter.name if counter else counter_id

    def counters_of(self, queue_id: str) -> tuple[Counter, ...]:
        """The counters that serve a queue, open or not."""
        return self._counters_of.get(queue_id, ())

    def group_of(self, queue_id: str) -> Group:
        """The queues and counters whose waits hang together with those of a queue."""
        return self._groups[queue_id]

    def called_with(self, counter: Counter, queue_id: str) -> frozenset[str]:
        """The queues a counter calls before, or in turn with, a queue; all if it serves it not."""
        return self._called_with[counter.id, queue_id]

    def topics_of(self, event: Event) -> frozenset[str]:
        """What an event is about, as listeners name it; nothing in particular for the hall's."""
        topics = set()
        if event.queue_id:
            topics.add(f"queue:{event.queue_id}")
            queue = self.queues.get(event.queue_id)
            if queue is not None:
                topics.add(f"agency:{queue.agency_id}")
        if event.counter_id:
            topics.add(f"counter:{event.counter_id}")
            counter = self._counters.get(event.counter_id)
            if counter is not None:
                topics.add(f"agency:{counter.agency_id}")
        if event.ticket_id:
            topics.add(f"ticket:{event.ticket_id}")
        return frozenset(topics)

    def hours(self, now: datetime) -> HallHours:
        """What the calendar says at `now`, to the second; asked thousands of times in one."""
        second = now.replace(microsecond=0)
        known = self._hours
        if known is None or known.at != second:
            local = second.astimezone(self._zone)
            breaks, closes = pauses_of(self.hall.calendar, local)
            known = self._hours = HallHours(
                second,
                opening(self.hall.calendar, local),
                tuple(Pause(_minutes(second, b), _minutes(second, e)) for b, e in breaks),
                _minutes(second, closes) if closes else None,
            )
        return known

    def local(self, milliseconds: int) -> datetime:
        """A stored time, hall-local."""
        return from_ms(milliseconds, self._zone)

    def day(self, moment: datetime) -> str:
        """The hall-local date of a moment, as `service_day` is written."""
        known = self._day
        if known is None or known[0] is not moment:  # one moment is asked for many times
            known = self._day = moment, moment.astimezone(self._zone).date().isoformat()
        return known[1]
