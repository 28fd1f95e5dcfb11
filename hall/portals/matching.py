"""Which records of several portals are one and the same thing.

Records that share a link may be the same (docs/decisions/0020): an id or address both know it
under, or agency, place and name folded alike. A portal tells its own records apart, so two of one
portal never become one, and a name that a portal uses twice links nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hall.portals.names import agency_names, places, service_name
from hall.sources.texts import digest
from kiosk.domain.service import Agency, Service

OWN = ""
_BY_NAME = "n"
_BY_ID = "i"


@dataclass(frozen=True, slots=True)
class Node:
    """A record of a portal: its links, and `rank`: its place among all, the best at 0."""

    source_id: str
    id: str
    links: frozenset[str]
    rank: int


def links_of_agency(agency: Agency, natural_id: str, same_as: Iterable[str], home: str) -> set[str]:
    """The links of an agency; `home` is the town that is meant where none is named."""
    names = (agency.name, agency.short_name)
    links = {_by_id(natural_id), *(_by_id(one) for one in same_as)}
    for where in places(names, agency.region, home):
        links.update(_by_name(name, where) for name in agency_names(*names))
    return links


def links_of_service(
    service: Service, agency: Agency, natural_id: str, same_as: Iterable[str], home: str
) -> set[str]:
    """The links of a service of an agency of the same portal."""
    names = (agency.name, agency.short_name)
    links = {_by_id(natural_id), *(_by_id(one) for one in same_as)}
    for where in places(names, service.region or agency.region, home):
        for name in agency_names(*names):
            links.add(_by_name(name, where, service_name(service.name)))
    return links


def natural_id(source_id: str, record_id: str, *, shared: bool) -> str:
    """The id a record has in this catalog when nobody else tells of it, the same for ever.

    `shared` ids are those of hall servers, which mean the same everywhere.
    """
    if shared:
        return record_id
    whole = f"{source_id}.{record_id}"
    return whole if len(whole) <= 64 else f"{source_id}.{digest(record_id)}"


def groups(nodes: Sequence[Node]) -> list[list[Node]]:
    """The nodes that are the same thing together, best first; the same for any order of `nodes`."""
    ordered = sorted(nodes, key=lambda node: node.rank)
    parts = [[node] for node in ordered]
    part_of = {(node.source_id, node.id): part for node, part in zip(ordered, parts, strict=True)}
    for _, first, second in sorted(_edges(ordered), key=lambda e: (e[0], e[1].rank, e[2].rank)):
        mine = part_of[first.source_id, first.id]
        theirs = part_of[second.source_id, second.id]
        if mine is theirs or {n.source_id for n in mine} & {n.source_id for n in theirs}:
            continue
        mine += theirs
        for node in theirs:
            part_of[node.source_id, node.id] = mine
        theirs.clear()
    return [sorted(part, key=lambda node: node.rank) for part in parts if part]


def _edges(nodes: Iterable[Node]) -> Iterable[tuple[bool, Node, Node]]:
    """Pairs that share a link, from the best node of each link; by name or by id (stronger)."""
    sharing: dict[str, list[Node]] = {}
    for node in nodes:
        for link in node.links:
            sharing.setdefault(link, []).append(node)
    for link, several in sharing.items():
        named = link.startswith(_BY_NAME)
        if named and max(Counter(node.source_id for node in several).values()) > 1:
            continue
        for place, first in enumerate(several):
            for second in several[place + 1 :]:
                yield named, first, second


def _by_id(text: str) -> str:
    return _BY_ID + digest(text)


def _by_name(*parts: str) -> str:
    return _BY_NAME + digest(*parts)
