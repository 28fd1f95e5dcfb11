"""The words of the index and how many services have each, kept up by differences."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kiosk.search.speller import cuts

_CHUNK = 500


class Counts:
    """Differences gathered while entries come and go, stored once."""

    def __init__(self) -> None:
        self._terms: Counter[str] = Counter()
        self._home_terms: Counter[str] = Counter()
        self._services = self._home_services = 0
        self._agencies: Counter[tuple[str, str]] = Counter()
        self._home_agencies: Counter[tuple[str, str]] = Counter()

    def add(self, terms: set[str], agency: tuple[str, str], of_this_hall: bool, sign: int) -> None:
        """Note a service with these terms that came (1) or went (-1)."""
        for term in terms:
            self._terms[term] += sign
        self._agencies[agency] += sign
        self._services += sign
        if of_this_hall:
            self._home_services += sign
            for term in terms:
                self._home_terms[term] += sign
            self._home_agencies[agency] += sign

    def store(self, connection: sqlite3.Connection) -> None:
        """Write what changed, and what the speller knows of words that came or went."""
        terms = {t for t, n in self._terms.items() if n} | {
            t for t, n in self._home_terms.items() if n
        }
        before = set(_present(connection, terms))
        connection.executemany(
            "INSERT INTO search_term VALUES (?, ?, ?) ON CONFLICT (term) DO UPDATE SET "
            "home = home + excluded.home, every = every + excluded.every",
            ((term, self._home_terms[term], self._terms[term]) for term in sorted(terms)),
        )
        connection.execute("DELETE FROM search_term WHERE every = 0")
        after = set(_present(connection, terms))
        connection.executemany(
            "DELETE FROM search_near WHERE cut = ? AND term = ?",
            ((cut, term) for term in before - after for cut in cuts(term)),
        )
        connection.executemany(
            "INSERT INTO search_near VALUES (?, ?)",
            sorted((cut, term) for term in after - before for cut in cuts(term)),
        )
        self._store_agencies(connection)
        connection.execute(
            "UPDATE search_state SET home = home + ?, every = every + ?",
            (self._home_services, self._services),
        )

    def _store_agencies(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "INSERT INTO search_agency VALUES (?, ?, ?, ?) ON CONFLICT (id, name) DO UPDATE SET "
            "home = home + excluded.home, every = every + excluded.every",
            (
                (*agency, self._home_agencies[agency], count)
                for agency, count in self._agencies.items()
            ),
        )
        connection.execute("DELETE FROM search_agency WHERE every = 0")


def _present(connection: sqlite3.Connection, terms: Iterable[str]) -> Iterator[str]:
    waiting = iter(terms)
    while chunk := list(islice(waiting, _CHUNK)):
        marks = ", ".join("?" * len(chunk))
        for row in connection.execute(
            f"SELECT term FROM search_term WHERE term IN ({marks})",  # noqa: S608
            chunk,
        ):
            yield row[0]


@dataclass(frozen=True, slots=True)
class Known:
    """How many services, of the part of the catalog that is searched, have each word."""

    connection: sqlite3.Connection
    home: bool

    def counts(self, terms: Iterable[str]) -> dict[str, int]:
        """The counts of those terms that any service has."""
        column = "home" if self.home else "every"
        wanted = list(dict.fromkeys(terms))
        found: dict[str, int] = {}
        for begin in range(0, len(wanted), _CHUNK):
            chunk = wanted[begin : begin + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            found.update(
                self.connection.execute(
                    f"SELECT term, {column} FROM search_term "  # noqa: S608
                    f"WHERE term IN ({marks}) AND {column} > 0",
                    chunk,
                )
            )
        return found

    def count_beginning(self, start: str) -> int:
        """At most how many services have a word that begins so; the first 200 words are asked."""
        column = "home" if self.home else "every"
        (count,) = self.connection.execute(
            f"SELECT total(c) FROM (SELECT {column} AS c FROM search_term "  # noqa: S608
            f"WHERE term >= ? AND term < ? AND {column} > 0 LIMIT 200)",
            (start, start + "{"),  # "{" follows "z"
        ).fetchone()
        return int(count)

    def has(self, word: str, *, begun: bool) -> bool:
        """Whether it is a word of the catalog, or with `begun` the beginning of one."""
        return word in self.counts([word]) or (begun and self.count_beginning(word) > 0)

    def commonest(self, start: str) -> list[str]:
        """The commonest words that begin so."""
        column = "home" if self.home else "every"
        rows = self.connection.execute(
            f"SELECT term FROM search_term WHERE term >= ? AND term < ? "  # noqa: S608
            f"ORDER BY {column} DESC, term LIMIT 6",
            (start, start + "{"),
        )
        return [row[0] for row in rows]

    def near(self, word_cuts: Iterable[str]) -> list[tuple[str, int]]:
        """Terms that share a cut, with their counts."""
        column = "home" if self.home else "every"
        cut_list = list(word_cuts)
        marks = ", ".join("?" * len(cut_list))
        return self.connection.execute(
            f"SELECT DISTINCT term, {column} FROM search_near JOIN search_term USING (term) "  # noqa: S608
            f"WHERE cut IN ({marks}) AND {column} > 0",
            cut_list,
        ).fetchall()

    def services(self) -> int:
        """How many services are searched."""
        column = "home" if self.home else "every"
        row = self.connection.execute(f"SELECT {column} FROM search_state").fetchone()  # noqa: S608
        return int(row[0]) if row else 0
