"""The hall as clients keep it: a snapshot, and events as the stream tells them."""

from __future__ import annotations

from hall.queue.views import HallView
from hall.store.event import Event
from hall.store.transaction import from_ms
from kiosk.domain.live import Call, HallEvent, HallSnapshot, QueueState
from tests.unit.hall.desk import WIB


def snapshot(seen: HallView) -> HallSnapshot:
    """The view as clients keep it, without forecasts, which only a new snapshot brings."""
    return HallSnapshot(
        seen.seq,
        seen.epoch,
        seen.now,
        tuple(QueueState(q.id, q.waiting, None, 0) for q in seen.queues),
        tuple(Call(c.number, c.counter, c.queue, c.called_at, c.state) for c in seen.calls),
    )


def heard(event: Event) -> HallEvent:
    """An event as the stream tells it."""
    return HallEvent(
        event.seq,
        from_ms(event.at, WIB),
        event.type,
        event.number,
        event.queue_id,
        event.counter_id,
        event.waiting,
    )
