"""A service of an agency with its published standard, and where those facts come from.

The six published components are those of a service standard under PermenPANRB 15/2014 (service
delivery part): requirements, procedure, duration, fee, product, complaints; the legal basis is
published beside them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record was read and how far it was checked.

    `verified_at` is an ISO date or "" when nobody noted it. `unverified_fields` names parts that
    were not found in the source (`duration`, `requirements[3]`, `legal_basis: Perpol 5/2021`);
    a screen marks them.
    """

    source: str
    verified: bool
    verified_at: str = ""
    unverified_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fee:
    """What the visitor pays: whole rupiah, None when it depends; `text` says it in words."""

    idr: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Agency:
    """A tenant of the hall. `icon` is the name of a Tabler outline icon."""

    id: str
    name: str
    short_name: str
    icon: str


@dataclass(frozen=True, slots=True)
class Service:
    """One thing an agency does, as it publishes it."""

    id: str
    agency_id: str
    name: str
    short_name: str
    icon: str
    requirements: tuple[str, ...]
    duration: str
    fee: Fee
    product: str
    legal_basis: str
    provenance: Provenance
    steps: tuple[str, ...] = ()
    note: str = ""
    aliases: tuple[str, ...] = ()
