"""PUT and GET /v1/tickets/{id}: a kiosk takes a number, anybody with the paper reads it."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Len
from fastapi import APIRouter, Request, Response
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from hall.api import reading
from hall.auth import Devices
from hall.queue.engine import Engine
from hall.queue.numbers import Printed
from hall.queue.tickets import TicketRequest
from hall.queue.views import TicketView
from kiosk.domain.ticket import Priority

_FORM = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, config=_FORM)
class OfflineNumber:
    """What a kiosk printed by itself while it had no line."""

    number: Annotated[str, Field(max_length=12)]
    taken_at: AwareDatetime


def _each_once(services: list[str]) -> list[str]:
    if len(set(services)) < len(services):
        raise ValueError("a service twice")
    return services


@dataclass(frozen=True, config=_FORM)
class TicketWanted:
    """The body of a PUT: one to five different services in the order of the visit."""

    services: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=100)]],
        Len(1, 5),
        AfterValidator(_each_once),
    ]
    priority: Priority = Priority.NONE
    offline: OfflineNumber | None = None


_WANTED = TypeAdapter(TicketWanted)
_TICKET = TypeAdapter(TicketView)


def router(engine: Engine, devices: Devices) -> APIRouter:
    """The ticket resource."""
    routes = APIRouter(tags=["tickets"])

    # The hot path reads its body itself: one validation straight from the bytes.
    @routes.put(
        "/v1/tickets/{ticket_id}",
        response_model=TicketView,
        responses={201: {"model": TicketView, "description": "Issued now"}},
        openapi_extra=reading.body_schema(_WANTED),
    )
    async def put_ticket(ticket_id: str, request: Request) -> Response:
        """Take a number; sent again, it gives the same ticket. Kiosk token."""
        kiosk_id = devices.kiosk(request)
        known_id = reading.ticket_id(ticket_id)
        wanted = await reading.body(request, _WANTED)
        offline = wanted.offline
        issued = await engine.issue(
            TicketRequest(
                id=known_id,
                services=tuple(wanted.services),
                priority=wanted.priority,
                kiosk_id=kiosk_id,
                printed=Printed(offline.number, offline.taken_at) if offline else None,
            )
        )
        body = _TICKET.dump_json(issued.ticket)
        return Response(body, 201 if issued.new else 200, media_type="application/json")

    @routes.get("/v1/tickets/{ticket_id}", response_model=TicketView)
    async def get_ticket(ticket_id: str) -> Response:
        """Read a ticket. No token: who has the id has the paper."""
        ticket = await engine.ticket(reading.ticket_id(ticket_id))
        return Response(_TICKET.dump_json(ticket), media_type="application/json")

    return routes
