"""Catalogs small enough to read, indexed in memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kiosk.catalog.reader import read_catalog
from kiosk.search.entry import Entry, entry_of
from kiosk.search.index import Index
from kiosk.search.lexicon import Lexicon
from kiosk.search.results import Results
from kiosk.search.search import Search
from kiosk.settings import bundled_files

ASSETS = bundled_files().assets
FOLDER = ASSETS / "search"
QUERIES = Path(__file__).parent / "queries.jsonl"


@cache
def lexicon() -> Lexicon:
    """The bundled lexicon, read once: nothing changes it."""
    return Lexicon.read(FOLDER)


def indexed(entries: Iterable[Entry]) -> sqlite3.Connection:
    """A file with an index of the entries."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    index = Index(lexicon())
    index.prepare(connection)
    index.put(connection, entries)
    return connection


def search_in(entries: Iterable[Entry], home_region: str = "") -> Search:
    """A search over the entries alone."""
    return Search.open(indexed(entries), lexicon(), home_region)


def found(search: Search, text: str) -> Results:
    """What the text finds; nobody has newer text."""
    results = search.find(text)
    assert results is not None
    return results


def ids(search: Search, text: str) -> list[str]:
    """The ids of what the text finds, best first."""
    return [hit.service_id for hit in found(search, text).hits]


def service(
    service_id: str, name: str, agency: str = "Dinas Uji", *, home: bool = True, region: str = ""
) -> Entry:
    """A service of which little is known."""
    return Entry(service_id, name, f"d-{agency}", agency, of_this_hall=home, region=region)


@cache
def sample() -> tuple[Entry, ...]:
    """The sample hall's 78 services."""
    files = read_catalog(ASSETS / "sample" / "hall.json", ASSETS / "sample" / "services.json")
    agencies = {agency.id: agency for agency in files.agencies}
    return tuple(
        entry_of(one, agencies[one.agency_id], of_this_hall=True) for one in files.services
    )


def queries() -> list[dict[str, object]]:
    """The development queries: q, kind, relevant ids."""
    return [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
