"""What each portal told, as rows of the store: records, and the links that join them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from hall.store.schema import source_links, source_records, sources
from hall.store.sql import Sql, Value
from hall.store.transaction import Transaction
from kiosk.catalog.feed import Kind

#: A link that more records share than this says nothing; following it would cost too much.
MOST_SHARING = 64


class Stored(NamedTuple):
    """A record of a portal; `record` and `same_as` are JSON."""

    source_id: str
    kind: str
    id: str
    agency_id: str
    record: str
    same_as: str
    catalog_id: str


class Standing(NamedTuple):
    """How reading a portal went: `refused` is JSON, times are milliseconds, None for never."""

    id: str
    origin: str
    cursor: str
    tried_at: int | None
    told_at: int | None
    trouble: str | None
    refused: str


_R, _L, _S = source_records.c, source_links.c, sources.c
_COLUMNS = tuple(_R[name] for name in Stored._fields)
_HERE = _R.hall_id == bindparam("h")
_ONE = (_HERE, _R.source_id == bindparam("s"), _R.kind == bindparam("k"), _R.id == bindparam("i"))

_GET = Sql(select(*_COLUMNS).where(*_ONE))
_ALL = Sql(select(*_COLUMNS).where(_HERE))
_IDS = Sql(select(_R.kind, _R.id).where(_HERE, _R.source_id == bindparam("s")))
_SOURCES = Sql(select(_R.source_id).where(_HERE).distinct())
_OF_AGENCY = Sql(
    select(*_COLUMNS).where(_HERE, _R.source_id == bindparam("s"), _R.agency_id == bindparam("a"))
)
_UNDER = Sql(
    select(_R.source_id, _R.id).where(
        _HERE, _R.kind == bindparam("k"), _R.catalog_id == bindparam("c")
    )
)
_FORGET = Sql(delete(source_records).where(*_ONE))
_KEEP = Sql(insert(source_records), "hall_id", *Stored._fields)
_PUBLISH = Sql(update(source_records).where(*_ONE).values(catalog_id=bindparam("c")))

_SHARING = Sql(
    select(_L.source_id, _L.id)
    .where(_L.hall_id == bindparam("h"), _L.kind == bindparam("k"), _L.link == bindparam("l"))
    .limit(MOST_SHARING + 1)
)
_OF_RECORD = (
    _L.hall_id == bindparam("h"),
    _L.source_id == bindparam("s"),
    _L.kind == bindparam("k"),
    _L.id == bindparam("i"),
)
_LINKS = Sql(select(_L.link).where(*_OF_RECORD))
_UNLINK = Sql(delete(source_links).where(*_OF_RECORD))
_LINK = Sql(insert(source_links), "hall_id", "kind", "link", "source_id", "id")

_STANDINGS = Sql(
    select(*(_S[name] for name in Standing._fields)).where(_S.hall_id == bindparam("h"))
)
_DROP_STANDING = Sql(delete(sources).where(_S.hall_id == bindparam("h"), _S.id == bindparam("s")))
_ADD_STANDING = Sql(insert(sources), "hall_id", *Standing._fields)


class Records:
    """The rows of one hall, within one transaction."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._connection = tx.connection
        self._rows: dict[tuple[str, str, str], Stored | None] = {}
        self._links: dict[tuple[str, str, str], frozenset[str]] = {}
        self._sharing: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    # --- records ---

    def get(self, source_id: str, kind: str, record_id: str) -> Stored | None:
        """A record as its portal told it last."""
        key = (source_id, kind, record_id)
        if key not in self._rows:
            row = _GET.first(self._connection, **self._place(*key))
            self._rows[key] = Stored(*row) if row else None
        return self._rows[key]

    def all(self) -> list[Stored]:
        """Every record of every portal."""
        return [Stored(*row) for row in _ALL.all(self._connection, h=self._tx.hall_id)]

    def keys(self, source_id: str) -> set[tuple[Kind, str]]:
        """What a portal has told of and not taken back."""
        rows = _IDS.all(self._connection, h=self._tx.hall_id, s=source_id)
        return {(Kind(kind), record_id) for kind, record_id in rows}

    def sources(self) -> set[str]:
        """Whose records there are."""
        return {row[0] for row in _SOURCES.all(self._connection, h=self._tx.hall_id)}

    def of_agency(self, source_id: str, agency_id: str) -> list[Stored]:
        """The services a portal tells of an agency."""
        rows = _OF_AGENCY.all(self._connection, h=self._tx.hall_id, s=source_id, a=agency_id)
        return [Stored(*row) for row in rows]

    def under(self, kind: Kind, catalog_id: str) -> set[tuple[str, str]]:
        """Which records the feed has under an id: source and id of each."""
        rows = _UNDER.all(self._connection, h=self._tx.hall_id, k=kind, c=catalog_id)
        return {(source_id, record_id) for source_id, record_id in rows}

    def keep(self, rows: Sequence[Stored]) -> None:
        """Write records, those that were there anew."""
        self.forget((row.source_id, row.kind, row.id) for row in rows if self._there(row))
        self._rows |= {(row.source_id, row.kind, row.id): row for row in rows}
        values: list[dict[str, Value]] = [
            {"hall_id": self._tx.hall_id, **row._asdict()} for row in rows
        ]
        if values:
            _KEEP.many(self._connection, values)

    def _there(self, row: Stored) -> bool:
        return self.get(row.source_id, row.kind, row.id) is not None

    def forget(self, keys: Iterable[tuple[str, str, str]]) -> None:
        """Drop records."""
        dropped = list(keys)
        self._rows |= dict.fromkeys(dropped)
        values = [self._place(*key) for key in dropped]
        if values:
            _FORGET.many(self._connection, values)

    def publish(self, ids: Iterable[tuple[Stored, str]]) -> None:
        """Note under which ids the feed has records."""
        values: list[dict[str, Value]] = []
        for row, catalog_id in ids:
            place = (row.source_id, row.kind, row.id)
            self._rows[place] = row._replace(catalog_id=catalog_id)
            values.append(self._place(*place) | {"c": catalog_id})
        if values:
            _PUBLISH.many(self._connection, values)

    # --- links ---

    def links(self, row: Stored) -> frozenset[str]:
        """The links of a record."""
        key = (row.source_id, row.kind, row.id)
        if key not in self._links:
            found = _LINKS.all(self._connection, **self._place(*key))
            self._links[key] = frozenset(one[0] for one in found)
        return self._links[key]

    def link(self, kind: Kind, links: Iterable[tuple[str, str, frozenset[str]]]) -> None:
        """Give records new links for those they had: source, id, links."""
        told = list(links)
        old = [self._place(source_id, kind, record_id) for source_id, record_id, _ in told]
        self._links |= {(source_id, kind, i): several for source_id, i, several in told}
        self._sharing.clear()
        fresh: list[dict[str, Value]] = [
            {
                "hall_id": self._tx.hall_id,
                "kind": kind,
                "link": one,
                "source_id": source_id,
                "id": record_id,
            }
            for source_id, record_id, several in told
            for one in several
        ]
        if old:
            _UNLINK.many(self._connection, old)
        if fresh:
            _LINK.many(self._connection, fresh)

    def sharing(self, kind: Kind, link: str) -> tuple[tuple[str, str], ...]:
        """Who has a link: source and id of each; nobody when too many have it."""
        found = self._sharing.get((kind, link))
        if found is None:
            rows = _SHARING.all(self._connection, h=self._tx.hall_id, k=kind, l=link)
            found = () if len(rows) > MOST_SHARING else tuple((s, i) for s, i in rows)
            self._sharing[kind, link] = found
        return found

    # --- standings ---

    def standings(self) -> dict[str, Standing]:
        """How every portal stands, by id."""
        rows = _STANDINGS.all(self._connection, h=self._tx.hall_id)
        return {row[0]: Standing(*row) for row in rows}

    def note(self, standing: Standing) -> None:
        """Write down how a portal stands."""
        self.drop(standing.id)
        _ADD_STANDING.run(self._connection, hall_id=self._tx.hall_id, **standing._asdict())

    def drop(self, source_id: str) -> None:
        """Forget how a portal stands."""
        _DROP_STANDING.run(self._connection, h=self._tx.hall_id, s=source_id)

    def _place(self, source_id: str, kind: str, record_id: str) -> dict[str, Value]:
        return {"h": self._tx.hall_id, "s": source_id, "k": kind, "i": record_id}


def plain_json(value: object) -> str:
    """JSON that is the same text for the same content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
