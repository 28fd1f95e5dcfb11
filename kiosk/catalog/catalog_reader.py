"""The offline catalog as screens and errands read it.

A `CatalogReader` reads over connections of its own that cannot write, and may be used from any
thread; it never waits for the writer (WAL).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from kiosk.catalog.cache_file import BUSY_SECONDS, Origin, disk_faults, read_body
from kiosk.catalog.feed import Kind, Record
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service
from kiosk.search.results import Results

_SHOWN = "generation = (SELECT shown FROM state)"


class Finder(Protocol):
    """The part of kiosk.search.search.Search that is needed here."""

    def find(self, text: str, limit: int, stale: Callable[[], bool]) -> Results | None:
        """The services meant by a text."""


class CatalogReader:
    """What screens and errands read; quick, from the kiosk's own disk."""

    def __init__(self, connection: sqlite3.Connection, finding: _Finding | None = None) -> None:
        self._connection = connection
        self._finding = finding
        self._lock = threading.Lock()
        self._hall: Hall | None = None
        self._hall_version = -1

    @classmethod
    def open(
        cls, path: Path, search: Callable[[sqlite3.Connection], Finder] | None = None
    ) -> CatalogReader:
        """Open a file that a CatalogCache has opened before. Raises CatalogNotKept.

        `search` searches the index that the cache was given, over a connection of its own.
        """
        with disk_faults():
            finding = None
            if search is not None:
                own = _reading(path)
                finding = _Finding(own, search(own), threading.Lock())
            return cls(_reading(path), finding)

    def find(
        self, text: str, limit: int = 10, stale: Callable[[], bool] = lambda: False
    ) -> Results | None:
        """The services meant by what was typed, best first; None when `stale` said to stop.

        Raises CatalogNotKept.
        """
        if self._finding is None:
            raise RuntimeError("this catalog was opened without a search")
        with disk_faults(), self._finding.lock:
            found = self._finding.finder.find(text, limit, stale)
        if found is None or not found.hits:
            return found
        # The index may be ahead while a full reading is put in.
        shown = {
            one.id for one in self._named(Kind.SERVICE, (hit.service_id for hit in found.hits))
        }
        return replace(found, hits=tuple(hit for hit in found.hits if hit.service_id in shown))

    def hall(self) -> Hall | None:
        """The hall's set-up; None before the hall server ever told it, whatever else is shown."""
        with disk_faults(), self._lock:
            # The version moves with every commit of the writer; a set-up is large and asked often.
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._hall_version:
                found = self._fetch(
                    Kind.HALL,
                    "AND (SELECT origin FROM state) <> 'sample' ORDER BY rowid DESC LIMIT 1",
                    (),
                )
                self._hall = next((one for one in found if isinstance(one, Hall)), None)
                self._hall_version = version
            return self._hall

    def agencies(self) -> tuple[Agency, ...]:
        """The agencies with services in this hall, by short name; of a sample all there are."""
        hall = self.hall()
        if hall is not None:
            here = {queue.agency_id for queue in hall.queues if queue.service_ids}
        else:
            here = self._column("DISTINCT agency_id", "kind = 'service'", ())
        found = (a for a in self._named(Kind.AGENCY, here) if isinstance(a, Agency))
        return tuple(sorted(found, key=lambda agency: agency.short_name.casefold()))

    def services_of(self, agency_id: str) -> tuple[Service, ...]:
        """What an agency does in this hall, in the order the hall lists it."""
        hall = self.hall()
        if hall is not None:
            queues = [q for q in hall.queues if q.agency_id == agency_id]
            listed = [service_id for queue in queues for service_id in queue.service_ids]
        else:
            listed = sorted(self._column("id", "agency_id = ?", (agency_id,)))
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
        return self._age()[0]

    def origin(self) -> Origin:
        """Where the catalog that is shown came from."""
        return self._age()[1]

    def _age(self) -> tuple[datetime | None, Origin]:
        with disk_faults(), self._lock:
            row = self._connection.execute("SELECT refreshed_at, origin FROM state").fetchone()
        return (datetime.fromisoformat(row[0]) if row[0] else None), Origin(row[1])

    def close(self) -> None:
        """Close the connections; no call may follow."""
        with self._lock:
            self._connection.close()
        if self._finding is not None:
            with self._finding.lock:
                self._finding.connection.close()

    def _there(self, ids: Sequence[str]) -> set[str]:
        marks = ",".join("?" * len(ids))
        return self._column("id", f"kind = 'service' AND id IN ({marks})", ids)

    def _column(self, what: str, where: str, values: Sequence[str]) -> set[str]:
        query = f"SELECT {what} FROM records WHERE {_SHOWN} AND {where}"  # noqa: S608 - ours
        with disk_faults(), self._lock:
            return {row[0] for row in self._connection.execute(query, values)}

    def _named(self, kind: Kind, ids: Iterable[str]) -> list[Record]:
        wanted = tuple(ids)
        marks = ",".join("?" * len(wanted))
        with disk_faults(), self._lock:
            return self._fetch(kind, f"AND id IN ({marks})", wanted)

    def _fetch(self, kind: Kind, rest: str, values: tuple[Any, ...]) -> list[Record]:
        # `rest` is written above, never taken from outside.
        rows = self._connection.execute(
            f"SELECT body FROM records WHERE {_SHOWN} AND kind = ? {rest}",  # noqa: S608
            (kind, *values),
        ).fetchall()
        return [read_body(kind, body) for (body,) in rows]


@dataclass(frozen=True, slots=True)
class _Finding:
    """A search on its own connection: who types never waits for a screen that reads."""

    connection: sqlite3.Connection
    finder: Finder
    lock: threading.Lock


def _reading(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    return connection
