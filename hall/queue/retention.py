"""How long a hall remembers: whole service days are forgotten, the oldest first."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select

from hall.store.schema import events, series, stops, tickets
from hall.store.sql import Sql
from hall.store.transaction import Transaction

_OLD = {
    table: Sql(
        delete(table).where(table.c.hall_id == bindparam("h"), table.c.day < bindparam("first"))
    )
    for table in (tickets, events, series)
}
_OLD_STOPS = Sql(
    delete(stops).where(
        stops.c.ticket_id.in_(
            select(tickets.c.id).where(
                tickets.c.hall_id == bindparam("h"), tickets.c.day < bindparam("first")
            )
        )
    )
)


def forget_days_before(tx: Transaction, first_kept: str) -> None:
    """Forget tickets, events and numbers of service days before `first_kept`."""
    _OLD_STOPS.run(tx.connection, h=tx.hall_id, first=first_kept)
    for statement in _OLD.values():
        statement.run(tx.connection, h=tx.hall_id, first=first_kept)
