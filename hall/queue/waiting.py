"""Who waits: how many, in what order, and how long that takes.

People ahead are waiting stops with a smaller `(due_at, id)` in the queues that the same open
counters serve (docs/queue-rules.md, "Order").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, or_, select

from hall.queue.floor import Floor
from hall.queue.rows import TicketRow
from hall.store.dialect import Connection
from hall.store.schema import counters, stops, tickets
from hall.store.sql import Sql
from hall.store.transaction import Transaction
from kiosk.domain.forecast import mean_service_minutes, wait_range
from kiosk.domain.ticket import WaitRange

_IS_WAITING: ColumnElement[bool] = literal_column("state = 'waiting'")
_IN_QUEUE = and_(tickets.c.day == bindparam("d"), tickets.c.queue_id == bindparam("q"), _IS_WAITING)
_COUNT = Sql(select(func.count()).select_from(tickets).where(_IN_QUEUE))
_COUNT_EACH = Sql(
    select(tickets.c.queue_id, func.count())
    .where(tickets.c.day == bindparam("d"), _IS_WAITING)
    .group_by(tickets.c.queue_id)
)
_COUNT_BEFORE = Sql(
    select(func.count())
    .select_from(tickets)
    .where(
        _IN_QUEUE,
        or_(
            tickets.c.due_at < bindparam("due"),
            and_(tickets.c.due_at == bindparam("due"), tickets.c.id < bindparam("ticket")),
        ),
    )
)
_FIRST = Sql(
    select(tickets).where(_IN_QUEUE).order_by(tickets.c.due_at, tickets.c.id).limit(bindparam("n"))
)
_OPEN = Sql(select(counters.c.id).where(counters.c.expires_at > bindparam("at")))
_FINISHED = Sql(
    select(func.count(), func.coalesce(func.sum(stops.c.ended_at - stops.c.started_at), 0)).where(
        stops.c.day == bindparam("d"),
        stops.c.queue_id == bindparam("q"),
        literal_column("outcome = 'finished'"),
    )
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What can honestly be said to somebody who waits."""

    ahead: int
    wait: WaitRange | None


def waiting_in(connection: Connection, day: str, queue_id: str) -> int:
    """How many wait in a queue."""
    row = _COUNT.first(connection, d=day, q=queue_id)
    return int(row[0]) if row else 0


def waiting_each(connection: Connection, day: str) -> dict[str, int]:
    """How many wait in each queue; one without anybody is missing."""
    return dict(_COUNT_EACH.all(connection, d=day))


def first_in(connection: Connection, day: str, queue_id: str, limit: int) -> list[TicketRow]:
    """The first tickets of a queue in the order of calling."""
    return [TicketRow(*row) for row in _FIRST.all(connection, d=day, q=queue_id, n=limit)]


def open_counters(tx: Transaction) -> frozenset[str]:
    """The counters at which somebody is signed in."""
    return frozenset(row[0] for row in _OPEN.all(tx.connection, at=tx.now_ms))


class Forecaster:
    """Forecasts as of one transaction, for one service day; what it needs twice it reads once."""

    def __init__(self, tx: Transaction, floor: Floor, day: str) -> None:
        self.open_ids = open_counters(tx)
        self._tx = tx
        self._floor = floor
        self._day = day
        self._means: dict[str, float] = {}

    def of(self, ticket: TicketRow) -> Forecast:
        """How many people are before a waiting ticket, and how long that takes."""
        before = {}
        for queue_id in self._floor.shared_queues(ticket.queue_id, self.open_ids):
            row = _COUNT_BEFORE.first(
                self._tx.connection,
                d=self._day,
                q=queue_id,
                due=ticket.due_at,
                ticket=ticket.id,
            )
            before[queue_id] = int(row[0]) if row else 0
        return self._forecast(ticket.queue_id, before)

    def for_next(self, queue_id: str, waiting: Mapping[str, int]) -> Forecast:
        """The same for somebody who would take a number now, given who waits in each queue."""
        shared = self._floor.shared_queues(queue_id, self.open_ids)
        return self._forecast(queue_id, {other: waiting.get(other, 0) for other in shared})

    def _forecast(self, queue_id: str, before: Mapping[str, int]) -> Forecast:
        ahead = sum(before.values())
        serving = len(self._floor.serving(queue_id, self.open_ids))
        if not serving:
            return Forecast(ahead, None)
        # Everybody before takes as long as their own queue does; the last visit is one's own.
        minutes = self._mean(queue_id)
        minutes += sum(people * self._mean(other) for other, people in before.items() if people)
        return Forecast(ahead, wait_range(ahead, serving, minutes / (ahead + 1)))

    def _mean(self, queue_id: str) -> float:
        if queue_id not in self._means:
            row = _FINISHED.first(self._tx.connection, d=self._day, q=queue_id)
            finished, lasted = row or (0, 0)
            self._means[queue_id] = mean_service_minutes(
                self._floor.queues[queue_id].typical_minutes, finished, max(0, lasted) / 60_000
            )
        return self._means[queue_id]
