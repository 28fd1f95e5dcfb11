"""Nothing found is never an empty screen, and nothing typed ever fails."""

from __future__ import annotations

import sqlite3

import pytest

from kiosk.search.results import Scope
from kiosk.search.search import Search
from tests.unit.kiosk.search.shelves import found, ids, lexicon, sample, search_in, service

HOSTILE = (
    "", " ", "\0", "\ud800", '"', '""" OR """', "'; DROP TABLE search_text; --", "name:ktp",
    "{name} : ktp", "ktp*", "ktp NEAR(kk, 2)", "NOT ktp", "AND", "OR OR", "^ktp", "(((((", "%_%",
    "-ktp", "ktp\nkk", "🎫🎫", "中文", "مرحبا", "\u202ektp", "ﷺ" * 660, "a" * 660,
    "a b " * 165, "9" * 660, "ktp " * 165, "dan " * 165, "x" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_gets_an_answer(text: str) -> None:
    results = found(search_in(sample()), text)

    assert results.hits or results.agencies


def test_syntax_is_read_as_words() -> None:
    search = search_in(sample())

    assert ids(search, 'NOT "paspor* (anak)') == ids(search, "not paspor anak")


def test_without_a_hit_the_nearest_agencies_of_this_hall_are_offered() -> None:
    far = service("far", "Karantina", "Balai Karantina Hewan", home=False)
    results = found(search_in([*sample(), far]), "xqzv imigrasy")

    assert results.hits or results.agencies
    nothing = found(search_in([*sample(), far]), "qqqq zzzz")
    assert nothing.nothing
    assert nothing.scope is Scope.HALL
    assert len(nothing.agencies) == 3
    assert all(agency.of_this_hall for agency in nothing.agencies)


def test_the_nearest_agency_is_the_one_whose_name_resembles_the_text() -> None:
    entries = [service("a", "Satu", "Badan Metrologi"), service("b", "Dua", "Dinas Perikanan")]
    results = found(search_in(entries), "zmetrologzz")

    assert results.nothing
    assert results.agencies[0].name == "Badan Metrologi"


def test_an_empty_catalog_has_nothing_to_offer_and_says_so() -> None:
    results = found(search_in([]), "ktp")

    assert results.nothing
    assert results.agencies == ()


def test_a_file_without_an_index_is_not_mistaken_for_an_empty_one() -> None:
    bare = sqlite3.connect(":memory:")

    with pytest.raises(sqlite3.OperationalError):
        Search.open(bare, lexicon()).find("ktp")
    bare.close()
