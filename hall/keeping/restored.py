"""A store that was put back from a copy: another epoch, and no number given twice.

What happened after the copy is lost here, but not everywhere: kiosks see the new epoch and send
again what they hold (docs/api.md, `given`). Numbers go on beyond every one that may have been
given, and events beyond every one that a client may have seen.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, insert, select, update

from hall.store import event
from hall.store.dialect import Connection, Database
from hall.store.event import Event, Fact
from hall.store.schema import catalog, halls, meta, series
from hall.store.sql import Sql
from hall.store.transaction import to_ms

#: More than a queue gives between two copies, and more events than a hall sees in months.
NUMBERS_SKIPPED = 200
EVENTS_SKIPPED = 1_000_000
_DAYS = 2

_HALLS = Sql(select(halls.c.id, halls.c.last_seq))
_MOVE = Sql(update(halls).where(halls.c.id == bindparam("hall")).values(last_seq=bindparam("seq")))
_SERIES = Sql(
    select(series.c.day, series.c.prefix, series.c.last).where(
        series.c.hall_id == bindparam("h"), series.c.day >= bindparam("since")
    )
)
_FORGET = Sql(
    delete(series).where(series.c.hall_id == bindparam("h"), series.c.day >= bindparam("since"))
)
_KEEP = Sql(insert(series), *(column.name for column in series.columns))
_SETUP = Sql(
    select(catalog.c.record).where(
        catalog.c.hall_id == bindparam("h"), catalog.c.kind == "hall", catalog.c.deleted == 0
    )
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
        for hall_id, last_seq in _HALLS.all(connection):
            _mark_hall(connection, hall_id, int(last_seq), now)
        epoch = uuid4().hex
        if _EPOCH.run(connection, new=epoch) == 0:
            _FIRST_EPOCH.run(connection, key="epoch", value=epoch)
        connection.execute("commit")
    finally:
        connection.close()


def _mark_hall(connection: Connection, hall_id: str, last_seq: int, now: datetime) -> None:
    days, prefixes = _setup(connection, hall_id, now)
    before = {
        (day, prefix): last
        for day, prefix, last in _SERIES.all(connection, h=hall_id, since=days[0])
    }
    # A queue whose first number of the day came after the copy has no row here, but may have paper.
    after = {
        place: before.get(place, 0) + NUMBERS_SKIPPED
        for place in {*before, *product(days, prefixes)}
    }
    _FORGET.run(connection, h=hall_id, since=days[0])
    _KEEP.many(
        connection,
        [
            {"hall_id": hall_id, "day": day, "prefix": prefix, "last": last}
            for (day, prefix), last in after.items()
        ],
    )
    seq = last_seq + EVENTS_SKIPPED
    skipped = {" ".join(place): [before.get(place, 0), last] for place, last in after.items()}
    facts: dict[str, Fact] = {"after": last_seq, "skipped": json.dumps(skipped, sort_keys=True)}
    told = Event("store.restored", to_ms(now), days[-1], facts=facts, seq=seq)
    event.append(connection, hall_id, [told])
    _MOVE.run(connection, hall=hall_id, seq=seq)


def _setup(connection: Connection, hall_id: str, now: datetime) -> tuple[list[str], list[str]]:
    """The hall-local days of which paper may be out, and the prefixes of the hall's queues."""
    row = _SETUP.first(connection, h=hall_id)
    record: dict[str, Any] = {"time_zone": "Asia/Jakarta", "queues": []}
    if row is not None:
        record = json.loads(row[0])
    today = now.astimezone(ZoneInfo(record["time_zone"])).date()
    days = [(today - timedelta(days=ago)).isoformat() for ago in range(_DAYS, -1, -1)]
    return days, [queue["prefix"] for queue in record["queues"]]
