"""The agencies to offer when no service was found."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from kiosk.search.language.words import split
from kiosk.search.results import NearAgency

_OFFERED = 3
_MOST_READ = 400


def nearest_agencies(
    connection: sqlite3.Connection, words: Sequence[str], *, home: bool
) -> tuple[NearAgency, ...]:
    """Agencies whose names share most letter triples with the words, then those that do most.

    Empty only where the catalog is.
    """
    column = "home" if home else "every"
    rows = connection.execute(
        f"SELECT id, name, home, {column} AS services FROM search_agency "  # noqa: S608
        f"WHERE {column} > 0 ORDER BY services DESC, id LIMIT {_MOST_READ}"
    ).fetchall()
    typed = _triples(words[:20])
    rows.sort(key=lambda row: (-len(typed & _triples(split(row[1]))), -row[3], row[0]))
    return tuple(NearAgency(row[0], row[1], row[2] > 0) for row in rows[:_OFFERED])


def _triples(words: Sequence[str]) -> set[str]:
    return {word[at : at + 3] for word in words for at in range(len(word) - 2)}
