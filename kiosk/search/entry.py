"""What the search knows of a service."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.life_events import WORDS
from kiosk.domain.service import Agency, Service


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as the search indexes it; requirements are left out: nearly all name KTP and KK.

    `region` is a Kemendagri code ("35", "35.72"), "" where the service is for everywhere.
    `categories` are life events and subjects in words.
    """

    id: str
    name: str
    agency_id: str
    agency: str
    of_this_hall: bool = False
    region: str = ""
    categories: tuple[str, ...] = ()
    description: str = ""
    aliases: tuple[str, ...] = ()


def entry_of(service: Service, agency: Agency, *, of_this_hall: bool) -> Entry:
    """The entry of a catalog's service; a withdrawn one is dropped from the index, not put."""
    return Entry(
        id=service.id,
        name=service.name,
        agency_id=agency.id,
        agency=f"{agency.name} ({agency.short_name})",
        of_this_hall=of_this_hall,
        region=service.region or agency.region,
        categories=tuple(WORDS[event].name for event in service.life_events),
        description=f"{service.description} {service.product_words}",
        aliases=service.aliases,
    )
