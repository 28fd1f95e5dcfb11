"""One record out of several that tell of the same thing: field by field, the best one's first.

Best is the lower rank; among equals the one checked later, then the later revision. A field is
taken whole from the best that has it, so that one portal's fees never stand among another's. Only
words to be found by are joined. Every portal stays named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from hall.sources.parts import AGENCY_ICON, SERVICE_ICON
from kiosk.catalog.service_checks import MAX_ENTRIES
from kiosk.domain.service import Agency, InternalStandard, Provenance, Service

T = TypeVar("T")

_WHOLE = ("requirements", "fees", "products", "steps", "complaints", "channels")
_TEXTS = ("region", "description", "note")


@dataclass(frozen=True, slots=True, order=True)
class Freshness:
    """How much newer than others a record is: when it was checked, then its revision."""

    checked: str
    revision: str


def freshness(service: Service) -> Freshness:
    """The freshness of a service as one portal tells it."""
    checked = max((one.verified_at for one in service.provenance), default="")
    revision = max((one.revision for one in service.provenance), default="")
    return Freshness(checked, revision)


def merged_service(members: Sequence[Service], catalog_id: str, agency_id: str) -> Service:
    """The service of all members, best first, under the ids the catalog has for it and its agency.

    A name, icon and status are always the best one's own: they belong together.
    """
    best = members[0]
    if len(members) == 1:
        return replace(best, id=catalog_id, agency_id=agency_id)
    taken: dict[str, Any] = {
        name: _first(members, lambda one, name=name: getattr(one, name))  # type: ignore[misc]
        for name in (*_WHOLE, *_TEXTS)
    }
    return replace(
        best,
        id=catalog_id,
        agency_id=agency_id,
        icon=_first(members, lambda one: "" if one.icon == SERVICE_ICON else one.icon)
        or SERVICE_ICON,
        duration=_first(members, lambda one: one.duration if one.duration.text else None)
        or best.duration,
        internal=_internal(members),
        provenance=_provenance(members),
        life_events=_joined(one.life_events for one in members),
        aliases=_joined([one.aliases for one in members] + [_other_names(members)])[:MAX_ENTRIES],
        **taken,
    )


def merged_agency(members: Sequence[Agency], catalog_id: str) -> Agency:
    """The agency of all members, best first."""
    icon = _first(members, lambda one: "" if one.icon == AGENCY_ICON else one.icon)
    region = _first(members, lambda one: one.region)
    return replace(members[0], id=catalog_id, icon=icon or AGENCY_ICON, region=region)


def _internal(members: Sequence[Service]) -> InternalStandard:
    taken = {
        field.name: _first(members, lambda one, name=field.name: getattr(one.internal, name))  # type: ignore[misc]
        for field in fields(InternalStandard)
    }
    return InternalStandard(**taken)


def _provenance(members: Sequence[Service]) -> tuple[Provenance, ...]:
    """Every portal once, best first; two portals with the same source keep the better one's."""
    found: dict[tuple[str, str], Provenance] = {}
    for member in members:
        for one in member.provenance:
            found.setdefault((one.source, one.source_id), one)
    return tuple(found.values())[:MAX_ENTRIES]


def _other_names(members: Sequence[Service]) -> tuple[str, ...]:
    """What the others call it: people may know it from there."""
    best = members[0].name.casefold()
    return tuple(one.name for one in members[1:] if one.name.casefold() != best)


def _first(members: Sequence[Any], part: Callable[[Any], T]) -> T:
    """The part of the best member that has one, else the best one's empty part."""
    return next((found for one in members if (found := part(one))), part(members[0]))


def _joined(lists: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for one in lists for item in one))
