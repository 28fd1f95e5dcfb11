"""Keeps the search index in step with the catalog, in the catalog's own transactions.

A page that changes the shown catalog changes the index with it. A full reading is put in when it is
complete, some services at a time, so that tickets are told meanwhile and a power cut costs only the
last few; it is shown when the index has all of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Protocol

from kiosk.catalog.cache_file import read_body
from kiosk.catalog.feed import Change, Kind
from kiosk.domain.service import Agency, Service, ServiceStatus
from kiosk.search.entry import Entry, entry_of

#: Services put in by one transaction: some tenths of a second.
AT_ONCE = 500


class Index(Protocol):
    """The part of kiosk.search.index.Index that is needed here."""

    def prepare(self, connection: sqlite3.Connection) -> bool:
        """Make the tables; whether everything must be put in again."""

    def put(self, connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
        """Add or replace entries."""

    def drop(self, connection: sqlite3.Connection, ids: Iterable[str]) -> None:
        """Take entries out."""


class Indexing:
    """Puts the services of one generation of records into an index; see kiosk.catalog.cache_file.

    It opens no transaction of its own.
    """

    def __init__(self, index: Index, connection: sqlite3.Connection) -> None:
        self._index = index
        self._connection = connection

    def prepare(self) -> bool:
        """Make the tables; whether everything must be put in again."""
        return self._index.prepare(self._connection)

    def own(self, generation: int) -> frozenset[str]:
        """The services that the hall of a generation offers."""
        row = self._connection.execute(
            "SELECT body FROM records WHERE generation = ? AND kind = 'hall'", (generation,)
        ).fetchone()
        queues = json.loads(row[0])["queues"] if row else []
        return frozenset(service for queue in queues for service in queue["service_ids"])

    def follow(
        self, generation: int, changes: Sequence[Change], own_before: frozenset[str]
    ) -> None:
        """Do to the index what `changes`, stored already, did to the records."""
        ids = {change.id for change in changes if change.kind is Kind.SERVICE}
        agencies = [change.id for change in changes if change.kind is Kind.AGENCY]
        for agency_id in agencies:
            rows = self._connection.execute(
                "SELECT id FROM records WHERE generation = ? AND agency_id = ?",
                (generation, agency_id),
            )
            ids.update(row[0] for row in rows)
        if any(change.kind is Kind.HALL for change in changes):
            ids |= own_before ^ self.own(generation)
        self.refresh(generation, ids)

    def refresh(self, generation: int, ids: Iterable[str]) -> None:
        """Make the index say of these services what the generation says, or nothing."""
        rest = iter(sorted(ids))
        while some := list(islice(rest, AT_ONCE)):
            rows = self._connection.execute(
                "SELECT id, body FROM records WHERE generation = ? AND kind = 'service'"  # noqa: S608
                f" AND id IN ({','.join('?' * len(some))})",
                (generation, *some),
            ).fetchall()
            self._make(generation, some, rows)

    def put_some(self, generation: int, after: str) -> str | None:
        """Put the next services after an id in; the last one's id, None when there is none left."""
        rows = self._connection.execute(
            "SELECT id, body FROM records WHERE generation = ? AND kind = 'service' AND id > ?"
            " ORDER BY id LIMIT ?",
            (generation, after, AT_ONCE),
        ).fetchall()
        self._make(generation, [row[0] for row in rows], rows)
        return rows[-1][0] if rows else None

    def drop_lost(self, before: int, now: int) -> None:
        """Take out what one generation had and a later one has no more."""
        rows = self._connection.execute(
            "SELECT id FROM records WHERE generation = ? AND kind = 'service' AND id NOT IN"
            " (SELECT id FROM records WHERE generation = ? AND kind = 'service')",
            (before, now),
        ).fetchall()
        self._index.drop(self._connection, [row[0] for row in rows])

    def _make(self, generation: int, ids: Sequence[str], rows: Iterable[tuple[str, str]]) -> None:
        """Put in what `rows` say that can be shown, and take the others of `ids` out."""
        read = [read_body(Kind.SERVICE, body) for _, body in rows]
        services = [
            one
            for one in read
            if isinstance(one, Service) and one.status is not ServiceStatus.WITHDRAWN
        ]
        agencies = self._agencies(generation, {service.agency_id for service in services})
        own = self.own(generation)
        entries = [
            entry_of(service, agencies[service.agency_id], of_this_hall=service.id in own)
            for service in services
            if service.agency_id in agencies  # else it waits for its agency
        ]
        self._index.drop(self._connection, set(ids).difference(entry.id for entry in entries))
        self._index.put(self._connection, entries)

    def _agencies(self, generation: int, ids: set[str]) -> dict[str, Agency]:
        rows = self._connection.execute(
            "SELECT body FROM records WHERE generation = ? AND kind = 'agency'"  # noqa: S608
            f" AND id IN ({','.join('?' * len(ids))})",
            (generation, *ids),
        )
        read = [read_body(Kind.AGENCY, row[0]) for row in rows]
        return {agency.id: agency for agency in read if isinstance(agency, Agency)}
