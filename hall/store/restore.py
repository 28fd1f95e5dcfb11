"""A store that was put back from a copy: another epoch, and no number given twice.

What happened after the copy is lost here, but not everywhere: kiosks see the new epoch and send
again what they hold (docs/api.md, `given`). Numbers go on beyond every one that may have been
given, and events beyond every one that a client may have seen.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import bindparam, insert, select, update

from hall.store import event
from hall.store.dialect import Connection, Database
from hall.store.event import Event
from hall.store.schema import halls, meta, series
from hall.store.sql import Sql
from hall.store.transaction import to_ms

#: More than a queue gives between two copies, and more events than a hall sees in months.
NUMBERS_SKIPPED = 200
EVENTS_SKIPPED = 1_000_000
_DAYS = timedelta(days=3)

_HALLS = Sql(select(halls.c.id, halls.c.last_seq))
_MOVE = Sql(update(halls).where(halls.c.id == bindparam("hall")).values(last_seq=bindparam("seq")))
_SERIES = Sql(
    select(series.c.day, series.c.prefix, series.c.last).where(
        series.c.hall_id == bindparam("h"), series.c.day >= bindparam("since")
    )
)
_SKIP = Sql(
    update(series)
    .where(series.c.hall_id == bindparam("h"), series.c.day >= bindparam("since"))
    .values(last=series.c.last + NUMBERS_SKIPPED)
)
_EPOCH = Sql(update(meta).where(meta.c.key == "epoch").values(value=bindparam("new")))
_FIRST_EPOCH = Sql(insert(meta), "key", "value")


def mark_restored(database: Database, now: datetime) -> None:
    """Give a store that was put back its new epoch, once, in one transaction.

    The event `store.restored` tells auditors which numbers of which day were passed over.
    """
    connection = database.connect_writer()
    try:
        connection.execute(database.begin_write)
        since = (now - _DAYS).date().isoformat()
        for hall_id, last_seq in _HALLS.all(connection):
            _mark_hall(connection, hall_id, int(last_seq), since, now)
        epoch = uuid4().hex
        if _EPOCH.run(connection, new=epoch) == 0:
            _FIRST_EPOCH.run(connection, key="epoch", value=epoch)
        connection.execute("commit")
    finally:
        connection.close()


def _mark_hall(
    connection: Connection, hall_id: str, last_seq: int, since: str, now: datetime
) -> None:
    before = _SERIES.all(connection, h=hall_id, since=since)
    _SKIP.run(connection, h=hall_id, since=since)
    skipped = {f"{day} {prefix}": [last, last + NUMBERS_SKIPPED] for day, prefix, last in before}
    seq = last_seq + EVENTS_SKIPPED
    told = Event(
        "store.restored",
        to_ms(now),
        since,
        facts={"after": last_seq, "skipped": json.dumps(skipped, sort_keys=True)},
        seq=seq,
    )
    last = event.last(connection, hall_id, 1)
    if last:
        told.day = last[0].day  # the day it goes on with
    event.append(connection, hall_id, [told])
    _MOVE.run(connection, hall=hall_id, seq=seq)
