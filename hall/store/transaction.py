"""What a rule works with: the store as of one moment, and the events it writes there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from sqlalchemy import insert

from hall.store.dialect import Connection
from hall.store.schema import events
from hall.store.sql import Sql, Value
from kiosk.domain.live import HallEvent

_APPEND = Sql(
    insert(events).returning(events.c.seq), *(c.name for c in events.columns if c.name != "seq")
)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 UTC, as the store keeps times."""
    return int(moment.timestamp() * 1000)


def from_ms(milliseconds: int, zone: tzinfo = UTC) -> datetime:
    """The moment of a stored time, in `zone`."""
    return datetime.fromtimestamp(milliseconds / 1000, zone)


@dataclass(frozen=True, slots=True)
class Transaction:
    """One job's transaction: everything in it happens at `now` (aware) or not at all."""

    connection: Connection
    now: datetime
    events: list[HallEvent] = field(default_factory=list)

    @property
    def now_ms(self) -> int:
        """`now` as the store keeps times."""
        return to_ms(self.now)

    def append(
        self,
        event: HallEvent,
        day: str,
        ticket_id: str | None = None,
        **facts: Value | list[str],
    ) -> None:
        """Append an event; its `seq` is given here. `facts` are for auditors, never for a stream.

        Nothing personal goes in: a ticket's id and numbers only.
        """
        row = _APPEND.first(
            self.connection,
            at=to_ms(event.at),
            day=day,
            type=event.type,
            ticket_id=ticket_id,
            number=event.number or None,
            queue_id=event.queue_id or None,
            counter_id=event.counter_id or None,
            waiting=event.waiting,
            facts=json.dumps(facts, separators=(",", ":")),
        )
        assert row is not None  # noqa: S101 - an INSERT .. RETURNING gives its row
        self.events.append(
            HallEvent(
                row[0],
                event.at,
                event.type,
                event.number,
                event.queue_id,
                event.counter_id,
                event.waiting,
            )
        )
