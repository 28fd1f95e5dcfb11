"""What a search answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """Where a query matched."""

    NAME = "name"
    AGENCY = "agency"
    ALIAS = "alias"


class Scope(StrEnum):
    """Which services were searched."""

    HALL = "hall"
    REGION = "region"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Mark:
    """A text in which the query matched, and the places [begin, end) to mark in it."""

    field: Field
    text: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A service found. `why` is empty where only its description or subject matched."""

    service_id: str
    agency_id: str
    of_this_hall: bool
    why: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class NearAgency:
    """An agency to offer when no service was found."""

    id: str
    name: str
    of_this_hall: bool


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one text.

    `region` names the region searched, "" otherwise. `read_as` holds words that were read as other
    words (typed, read). Without hits `agencies` are the nearest ones, and the screen points to the
    information desk as well: `nothing` says so.
    """

    text: str
    scope: Scope
    hits: tuple[Hit, ...]
    region: str = ""
    read_as: tuple[tuple[str, str], ...] = ()
    agencies: tuple[NearAgency, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether no service was found."""
        return not self.hits
