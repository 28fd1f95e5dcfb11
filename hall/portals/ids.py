"""Under which id the catalog has what some portals tell of together.

The hall's own id always counts: queues name it. Else an id stays where it was given first, as long
as anybody tells of the thing; only a thing that nobody had before gets one, the best portal's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from hall.portals.matching import OWN, natural_id
from hall.portals.records import Records, Stored
from hall.sources.texts import digest
from kiosk.catalog.feed import Kind


class Naming(Protocol):
    """Which id a record has when nobody else tells of it."""

    def natural(self, row: Stored) -> str:
        """The id."""


def ids_of(
    kind: Kind, parts: Sequence[Sequence[Stored]], records: Records, order: Naming
) -> list[str]:
    """An id for each part, a part being rows that are one thing, best first; no id is given twice.

    Ids of things that are not among the parts stay theirs.
    """
    inside = {(row.source_id, row.id) for part in parts for row in part}
    given: dict[int, str] = {}
    taken: set[str] = set()
    wishes = [list(_wishes(part, order)) for part in parts]
    by_claim = sorted(range(len(parts)), key=lambda place: (min(wishes[place])[0], place))
    for place in by_claim:
        for _, wish in wishes[place]:
            if wish not in taken and records.under(kind, wish) <= inside:
                break
        taken.add(wish)
        given[place] = wish
    return [given[place] for place in range(len(parts))]


def _wishes(part: Sequence[Stored], order: Naming) -> Iterator[tuple[int, str]]:
    """The ids a part may have, the one with the strongest claim (0) first."""
    for row in part:
        if row.source_id == OWN:
            yield 0, row.id
    for row in part:
        if row.catalog_id and row.catalog_id == order.natural(row):
            yield 1, row.catalog_id
    for row in part:
        if row.catalog_id:
            yield 2, row.catalog_id
    for row in part:
        yield 3, order.natural(row)
    for row in part:
        yield 4, natural_id(row.source_id, row.id, shared=False)
    for row in part:
        yield 5, "x" + digest(row.source_id, row.id)
