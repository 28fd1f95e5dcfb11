"""Whatever is typed and in whatever order a catalog changes, the search holds."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.search.entry import Entry
from kiosk.search.index import Index
from kiosk.search.search import Search
from tests.unit.kiosk.search import shelves

WORDS = ("ktp", "kk", "Kartu Keluarga", "paspor", "hilang", "SIM", "izin", "usaha", "AK/1", "dan")
TABLES = ("search_text", "search_term", "search_near", "search_agency", "search_state")
QUERIES = ("ktp", "kartu kel", "sim hilang", "ijin usaha", "kk dan paspor", "paspro", "ak1", "x")

entries = st.builds(
    Entry,
    id=st.sampled_from("abcdefgh"),
    name=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    agency_id=st.sampled_from(["d1", "d2"]),
    agency=st.sampled_from(["Dinas Satu", "Dinas Dua"]),
    of_this_hall=st.booleans(),
    region=st.sampled_from(["", "35", "35.72"]),
    description=st.text(max_size=20),
    aliases=st.lists(st.text(max_size=12), max_size=2).map(tuple),
)
changes = st.lists(st.one_of(st.lists(entries, max_size=4), st.sampled_from("abcdefgh")))
typed = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*WORDS, '"', "*", "(", "NOT", "surabaya", "sama"])).map(" ".join),
    st.text(alphabet='ktp "*():^-{}', max_size=80),
)
SEARCH = shelves.search_in(shelves.sample())
FAR = shelves.search_in([replace(entry, of_this_hall=False) for entry in shelves.sample()])


@given(typed)
def test_any_text_finds_services_or_agencies(text: str) -> None:
    for search in (SEARCH, FAR):
        results = shelves.found(search, text)
        assert results.hits or results.agencies
        for hit in results.hits:
            for mark in hit.why:
                assert all(0 <= begin < end <= len(mark.text) for begin, end in mark.places)


@given(st.text(max_size=40), st.integers(0, 40))
def test_the_same_text_finds_the_same(text: str, cut: int) -> None:
    before = SEARCH.find(text)
    SEARCH.find(text[:cut])
    assert SEARCH.find(text) == before


@settings(max_examples=60)
@given(changes)
def test_puts_and_drops_in_any_order_leave_what_a_fresh_index_has(
    steps: list[list[Entry] | str],
) -> None:
    index = Index(shelves.lexicon())
    changed = shelves.indexed([])
    left: dict[str, Entry] = {}
    for step in steps:
        if isinstance(step, str):
            index.drop(changed, [step])
            left.pop(step, None)
        else:
            index.put(changed, step)
            left.update((entry.id, entry) for entry in step)
    fresh = shelves.indexed(left.values())
    try:
        for table in TABLES:
            assert _rows(changed, table) == _rows(fresh, table)
        for table in ("search_all", "search_home"):
            changed.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")  # noqa: S608
        for query in QUERIES:
            assert _found(changed, query) == _found(fresh, query)
    finally:
        changed.close()
        fresh.close()


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return sorted(connection.execute(f"SELECT * FROM {table}"))  # noqa: S608


def _found(connection: sqlite3.Connection, query: str) -> object:
    return Search.open(connection, shelves.lexicon()).find(query)
