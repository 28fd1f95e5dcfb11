"""The search index: kept in the catalog's own file, changed in the catalog's own transaction.

`search_text` holds the words of every service; two FTS5 tables over it, `search_home` (what this
hall offers) and `search_all`, hold no text of their own. `search_term` counts in how many services
each word stands, `search_near` serves the speller, `search_agency` counts services by agency.
Every row depends on its service alone, so any order of changes gives the same index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice

from kiosk.search.document import FIELDS, Document, document
from kiosk.search.entry import Entry
from kiosk.search.lexicon import Lexicon
from kiosk.search.terms import Counts

_SCHEMA_VERSION = 1
_CHUNK = 500  # ids in one statement
_INDEXED = (*FIELDS, "region")
_COLUMNS = ("id", "home", "agency_id", *_INDEXED, "groups", "own", "shown")
_TABLES = ("search_home", "search_all")
_ALL_TABLES = (
    *_TABLES,
    *(f"search_{name}" for name in ("text", "term", "near", "agency", "state")),
)
_SCHEMA = (
    (
        "CREATE TABLE search_text (number INTEGER PRIMARY KEY,"
        " id TEXT UNIQUE NOT NULL,"
        " home INTEGER NOT NULL, agency_id TEXT NOT NULL, name TEXT NOT NULL, agency TEXT NOT NULL,"
        " category TEXT NOT NULL, description TEXT NOT NULL, alias TEXT NOT NULL,"
        " region TEXT NOT NULL, groups TEXT NOT NULL, own TEXT NOT NULL, shown TEXT NOT NULL)"
    ),
    *(
        f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(_INDEXED)},"
        " content='search_text', content_rowid='number', tokenize='ascii', prefix='2 3',"
        " detail='column')"
        for table in _TABLES
    ),
    (
        "CREATE TABLE search_term (term TEXT PRIMARY KEY, home INTEGER NOT NULL,"
        " every INTEGER NOT NULL) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE search_near (cut TEXT NOT NULL, term TEXT NOT NULL,"
        " PRIMARY KEY (cut, term)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE search_agency (id TEXT NOT NULL, name TEXT NOT NULL,"
        " home INTEGER NOT NULL, every INTEGER NOT NULL, PRIMARY KEY (id, name)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE search_state (fingerprint TEXT NOT NULL,"
        " home INTEGER NOT NULL, every INTEGER NOT NULL)"
    ),
)


class Index:
    """Writes the index. It opens no transaction: the caller's holds the catalog and this."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._print = f"{_SCHEMA_VERSION}:{lexicon.fingerprint}"

    def prepare(self, connection: sqlite3.Connection) -> bool:
        """Make the tables; returns whether every entry must be put (again).

        That is so for a new file, and after the alias table or another file of the lexicon
        changed: the index is empty then.
        """
        if _state(connection) == self._print:
            return False
        for table in _ALL_TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute("INSERT INTO search_state VALUES (?, 0, 0)", (self._print,))
        return True

    def clear(self, connection: sqlite3.Connection) -> None:
        """Forget every entry."""
        for table in _TABLES:  # without its content FTS5 cannot be told row by row
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608
        for table in ("search_text", "search_term", "search_near", "search_agency"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.execute("UPDATE search_state SET home = 0, every = 0")

    def put(self, connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
        """Add entries, or replace those with the same ids; of one id the last counts."""
        counts = Counts()
        latest = {entry.id: entry for entry in entries}
        self._drop(connection, list(latest), counts)
        rows = sorted(self._rows(connection, latest.values(), counts))
        marks = ", ".join("?" * (len(_COLUMNS) + 1))
        connection.executemany(
            f"INSERT INTO search_text (number, {', '.join(_COLUMNS)}) VALUES ({marks})",  # noqa: S608
            rows,
        )
        for table, wanted in zip(_TABLES, (True, False), strict=True):
            connection.executemany(
                f"INSERT INTO {table}(rowid, {', '.join(_INDEXED)}) "  # noqa: S608
                f"VALUES ({', '.join('?' * (len(_INDEXED) + 1))})",
                ((row[0], *row[4:10]) for row in rows if row[2] or not wanted),
            )
        counts.store(connection)

    def drop(self, connection: sqlite3.Connection, ids: Iterable[str]) -> None:
        """Take entries out; ids that are not there are no mistake."""
        counts = Counts()
        self._drop(connection, list(dict.fromkeys(ids)), counts)
        counts.store(connection)

    def _rows(
        self, connection: sqlite3.Connection, entries: Iterable[Entry], counts: Counts
    ) -> Iterator[tuple[int | str, ...]]:
        taken: set[int] = set()
        for entry in entries:
            made: Document = document(entry, self._lexicon)
            counts.add(made.terms, (entry.agency_id, entry.agency), entry.of_this_hall, 1)
            number = _free_number(connection, entry.id, taken)
            taken.add(number)
            yield (
                number, entry.id, int(entry.of_this_hall), entry.agency_id, made.name, made.agency,
                made.category, made.description, made.alias, made.region, made.groups, made.own,
                made.shown,
            )  # fmt: skip

    @staticmethod
    def _drop(connection: sqlite3.Connection, ids: Sequence[str], counts: Counts) -> None:
        marks = ", ".join("?" * (len(_INDEXED) + 1))
        waiting = iter(ids)
        while chunk := list(islice(waiting, _CHUNK)):
            rows = connection.execute(
                f"SELECT number, home, agency_id, json_extract(shown, '$[1]'), "  # noqa: S608
                f"{', '.join(_INDEXED)} FROM search_text "
                f"WHERE id IN ({', '.join('?' * len(chunk))}) ORDER BY number",
                chunk,
            ).fetchall()
            for row in rows:
                terms = set(" ".join(row[4:9]).split())
                counts.add(terms, (row[2], row[3]), bool(row[1]), -1)
            for table, wanted in zip(_TABLES, (True, False), strict=True):
                connection.executemany(
                    f"INSERT INTO {table}({table}, rowid, {', '.join(_INDEXED)}) "  # noqa: S608
                    f"VALUES ('delete', {marks})",
                    ((row[0], *row[4:10]) for row in rows if row[1] or not wanted),
                )
            connection.executemany(
                "DELETE FROM search_text WHERE number = ?", ((row[0],) for row in rows)
            )


def _state(connection: sqlite3.Connection) -> str:
    """The words and the shape the file's index was made with; "" without an index."""
    table = "SELECT 1 FROM sqlite_master WHERE name = 'search_state'"
    if connection.execute(table).fetchone() is None:
        return ""
    row = connection.execute("SELECT fingerprint FROM search_state").fetchone()
    return str(row[0]) if row else ""


def _free_number(connection: sqlite3.Connection, entry_id: str, taken: set[int]) -> int:
    """A row number made of the id, so that rows tie in the same order in every index.

    40 bits: two of 27,000 ids meet once in some 3,000 catalogs; the later one takes the next.
    """
    number = int.from_bytes(blake2b(entry_id.encode(), digest_size=5).digest())
    while (
        number in taken
        or connection.execute("SELECT 1 FROM search_text WHERE number = ?", (number,)).fetchone()
    ):
        number += 1
    return number
