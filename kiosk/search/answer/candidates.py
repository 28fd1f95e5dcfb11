"""The services worth ranking, from one of two FTS5 tables.

A hall's own few hundred are scored by bm25. That reads every row of every word, so in a country's
27,000 the rows are taken in steps instead: those that answer all words in the name come first, then
with the aliases, then pairs of words, then single ones. Each step stops after some rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kiosk.search.answer.query import Token
from kiosk.search.document import FIELDS
from kiosk.search.terms import Known

_BM25_WEIGHTS = "10.0, 2.0, 3.0, 4.0, 5.0, 0.0"
_RANKED = 32
_SCORED_CATALOG = 1_500  # services, up to which bm25 costs a millisecond or so
_STEPPED_WORDS = 4  # the rarest words, whose pairs are tried
_ALL_TOGETHER = 6  # words; no service has all of more
_ALL_FIELDS = " ".join(FIELDS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service that may be meant: the words of its fields, and what is shown of it."""

    id: str
    home: bool
    agency_id: str
    fields: tuple[str, ...]
    groups: str
    own: str
    shown: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The part of the catalog to take candidates from: a table, and words of regions."""

    connection: sqlite3.Connection
    home: bool
    services: int
    regions: Sequence[str] = ()

    def candidates(self, tokens: Sequence[Token]) -> list[Candidate]:
        """The best candidates for the tokens; none without a token."""
        tokens = [token for token in tokens if token.found]
        if not tokens:
            return []
        if self.services <= _SCORED_CATALOG:
            numbers = self._scored(tokens)
        else:
            numbers = self._stepped(tokens)
        marks = ", ".join("?" * len(numbers))
        rows = self.connection.execute(
            "SELECT id, home, agency_id, name, agency, category, description, alias, groups, own,"  # noqa: S608
            f" shown FROM search_text WHERE number IN ({marks})",
            numbers,
        )
        return [Candidate(row[0], bool(row[1]), row[2], row[3:8], *row[8:]) for row in rows]

    @property
    def _table(self) -> str:
        return "search_home" if self.home else "search_all"

    def _scored(self, tokens: Sequence[Token]) -> list[int]:
        said = " OR ".join(token.match() for token in tokens)
        rows = self.connection.execute(
            f"SELECT rowid FROM {self._table} WHERE {self._table} MATCH ?"  # noqa: S608
            f" ORDER BY bm25({self._table}, {_BM25_WEIGHTS}), rowid LIMIT {_RANKED}",
            (self._within(_ALL_FIELDS, said),),
        )
        return [row[0] for row in rows]

    def _stepped(self, tokens: Sequence[Token]) -> list[int]:
        found: dict[int, None] = {}
        longer = [token for token in tokens if len(token.word) > 1 or not token.begins]
        if not longer:
            longer = [self._commonest(token) for token in tokens]
        for fields, together, limit in _steps(longer):
            said = " AND ".join(token.match() for token in together)
            rows = self.connection.execute(
                f"SELECT rowid FROM {self._table} WHERE {self._table} MATCH ? LIMIT {limit}",  # noqa: S608
                (self._within(fields, said),),
            )
            found.update((row[0], None) for row in rows)
            if len(found) >= _RANKED:
                break
        return list(found)

    def _commonest(self, token: Token) -> Token:
        """A single letter, which would begin half of all words, read as the commonest of them."""
        terms = Known(self.connection, self.home).commonest(token.word)
        return replace(token, terms=tuple((term, 1.0) for term in terms), begins=False)

    def _within(self, fields: str, said: str) -> str:
        match = f"{{{fields}}} : ({said})"
        if self.regions:
            named = " OR ".join(f'"{word}"' for word in self.regions)
            match = f"({match}) AND (region : ({named}))"
        return match


def _steps(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token], int]]:
    """Fields, the words that must all stand there, and how many rows to take."""
    if len(tokens) <= _ALL_TOGETHER:
        yield "name", tokens, 24
        yield "name alias", tokens, 24
        yield _ALL_FIELDS, tokens, 12
    rarest = sorted(tokens, key=lambda token: token.services)[:_STEPPED_WORDS]
    if len(tokens) > 2:
        for pair in combinations(rarest, 2):
            yield "name alias", pair, 6
    if len(tokens) > 1:
        for token in rarest:
            yield "name alias", (token,), 8
            yield _ALL_FIELDS, (token,), 4
