"""What a rule works with: the store as of one moment, and the events it writes there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from hall.store.batch import Batch
from hall.store.dialect import Connection
from hall.store.event import Event
from hall.store.sql import Row, Rows


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 UTC, as the store keeps times."""
    return int(moment.timestamp() * 1000)


def from_ms(milliseconds: int, zone: tzinfo = UTC) -> datetime:
    """The moment of a stored time, in `zone`."""
    return datetime.fromtimestamp(milliseconds / 1000, zone)


@dataclass(slots=True)
class Transaction:
    """One job's transaction in one hall: all of it happens at `now` (aware) or not at all.

    `events` are numbered and stored when the job has succeeded. `absent` are ids that were looked
    for in one go before the jobs of a commit began, and not found; who adds one takes it out.
    """

    connection: Connection
    hall_id: str
    now: datetime
    absent: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    now_ms: int = field(init=False)

    def __post_init__(self) -> None:
        self.now_ms = to_ms(self.now)

    def for_next_job(self) -> Transaction:
        """The same for another job of the commit, which tells events of its own."""
        return Transaction(self.connection, self.hall_id, self.now, self.absent)

    def append(self, rows: Rows, row: Row) -> None:
        """Write a new row. Only in a transaction that writes."""
        assert isinstance(self.connection, Batch)  # noqa: S101 - readers do not write
        self.connection.append(rows, row)
