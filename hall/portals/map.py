"""The integration map of a hall: which portals give what, what overlaps, what only one has.

It is what the store knows at one moment; nothing is asked of any portal.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from hall.portals.matching import OWN
from hall.portals.records import Records, Standing, Stored
from hall.sources.source import Complaint
from kiosk.catalog.feed import Kind
from kiosk.settings import SourceSettings

OWN_NAME = "mal sendiri"


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal: times in milliseconds since 1970, None for never; `trouble` is a sentence.

    `only_here` counts the services that nobody else tells of, `shared` those that others do.
    """

    id: str
    name: str
    kind: str
    rank: int
    where: str
    tried_at: int | None
    told_at: int | None
    trouble: str
    agencies: int
    services: int
    only_here: int
    shared: int
    refused: tuple[Complaint, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many services two portals both tell of."""

    first: str
    second: str
    services: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A service of the catalog and who tells of it, the best first."""

    id: str
    name: str
    agency: str
    portals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IntegrationMap:
    """All portals, what they share, and every service."""

    hall_id: str
    portals: tuple[Portal, ...]
    overlaps: tuple[Overlap, ...]
    services: tuple[Entry, ...]


def draw(hall_id: str, records: Records, settings: Sequence[SourceSettings]) -> IntegrationMap:
    """Draw the map of a hall out of its store and settings."""
    rows = records.all()
    order = [OWN, *(one.id for one in sorted(settings, key=lambda one: one.rank))]
    services = _entries(rows, order)
    standings = records.standings()
    counts = Counter((row.source_id, row.kind) for row in rows)
    portals = []
    for source_id in order:
        about = next((one for one in settings if one.id == source_id), None)
        told = counts[source_id, Kind.AGENCY], counts[source_id, Kind.SERVICE]
        if about is not None or any(told):
            portals.append(_portal(about, standings.get(source_id), told, services))
    return IntegrationMap(hall_id, tuple(portals), tuple(_overlaps(order, services)), services)


def _portal(
    about: SourceSettings | None,
    standing: Standing | None,
    told: tuple[int, int],
    services: Iterable[Entry],
) -> Portal:
    source_id = about.id if about else OWN
    mine = [entry for entry in services if source_id in entry.portals]
    only = sum(len(entry.portals) == 1 for entry in mine)
    refused = json.loads(standing.refused) if standing else []
    return Portal(
        id=source_id,
        name=(about.name or about.id) if about else OWN_NAME,
        kind=about.kind if about else "berkas mal",
        rank=about.rank if about else 0,
        where=(str(about.file or "") or about.address) if about else "",
        tried_at=standing.tried_at if standing else None,
        told_at=standing.told_at if standing else None,
        trouble=(standing.trouble or "") if standing else "",
        agencies=told[0],
        services=told[1],
        only_here=only,
        shared=len(mine) - only,
        refused=tuple(Complaint(**one) for one in refused),
    )


def _entries(rows: Iterable[Stored], order: Sequence[str]) -> tuple[Entry, ...]:
    """The services of the catalog by agency and name, each with its portals."""
    place = {source_id: number for number, source_id in enumerate(order)}
    agencies: dict[tuple[str, str], str] = {}
    told: dict[str, list[Stored]] = {}
    for row in rows:
        if row.kind == Kind.AGENCY:
            agencies[row.source_id, row.id] = json.loads(row.record)["short_name"]
        elif row.catalog_id:
            told.setdefault(row.catalog_id, []).append(row)
    found = []
    for catalog_id, several in told.items():
        several.sort(key=lambda row: place.get(row.source_id, len(place)))
        best = several[0]
        name = json.loads(best.record)["name"]
        agency = agencies.get((best.source_id, best.agency_id), "")
        found.append(Entry(catalog_id, name, agency, tuple(row.source_id for row in several)))
    return tuple(sorted(found, key=lambda entry: (entry.agency, entry.name, entry.id)))


def _overlaps(order: Sequence[str], services: Iterable[Entry]) -> Iterable[Overlap]:
    pairs = Counter(pair for one in services for pair in combinations(one.portals, 2))
    for first, second in combinations(order, 2):
        both = pairs[first, second] + pairs[second, first]
        if both:
            yield Overlap(first, second, both)
