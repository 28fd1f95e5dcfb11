"""The one interface of all portals: pages of what changed, and a mark to go on from.

A reader only reads. It keeps nothing, so it can be asked again after any break; what comes of its
pages is written by `hall.portals`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from hall.sources.parts import Portal
from kiosk.catalog.feed import Kind
from kiosk.domain.service import Agency, Service

#: Records of one page: the hall waits while a page is written, so it is short.
PAGE_RECORDS = 100
#: More than twice all services of the country's portals; who tells more is not believed.
MOST_RECORDS = 60_000
#: Complaints kept of one pass; the rest is counted.
MOST_COMPLAINTS = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A record as a portal tells it, under the portal's own id; None when it took it back.

    A service names its agency by the id the same portal gives it. `same_as` are names (addresses,
    ids of hall servers) under which the same thing is known elsewhere.
    """

    kind: Kind
    id: str
    record: Agency | Service | None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something a portal told that was not taken: where it stands there, which part, and why.

    `place` is a row ("baris 7") or the portal's id of the record, fit for a line of text.
    """

    place: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some changes, written together or not at all; `cursor` asks for what comes after them.

    `begins` and `ends` mark a pass that tells everything: what was told before and not between the
    two is gone. `complaints` are of this page; `refused` are records that are there and were not
    taken: they keep what was known of them.
    """

    changes: tuple[Told, ...]
    cursor: str
    complaints: tuple[Complaint, ...] = ()
    begins: bool = False
    ends: bool = False
    refused: frozenset[tuple[Kind, str]] = frozenset()


class Source(Protocol):
    """A portal that can be read."""

    def changes(self, after: str) -> Iterator[Page]:
        """What changed after a cursor; "" asks for everything. No page: nothing is new.

        Raises SourceUnreachable, SourceUnusable, BadRecord; pages given before remain good.
        """

    def close(self) -> None:
        """End what is being read; `changes` raises SourceUnreachable from then on."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A portal as the hall follows it.

    The first line of `origin` says where it is read, the others what is said of its records.
    `report` is where a file's refused rows are told, None for portals that are no file here.
    """

    portal: Portal
    kind: str
    rank: int
    origin: str
    interval_seconds: float
    source: Source
    report: Path | None = None


def whole_pass(
    told: list[Told],
    complaints: list[Complaint],
    refused: frozenset[tuple[Kind, str]],
    cursor: str,
    until_then: str,
) -> Iterator[Page]:
    """Everything a portal has, in short pages; the cursor moves with the last, not before.

    A pass that breaks is read again from its beginning: its pages may come twice, which is no harm.
    """
    rest = iter(told)
    some = list(islice(rest, PAGE_RECORDS))
    begins = True
    while True:
        following = list(islice(rest, PAGE_RECORDS))
        ends = not following
        yield Page(
            tuple(some),
            cursor if ends else until_then,
            tuple(complaints) if ends else (),
            begins,
            ends,
            refused if ends else frozenset(),
        )
        if ends:
            return
        some, begins = following, False
