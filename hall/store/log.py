"""A hall's events on their way into the store: numbered without gap, folded, written at once.

Used by the writer's thread only. The number of the last event is a row of the store, changed in
the same transaction, so that the order of events is the order of commits for every process.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from sqlalchemy import bindparam, insert, update

from hall.store import event
from hall.store.event import Event
from hall.store.schema import halls
from hall.store.sql import Sql
from hall.store.transaction import Transaction

#: So many events of other processes are folded one by one; after more the projection is made anew.
_MOST_FOLDED = 5000

_FIRST = Sql(insert(halls), "id", "last_seq")
_MOVE = Sql(update(halls).where(halls.c.id == bindparam("hall")).values(last_seq=bindparam("seq")))


class Fold(Protocol):
    """What a hall keeps in memory of its events."""

    def rebuild(self, tx: Transaction, seq: int) -> None:
        """Begin anew from the tables, true at event `seq`."""

    def apply(self, event: Event) -> None:
        """Take the next event in; gives it its `waiting`."""

    def turn(self, tx: Transaction) -> None:
        """Write what has become due by itself, say the end of an earlier service day."""

    def prepare(self, tx: Transaction, ids: Collection[str]) -> set[str]:
        """Read what jobs would each have to ask for; returns which of some ids are not stored."""

    def settle(self, tx: Transaction) -> None:
        """Write what follows from all events of a commit, before it."""


class HallLog:
    """The events of one hall as one process writes them."""

    def __init__(
        self, hall_id: str, fold: Fold, publish: Callable[[Sequence[Event]], None]
    ) -> None:
        self.hall_id = hall_id
        self.publish = publish
        self._fold = fold
        self._seq: int | None = None
        self._fresh: list[Event] = []

    @property
    def true(self) -> bool:
        """Whether what is folded is what was committed."""
        return self._seq is not None

    def begin(self, tx: Transaction, ids: Collection[str] = ()) -> None:
        """Take in what other processes wrote; first in each of the writer's transactions.

        Afterwards `tx.absent` has those of `ids` that the store does not have.
        """
        row = event.LAST_SEQ.first(tx.connection, hall=self.hall_id)
        if row is None:
            _FIRST.run(tx.connection, id=self.hall_id, last_seq=0)
        self._catch_up(tx, int(row[0]) if row else 0)
        self._fold.turn(tx)
        self.accept(tx.events)
        tx.absent = self._fold.prepare(tx, ids)

    def recall(self, tx: Transaction) -> None:
        """Fold what is stored, in a transaction that only reads."""
        self._catch_up(tx, event.last_seq(tx.connection, self.hall_id))

    def _catch_up(self, tx: Transaction, last: int) -> None:
        if self._seq == last:
            return
        if self._seq is None or not 0 < last - self._seq <= _MOST_FOLDED:
            self._fold.rebuild(tx, last)
        else:
            for one in event.after(tx.connection, self.hall_id, self._seq, _MOST_FOLDED):
                self._fold.apply(one)
        self._seq = last

    def accept(self, events: Sequence[Event]) -> None:
        """Number and fold the events of a job that has succeeded."""
        assert self._seq is not None  # noqa: S101 - begun
        for one in events:
            self._seq = one.seq = self._seq + 1
            self._fold.apply(one)
            self._fresh.append(one)

    def flush(self, tx: Transaction) -> list[Event]:
        """Write what was accepted and return it, to be told after the commit."""
        fresh, self._fresh = self._fresh, []
        if fresh:
            self._fold.settle(tx)
            event.append(tx.connection, self.hall_id, fresh)
            _MOVE.run(tx.connection, hall=self.hall_id, seq=fresh[-1].seq)
        return fresh

    def forget(self) -> None:
        """The transaction failed: what was folded may be untrue, so begin anew next time."""
        self._seq = None
        self._fresh = []
