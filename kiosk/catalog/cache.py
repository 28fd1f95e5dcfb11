"""The offline catalog: what the hall server told last, there after a start without the line.

One writer and any number of readers on one SQLite file. `CatalogCache` writes; one thread at a time
may use it: whoever starts the program opens it, the sync worker then owns it. Only the writer
checkpoints. `CatalogReader` reads over a connection of its own that cannot write, and may be used
from any thread; it never waits for the writer (WAL).
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlite_utils

from kiosk.catalog.cache_file import BUSY_SECONDS, Opened, disk_faults, open_file, read_body
from kiosk.catalog.feed import Change, ChangePage, Kind, Record
from kiosk.catalog.reader import to_record
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service


@dataclass(frozen=True, slots=True)
class _State:
    shown: int
    epoch: str
    cursor: int
    pass_epoch: str | None
    pass_cursor: int

    @property
    def asked(self) -> tuple[str, int]:
        """What the next page must continue: a full reading under way, else the shown catalog."""
        if self.pass_epoch is not None:
            return self.pass_epoch, self.pass_cursor
        return self.epoch, self.cursor


class CatalogCache:
    """The writer of the offline catalog; see the module for who may use it from where."""

    def __init__(self, db: sqlite_utils.Database, opened: Opened) -> None:
        self._db = db
        self.opened = opened

    @classmethod
    def open(cls, path: Path) -> CatalogCache:
        """Open or begin the file; `opened` says what was found.

        Raises CatalogNotKept when the disk does not let it be opened.
        """
        return cls(*open_file(path))

    def cursor(self) -> tuple[str, int]:
        """The epoch known and the cursor to ask after; ("", 0) before the first page."""
        return self._state().asked

    def apply(self, page: ChangePage, now: datetime) -> bool:
        """Store a page that was asked for after `cursor()`, in one transaction.

        An empty page says that nothing is new: then only `as_of` moves.
        Pages of another epoch, or of a store that went back behind the cursor, begin a full
        reading at 0: the old catalog stays visible until that is complete, then everything it did
        not bring is gone. A reading without a hall is not complete: a hall server begun anew and
        not yet set up takes nothing away.

        Returns whether to ask again at once, after the new `cursor()`. `now` is aware. Raises
        CatalogNotKept when the disk refuses; nothing of the page is stored then.
        """
        with disk_faults(), self._db.atomic():
            epoch, cursor = self._state().asked
            if page.epoch != epoch or page.cursor < cursor:
                self._begin_pass(page.epoch)
                if cursor > 0:  # the page continues a reading that is void now
                    return True
            state = self._state()
            in_pass = state.pass_epoch is not None
            self._store(state.shown + in_pass, page.changes)
            column = "pass_cursor" if in_pass else "cursor"
            self._db.execute(f"UPDATE state SET {column} = ?", (page.cursor,))  # noqa: S608
            if in_pass and not page.more and self._has_hall(state.shown + 1):
                self._show_pass()
                in_pass = False
            if not in_pass and not page.more:
                self._refreshed(now)
        return page.more

    def close(self) -> None:
        """Note that the run ended in order, fold the WAL into the file and close it."""
        with disk_faults():
            try:
                self._db.execute("UPDATE state SET clean = 1")
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                self._db.close()

    def _state(self) -> _State:
        row = self._db.execute(
            "SELECT shown, epoch, cursor, pass_epoch, pass_cursor FROM state"
        ).fetchone()
        return _State(*row)

    def _begin_pass(self, epoch: str) -> None:
        self._db.execute("DELETE FROM records WHERE generation <> (SELECT shown FROM state)")
        self._db.execute("UPDATE state SET pass_epoch = ?, pass_cursor = 0", (epoch,))

    def _has_hall(self, generation: int) -> bool:
        return (
            self._db.table("records").count_where("generation = ? AND kind = 'hall'", [generation])
            > 0
        )

    def _show_pass(self) -> None:
        self._db.execute("""
            UPDATE state SET shown = shown + 1, epoch = pass_epoch, cursor = pass_cursor,
                             pass_epoch = NULL, pass_cursor = 0""")
        self._db.execute("DELETE FROM records WHERE generation <> (SELECT shown FROM state)")

    def _refreshed(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        self._db.execute("UPDATE state SET refreshed_at = ?", (now.isoformat(),))

    def _store(self, generation: int, changes: Iterable[Change]) -> None:
        latest = {(change.kind, change.id): change.record for change in changes}
        gone = [(generation, *key) for key, record in latest.items() if record is None]
        self._db.conn.executemany(
            "DELETE FROM records WHERE generation = ? AND kind = ? AND id = ?", gone
        )
        rows = (
            {"generation": generation, "kind": kind, "id": record_id, "body": _body(record)}
            for (kind, record_id), record in latest.items()
            if record is not None
        )
        self._db.table("records").insert_all(rows, replace=True)


class CatalogReader:
    """What screens and errands read; quick, from the kiosk's own disk."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._hall: Hall | None = None
        self._hall_version = -1

    @classmethod
    def open(cls, path: Path) -> CatalogReader:
        """Open a file that a CatalogCache has opened before. Raises CatalogNotKept."""
        with disk_faults():
            address = f"{path.absolute().as_uri()}?mode=ro"
            connection = sqlite3.connect(
                address, uri=True, timeout=BUSY_SECONDS, check_same_thread=False
            )
            connection.execute("PRAGMA query_only = ON")
        return cls(connection)

    def hall(self) -> Hall | None:
        """The hall's set-up; None before the hall server ever told it."""
        with disk_faults(), self._lock:
            # The version moves with every commit of the writer; a set-up is large and asked often.
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._hall_version:
                found = self._fetch(Kind.HALL, "ORDER BY rowid DESC LIMIT 1", ())
                self._hall = next((one for one in found if isinstance(one, Hall)), None)
                self._hall_version = version
            return self._hall

    def agencies(self) -> tuple[Agency, ...]:
        """The agencies with services in this hall, by short name."""
        hall = self.hall()
        here = {queue.agency_id for queue in hall.queues if queue.service_ids} if hall else set()
        found = (a for a in self._named(Kind.AGENCY, here) if isinstance(a, Agency))
        return tuple(sorted(found, key=lambda agency: agency.short_name.casefold()))

    def services_of(self, agency_id: str) -> tuple[Service, ...]:
        """What an agency does in this hall, in the order the hall lists it."""
        hall = self.hall()
        queues = [q for q in hall.queues if q.agency_id == agency_id] if hall else []
        listed = [service_id for queue in queues for service_id in queue.service_ids]
        found = {s.id: s for s in self._named(Kind.SERVICE, listed) if isinstance(s, Service)}
        return tuple(found[service_id] for service_id in listed if service_id in found)

    def agency(self, agency_id: str) -> Agency | None:
        """One agency, None when nobody told of it."""
        found = self._named(Kind.AGENCY, (agency_id,))
        return next((one for one in found if isinstance(one, Agency)), None)

    def service(self, service_id: str) -> Service | None:
        """One service, None when nobody told of it."""
        found = self._named(Kind.SERVICE, (service_id,))
        return next((one for one in found if isinstance(one, Service)), None)

    def as_of(self) -> datetime | None:
        """When the catalog shown was last known to be the hall server's; None before that."""
        with disk_faults(), self._lock:
            row = self._connection.execute("SELECT refreshed_at FROM state").fetchone()
        return datetime.fromisoformat(row[0]) if row[0] else None

    def close(self) -> None:
        """Close the connection; no call may follow."""
        with self._lock:
            self._connection.close()

    def _named(self, kind: Kind, ids: Iterable[str]) -> list[Record]:
        wanted = tuple(ids)
        marks = ",".join("?" * len(wanted))
        with disk_faults(), self._lock:
            return self._fetch(kind, f"AND id IN ({marks})", wanted)

    def _fetch(self, kind: Kind, rest: str, values: tuple[Any, ...]) -> list[Record]:
        # `rest` is written above, never taken from outside.
        rows = self._connection.execute(
            "SELECT body FROM records WHERE generation = (SELECT shown FROM state)"  # noqa: S608
            f" AND kind = ? {rest}",
            (kind, *values),
        ).fetchall()
        return [read_body(kind, body) for (body,) in rows]


def _body(record: Record) -> str:
    return json.dumps(to_record(record), ensure_ascii=False, separators=(",", ":"))
