"""The hall's set-up in the form the engine asks for it: who serves what, and what day it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hall.store.event import Event
from hall.store.transaction import from_ms
from kiosk.domain.hall import Counter, Hall, Queue
from kiosk.errors import UnknownCounter, UnknownService


class Floor:
    """A hall, looked up by id instead of searched; frozen after construction."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self._zone = hall.zone_info
        self.queues = {queue.id: queue for queue in hall.queues}
        self._queue_of = {service: queue for queue in hall.queues for service in queue.service_ids}
        self._counters = {counter.id: counter for counter in hall.counters}
        self._counters_of = {queue.id: hall.counters_of(queue.id) for queue in hall.queues}
        self.letters = {kiosk.id: kiosk.letter for kiosk in hall.kiosks}

    def queue_of(self, service_id: str) -> Queue:
        """The queue a service is served in. Raises UnknownService."""
        try:
            return self._queue_of[service_id]
        except KeyError:
            raise UnknownService(service_id) from None

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

    def shared_queues(self, queue_id: str, open_counters: Iterable[Counter]) -> tuple[str, ...]:
        """The queues whose visitors stand before those of `queue_id`, itself among them.

        Those that the open counters of the queue serve; while none is open, that any of its
        counters serves.
        """
        counters = tuple(open_counters) or self.counters_of(queue_id)
        return tuple(dict.fromkeys((queue_id, *(q for c in counters for q in c.profile))))

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

    def local(self, milliseconds: int) -> datetime:
        """A stored time, hall-local."""
        return from_ms(milliseconds, self._zone)

    def day(self, moment: datetime) -> str:
        """The hall-local date of a moment, as `service_day` is written."""
        return moment.astimezone(self._zone).date().isoformat()
