"""The live events in memory: one ring for everybody, a cursor for each listener.

A listener never has a queue of its own, so a slow one lags behind instead of filling the memory;
who lags too far is told to read the snapshot again. Serves the event stream of the API.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from zoneinfo import ZoneInfo

from hall.store.event import Event
from hall.store.transaction import from_ms

KEPT = 5000
PIECE_BYTES = 32 * 1024
#: Listeners are woken at once, but not again for this long: a burst costs a few wakings, not many.
GATHER_SECONDS = 0.05
#: They are woken group after group: a kiosk's request is read between two of them, not after all.
GROUPS = 60
#: And while a kiosk waits for its answer, the next group waits; so often in one waking at most.
PAUSES = 40
PAUSE_SECONDS = 0.001
_JSON = json.JSONEncoder(separators=(",", ":"))


class Ring:
    """The last events, formatted once for all listeners. Lives on the event loop.

    `topics_of` names what an event is about, say "counter:3"; one about nothing is for everybody.
    `answering` says whether somebody waits for an answer, who goes before the listeners.
    """

    def __init__(
        self,
        zone: ZoneInfo,
        kept: int = KEPT,
        topics_of: Callable[[Event], frozenset[str]] = lambda _: frozenset(),
        answering: Callable[[], bool] = lambda: False,
    ) -> None:
        self._zone = zone
        self._topics_of = topics_of
        self._answering = answering
        self._events: deque[tuple[int, bytes, frozenset[str]]] = deque(maxlen=kept)
        self._before = 0  # the last sequence number that is no longer in the ring
        self._waiting: list[set[asyncio.Future[bool]]] = [set() for _ in range(GROUPS)]
        self._timer: asyncio.TimerHandle | None = None
        self._waking = False
        self._woken_at = float("-inf")
        self._groups = cycle(range(GROUPS))
        self.listeners = 0
        #: How often there was something to look at that no event tells; see `stir`.
        self.stirred = 0
        self.closed = False

    @property
    def last(self) -> int:
        """The sequence number of the last event."""
        return self._events[-1][0] if self._events else self._before

    def fill(self, events: Sequence[Event]) -> None:
        """Take over the newest events of the event table, in their order, at start.

        What was published meanwhile follows them. Who knows numbers from before the store was
        restored begins anew: they mean other events.
        """
        restored = [at for at, event in enumerate(events) if event.type == "store.restored"]
        past = events[restored[-1] :] if restored else events
        published = list(self._events)
        self._events.clear()
        self._before = past[0].seq - 1 if past else self._before
        self._add(past)
        self._events.extend(one for one in published if one[0] > self.last)

    def publish(self, events: Sequence[Event]) -> None:
        """Add events that have been committed, in their order, and wake the listeners soon."""
        self._add(events)
        if events:
            self._wake_soon()

    def stir(self) -> None:
        """Wake the listeners soon for something that is no event of the store."""
        self.stirred += 1
        self._wake_soon()

    def piece(self, cursor: int, topics: frozenset[str] = frozenset()) -> tuple[bytes, int] | None:
        """What comes after `cursor`, some of it if it is much, and how far that goes.

        None when it is gone or was never there. With `topics`, only what is about one of them or
        about nothing in particular. A client that reads slowly holds one piece, not the ring.
        """
        if not self._before <= cursor <= self.last:
            return None
        newer: list[bytes] = []
        size, reached = 0, cursor
        # Numbers in the ring follow each other, so the place of the next one is known.
        for seq, text, about in islice(self._events, cursor - self._before, None):
            reached = seq
            if not topics or not about or not topics.isdisjoint(about):
                newer.append(text)
                size += len(text)
                if size >= PIECE_BYTES:
                    break
        return b"".join(newer), reached

    def join(self) -> int:
        """One more listener; the group it is woken with."""
        self.listeners += 1
        return next(self._groups)

    def leave(self) -> None:
        """One listener less."""
        self.listeners -= 1

    async def wait(self, seconds: float, group: int = 0) -> bool:
        """Wait for the next waking, at most `seconds`; not at all once the ring is closed.

        Returns False when the time passed in silence. A waking may bring nothing new: who came
        while a burst was being gathered has read it already.
        """
        if self.closed:
            return True
        loop = asyncio.get_running_loop()
        woken: asyncio.Future[bool] = loop.create_future()
        self._waiting[group].add(woken)
        silence = loop.call_later(max(0.0, seconds), _end, woken, False)
        try:
            return await woken
        finally:
            silence.cancel()
            self._waiting[group].discard(woken)

    def close(self) -> None:
        """End every listener's stream now."""
        self.closed = True
        if self._timer is not None:
            self._timer.cancel()
        for group in range(GROUPS):
            self._wake_group(group)

    def _wake_soon(self) -> None:
        if self._timer is None and not self._waking and any(self._waiting):
            loop = asyncio.get_running_loop()
            at = max(loop.time(), self._woken_at + GATHER_SECONDS)
            self._timer = loop.call_at(at, self._begin_waking)

    def _begin_waking(self) -> None:
        self._timer = None
        self._wake(0, self.last, PAUSES)

    def _wake(self, group: int, last: int, pauses: int) -> None:
        """Wake a group, and the next one after what else the loop has to do."""
        self._waking = True
        loop = asyncio.get_running_loop()
        if pauses and self._answering() and not self.closed:
            loop.call_later(PAUSE_SECONDS, self._wake, group, last, pauses - 1)
            return
        self._wake_group(group)
        if group + 1 < GROUPS and not self.closed:
            loop.call_soon(self._wake, group + 1, last, pauses)
            return
        self._waking = False
        self._woken_at = loop.time()
        if self.last > last and not self.closed:  # more came while they were being woken
            self._wake_soon()

    def _wake_group(self, group: int) -> None:
        waiting, self._waiting[group] = self._waiting[group], set()
        for woken in waiting:
            _end(woken, True)

    def _add(self, events: Sequence[Event]) -> None:
        for event in events:
            if len(self._events) == self._events.maxlen:
                self._before = self._events[0][0]
            self._events.append((event.seq, self._formatted(event), self._topics_of(event)))

    def _formatted(self, event: Event) -> bytes:
        data = {
            "seq": event.seq,
            "at": from_ms(event.at, self._zone).isoformat(),
            "type": event.type,
            "number": event.number or None,
            "queue": event.queue_id or None,
            "counter": event.counter_id or None,
            "waiting": event.waiting,
        }
        text = _JSON.encode(data)
        return f"id: {event.seq}\nevent: {event.type}\ndata: {text}\n\n".encode()


def _end(waiting: asyncio.Future[bool], woken: bool) -> None:
    if not waiting.done():
        waiting.set_result(woken)
