"""Finding services in everyday words, over a connection that only reads.

A `Search` depends on nothing but its connection and the lexicon: the same text gives the same
results until the index changes. It answers within a frame, off the GUI thread; one thread at a time
may ask, whichever that is. A caller that has newer text says so by `stale`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.search.answer.candidates import Shelf
from kiosk.search.answer.marks import Marker
from kiosk.search.answer.merge import in_turn, varied, with_whole
from kiosk.search.answer.nearest import nearest_agencies
from kiosk.search.answer.query import QueryReader, Token
from kiosk.search.answer.rerank import Ranked, rerank
from kiosk.search.language.regions import RegionSaid, words_for
from kiosk.search.language.words import split
from kiosk.search.lexicon import Lexicon
from kiosk.search.results import Hit, Results, Scope
from kiosk.search.terms import Known

MAX_TEXT = 1_000  # characters that are read
DEFAULT_LIMIT = 10
_MOST_ERRANDS = 3
_HALF = 0.5
_MUCH_MORE = 0.3  # of the query that services elsewhere must answer to come before those at hand


@dataclass(frozen=True, slots=True)
class _Where:
    """The part of the catalog that is searched."""

    scope: Scope
    known: Known
    regions: Sequence[str] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    ranked: list[Ranked]
    tokens: tuple[Token, ...]

    @property
    def covered(self) -> float:
        """How much of the query the best answers (0..1), 0 where there is none."""
        return max((one.covered for one in self.ranked[:3]), default=0.0)

    def settles(self, scope: Scope) -> bool:
        """Whether to look no further.

        That is so unless the region answers less than half, or much of the query is words that
        this hall has not and services elsewhere have.
        """
        if scope is Scope.REGION:
            return self.covered >= _HALF
        total = sum(token.weight for token in self.tokens)
        elsewhere = sum(token.weight for token in self.tokens if not token.found)
        return scope is Scope.ALL or elsewhere <= _MUCH_MORE * total


class _Stale(Exception):
    """Nobody waits for these results any more."""


class Search:
    """Answers what visitors type."""

    def __init__(self, connection: sqlite3.Connection, lexicon: Lexicon, home_region: str) -> None:
        self._connection = connection
        self._lexicon = lexicon
        self._home_region = home_region

    @classmethod
    def open(
        cls, connection: sqlite3.Connection, lexicon: Lexicon, home_region: str = ""
    ) -> Search:
        """Search what an `Index` with the same lexicon keeps in this file.

        `home_region` is the code of the hall's own region: naming it does not leave the hall.
        """
        return cls(connection, lexicon, home_region)

    def find(
        self,
        text: str,
        limit: int = DEFAULT_LIMIT,
        stale: Callable[[], bool] = lambda: False,
    ) -> Results | None:
        """The services meant by `text`, best first; None when `stale` said to stop.

        Any text is good. The hall's own services are searched, or all where there are none; a
        region's name searches the services its people can use. Raises sqlite3.Error when the file
        cannot be read.
        """
        words = split(text[:MAX_TEXT])
        typing = bool(words) and text[:MAX_TEXT].rstrip()[-1:] == text[:MAX_TEXT][-1:]
        try:
            with self._one_moment():
                return self._find(text, words, typing=typing, limit=limit, stale=stale)
        except _Stale:
            return None

    @contextmanager
    def _one_moment(self) -> Iterator[None]:
        """One state of the file for all reads, whatever a writer commits meanwhile."""
        self._connection.execute("SAVEPOINT search")
        try:
            yield
        finally:
            self._connection.execute("RELEASE search")

    def _find(
        self,
        text: str,
        words: list[str],
        *,
        typing: bool,
        limit: int,
        stale: Callable[[], bool],
    ) -> Results:
        best: tuple[_Where, _Found] | None = None
        for where, asked in self._places(words):
            found = self._ask(where, asked, typing=typing, stale=stale)
            if found.covered > (best[1].covered + _MUCH_MORE if best else 0.0):
                best = where, found
            if best and found.settles(where.scope):
                break
        if best:
            return self._results(text, *best, limit)
        home = self._has_home()
        agencies = nearest_agencies(self._connection, words, home=home)
        return Results(text, Scope.HALL if home else Scope.ALL, (), agencies=agencies)

    def _results(self, text: str, where: _Where, found: _Found, limit: int) -> Results:
        marker = Marker(found.tokens, self._lexicon)
        ranked = varied(found.ranked) if where.scope is Scope.ALL else found.ranked
        hits = tuple(_hit(one, marker) for one in ranked[:limit])
        read_as = tuple((t.word, t.read_as) for t in found.tokens if t.read_as)
        return Results(text, where.scope, hits, where.region, read_as)

    def _places(self, words: list[str]) -> Iterator[tuple[_Where, list[str]]]:
        """Where to look, in turn, each with the words to look for."""
        home = Known(self._connection, home=True)
        everything = Known(self._connection, home=False)
        has_home = self._has_home()
        region = self._lexicon.regions.said_in(words)
        rest = words
        if region is not None:
            rest = words[: region.begin] + words[region.end :]
            if rest and not self._is_home(region, words, home if has_home else None):
                wanted = words_for(region.codes)
                yield _Where(Scope.REGION, everything, wanted, region.name), rest
        if has_home:
            yield _Where(Scope.HALL, home), words
        yield _Where(Scope.ALL, everything), words

    def _is_home(self, region: RegionSaid, words: list[str], home: Known | None) -> bool:
        """Whether naming the region does not leave the hall: it lies there, or speaks of it."""
        own = self._home_region
        if own and any(own == code or own[:2] == code for code in region.codes):
            return True
        if home is None:
            return False
        named = words[region.begin : region.end]
        return len(home.counts(named)) == len(set(named))

    def _has_home(self) -> bool:
        return Known(self._connection, home=True).services() > 0

    def _ask(
        self, where: _Where, words: list[str], *, typing: bool, stale: Callable[[], bool]
    ) -> _Found:
        reader = QueryReader(where.known, self._lexicon)
        whole = self._rank(where, reader, self._telling(words), typing=typing, stale=stale)
        parts = self._parts(words)
        if len(parts) < 2 or (whole.ranked and whole.ranked[0].covered > 0.99):
            return whole
        each = [
            self._rank(where, reader, part, typing=typing and part is parts[-1], stale=stale)
            for part in parts
        ]
        merged = in_turn([with_whole(one.ranked, whole.ranked) for one in each])
        return _Found(merged or whole.ranked, whole.tokens)

    def _rank(
        self,
        where: _Where,
        reader: QueryReader,
        words: list[str],
        *,
        typing: bool,
        stale: Callable[[], bool],
    ) -> _Found:
        if stale():
            raise _Stale
        tokens = reader.read(words, typing=typing)
        home = where.scope is Scope.HALL
        shelf = Shelf(self._connection, home, reader.services, where.regions)
        found = shelf.candidates(tokens)
        if stale():
            raise _Stale
        return _Found(rerank(tokens, found, self._lexicon), tokens)

    def _telling(self, words: list[str]) -> list[str]:
        """The words that say something; all where none does."""
        empty = self._lexicon.fillers | self._lexicon.joiners
        return [word for word in words if word not in empty] or words

    def _parts(self, words: list[str]) -> list[list[str]]:
        """The errands of a text, parted by joiners."""
        parts: list[dict[str, None]] = [{}]
        for word in words:
            if word in self._lexicon.joiners:
                parts.append({})
            elif word not in self._lexicon.fillers:
                parts[-1][word] = None
        different = dict.fromkeys(tuple(part) for part in parts if part)
        return [list(part) for part in different][:_MOST_ERRANDS]


def _hit(one: Ranked, marker: Marker) -> Hit:
    found = one.candidate
    return Hit(found.id, found.agency_id, found.home, marker.why(one))
