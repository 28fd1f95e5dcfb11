"""Mounts the pages that people open in a browser: the counter's, the phone's, the front door.

The pages speak to the API like every other client. What they need besides (names of services,
where to go) comes from the small page data here.
"""

from __future__ import annotations

from typing import Protocol

from fastapi import FastAPI

from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service
from kiosk.ports import Clock


class Catalog(Protocol):
    """What the pages ask of the hall's catalog; None for what this hall does not know."""

    def agency(self, agency_id: str) -> Agency | None:
        """The agency of an id."""

    def service(self, service_id: str) -> Service | None:
        """The service of an id."""


def mount(app: FastAPI, hall: Hall, clock: Clock, catalog: Catalog) -> None:
    """Add the pages and their static files to the application."""
