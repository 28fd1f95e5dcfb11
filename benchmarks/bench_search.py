"""The search: taking a catalog in, answering every key of a query, and finding what is meant.

Times are of this process on the CPU: other programs of the machine do not count. The floor is what
plain FTS5 needs to find the same words in the same texts, without any of the search's knowledge.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.catalogs.generator import WHOLE_COUNTRY, entries
from benchmarks.table import Table, percentile
from kiosk.search.entry import Entry
from kiosk.search.index import Index
from kiosk.search.language.words import split
from kiosk.search.lexicon import Lexicon
from kiosk.search.search import Search
from kiosk.settings import bundled_files

SIZES = (200, 2_000, WHOLE_COUNTRY)
PAGE = 500  # services in one put, as a page of the feed brings them
EVERY = 4  # of the queries is typed key by key
QUERIES = Path(__file__).parent.parent / "tests/unit/kiosk/search/queries.jsonl"

Query = dict[str, list[str]]


def run() -> list[Table]:
    """Measure 200, 2,000 and 27,000 services, with and without a hall among them."""
    words = Lexicon.read(bundled_files().assets / "search")
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    intake = Table(
        "Search: taking in, file and start",
        ("services", "import s", "floor s", "one change ms", "file MB", "start ms"),
    )
    keys = Table(
        "Search: a key (ms)", ("services", "hall", "p50", "p99", "worst", "floor p50", "floor p99")
    )
    quality = Table(
        f"Search: what is meant is found among {WHOLE_COUNTRY:,}",
        ("hall", "kind", "queries", "MRR@10", "R@3"),
    )
    for size in SIZES:
        for home in (True, False):
            catalog = entries(size, home=home)
            with _indexed(catalog, words) as (path, import_s, change_ms), _floor(catalog) as floor:
                start_ms = _start(path)
                if home:
                    megabytes = path.stat().st_size / 1e6
                    intake.add(size, import_s, floor.seconds, change_ms, megabytes, start_ms)
                with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                    search = Search.open(connection, words)
                    texts = _typed(queries)
                    spent = _times(search.find, texts)
                    least = _times(floor.find, texts)
                    hall = "of 200" if home else "none"
                    keys.add(size, hall, *_spread(spent), *_spread(least)[:2])
                    if size == WHOLE_COUNTRY:
                        _quality(quality, hall, search, queries)
    return [intake, keys, quality]


@contextmanager
def _indexed(catalog: Sequence[Entry], words: Lexicon) -> Iterator[tuple[Path, float, float]]:
    """An index file with the seconds its making took, and the milliseconds of one change."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.db"
        index = Index(words)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            begun = time.process_time()
            index.prepare(connection)
            for page in range(0, len(catalog), PAGE):
                connection.execute("BEGIN")
                index.put(connection, catalog[page : page + PAGE])
                connection.execute("COMMIT")
            import_s = time.process_time() - begun
            begun = time.process_time()
            connection.execute("BEGIN")
            index.put(connection, [catalog[len(catalog) // 2]])
            connection.execute("COMMIT")
            change_ms = (time.process_time() - begun) * 1e3
        yield path, import_s, change_ms


class _Floor:
    """Plain FTS5 over the same texts: any of the words, best ten by bm25."""

    def __init__(self, connection: sqlite3.Connection, seconds: float) -> None:
        self._connection = connection
        self.seconds = seconds

    def find(self, text: str) -> list[tuple[str]]:
        """The ids of the best ten."""
        match = " OR ".join(f'"{word}"' for word in split(text))
        return self._connection.execute(
            "SELECT id FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 10",
            (f'{match[:-1]}" *' if match else '""',),
        ).fetchall()


@contextmanager
def _floor(catalog: Sequence[Entry]) -> Iterator[_Floor]:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(Path(folder) / "plain.db")) as connection,
    ):
        begun = time.process_time()
        connection.execute("CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, name, text)")
        connection.executemany(
            "INSERT INTO plain VALUES (?, ?, ?)",
            ((e.id, e.name, " ".join((e.agency, e.description, *e.aliases))) for e in catalog),
        )
        connection.commit()
        yield _Floor(connection, time.process_time() - begun)


def _start(path: Path) -> float:
    """Milliseconds from nothing to the first answer, words read and all."""
    begun = time.process_time()
    words = Lexicon.read(bundled_files().assets / "search")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        Search.open(connection, words).find("ktp")
        return (time.process_time() - begun) * 1e3


def _typed(queries: Sequence[Query]) -> list[str]:
    """Queries as the keys of a keyboard make them."""
    return [
        text[:end]
        for text in (str(query["q"]) for query in queries[::EVERY])
        for end in range(1, len(text) + 1)
    ]


def _times(find: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    spent = []
    for text in texts:
        begun = time.process_time()
        find(text)
        spent.append((time.process_time() - begun) * 1e3)
    return spent


def _spread(spent: Sequence[float]) -> tuple[float, float, float]:
    return percentile(spent, 0.5), percentile(spent, 0.99), max(spent)


def _quality(table: Table, hall: str, search: Search, queries: Sequence[Query]) -> None:
    """Mean of one over the place of the first service meant; how often it is among three."""
    ranks: dict[str, list[float]] = defaultdict(list)
    for query in queries:
        results = search.find(str(query["q"]))
        hits = results.hits if results else ()
        meant = tuple(query["relevant"])
        places = [at for at, hit in enumerate(hits, 1) if hit.service_id.endswith(meant)]
        ranks[str(query["kind"])].append(1 / places[0] if places else 0.0)
    ranks["all"] = [rank for of_kind in ranks.values() for rank in of_kind]
    for kind, found in ranks.items():
        among_three = sum(rank >= 1 / 3 for rank in found) / len(found)
        table.add(hall, kind, len(found), sum(found) / len(found), among_three)
