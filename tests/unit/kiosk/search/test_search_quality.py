"""People find what they mean: measured on queries of all kinds over the sample catalog."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from kiosk.search.search import Search
from tests.unit.kiosk.search import shelves

KINDS = {
    "exact", "typo", "prefix", "abbrev", "colloquial", "javanese", "english", "multi-intent",
}  # fmt: skip


def _ranks(search: Search) -> dict[str, list[float]]:
    """One over the place of the first service that was meant, by kind; 0 behind the tenth."""
    ranks: dict[str, list[float]] = defaultdict(list)
    for query in shelves.queries():
        meant = set(query["relevant"])
        places = [at for at, one in enumerate(shelves.ids(search, query["q"]), 1) if one in meant]
        ranks[query["kind"]].append(1 / places[0] if places else 0.0)
    return ranks


@pytest.mark.parametrize("home", [True, False], ids=["of this hall", "of all halls"])
def test_the_first_answers_are_the_services_people_mean(home: bool) -> None:
    entries = [replace(entry, of_this_hall=home) for entry in shelves.sample()]
    ranks = _ranks(shelves.search_in(entries))

    every = [rank for of_kind in ranks.values() for rank in of_kind]
    assert sum(every) / len(every) >= 0.88
    means = {kind: sum(of_kind) / len(of_kind) for kind, of_kind in ranks.items()}
    assert {kind: mean for kind, mean in means.items() if mean < 0.8} == {}


def test_the_queries_are_of_all_kinds_and_name_services_of_the_sample() -> None:
    queries = shelves.queries()
    known = {entry.id for entry in shelves.sample()}

    assert len(queries) >= 120
    assert {query["kind"] for query in queries} == KINDS
    assert [q for q in queries if not set(q["relevant"]) <= known] == []
    assert [text for text, n in Counter(q["q"] for q in queries).items() if n > 1] == []
