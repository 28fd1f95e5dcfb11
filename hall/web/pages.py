"""Mounts the pages that people open in a browser: the front door, the counter's, the phone's.

The pages speak to the API like every other client. What they need besides (names of services,
the way to a counter) comes from the page data here. Scripts and styles are our own files, so the
content policy of hall.wire.headers allows nothing else: text from a catalog stays text even if a
template slips.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, FastAPI, Query
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from hall.web.page_data import (
    Catalog,
    OfferGroup,
    RefusalOf,
    ServiceData,
    counter_groups,
    service_data,
    transfers,
)
from kiosk.domain import phone_code
from kiosk.domain.hall import Hall
from kiosk.errors import UnknownTicket
from kiosk.ports import Clock

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
#: Paper this young may be known to a kiosk's outbox only: the line can be down over a weekend.
_MAY_STILL_ARRIVE = timedelta(days=3)
_MAX_SERVICES = 50
# The address of a phone page is the ticket, so no cache keeps it; hall.wire.headers adds the rest.
_HEADERS = {"Cache-Control": "no-store"}


class _UnchangingFiles(StaticFiles):
    """Static files under an address that changes with them, so a browser asks once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


class _Pages:
    """Renders the templates; `static` is the address of the scripts and styles."""

    def __init__(self, hall: Hall, static: str) -> None:
        self._hall = hall
        self._static = static
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, name: str, status: int = 200, **facts: object) -> HTMLResponse:
        template = self._templates.get_template(name)
        text = template.render(hall=self._hall, static=self._static, **facts)
        return HTMLResponse(text, status, _HEADERS)


def mount(app: FastAPI, hall: Hall, clock: Clock, catalog: Catalog, refusal_of: RefusalOf) -> None:
    """Add the pages, their data and their static files to the application."""
    static = f"/static/{_digest(_STATIC)}"
    app.mount(static, _UnchangingFiles(directory=_STATIC), name="static")
    app.include_router(_routes(hall, clock, catalog, refusal_of, _Pages(hall, static)))


def _routes(
    hall: Hall, clock: Clock, catalog: Catalog, refusal_of: RefusalOf, pages: _Pages
) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def front_door() -> HTMLResponse:
        return pages.render("home.html")

    @router.get("/counter")
    def counter() -> HTMLResponse:
        groups = [asdict(group) for group in counter_groups(hall, catalog)]
        return pages.render("counter.html", groups=groups)

    @router.get("/t/{code}")
    def phone(code: str) -> HTMLResponse:
        try:
            ticket = phone_code.decode(code)
        except UnknownTicket:
            return pages.render("phone.html", 404, ticket="", may_arrive=False)
        may_arrive = _age(ticket, clock.now()) < _MAY_STILL_ARRIVE
        return pages.render("phone.html", ticket=str(ticket), may_arrive=may_arrive)

    @router.get("/pages/services")
    def services(
        ids: Annotated[list[str], Query(alias="id", max_length=_MAX_SERVICES)],
    ) -> dict[str, ServiceData | None]:
        return {service_id: service_data(hall, catalog, service_id) for service_id in ids}

    @router.get("/pages/transfers")
    def transfer_targets() -> tuple[OfferGroup, ...]:
        return transfers(hall, catalog, refusal_of)

    return router


def _age(ticket: UUID, now: datetime) -> timedelta:
    """How far from `now` the id was made: its first 48 bits are Unix milliseconds (RFC 9562)."""
    return abs(timedelta(milliseconds=ticket.int >> 80) - timedelta(seconds=now.timestamp()))


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
