"""PUT and GET /v1/tickets/{id}: a kiosk takes a number, anybody with the paper reads it."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Self

from annotated_types import Len
from fastapi import APIRouter, Request, Response
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, TypeAdapter, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from hall.api.bookings import BookingCode
from hall.auth import Devices
from hall.queue.engine import Engine
from hall.queue.views import TicketView
from hall.queue.visitor.numbers import Printed
from hall.queue.visitor.tickets import TicketRequest
from hall.wire import reading
from hall.wire.routes import PlainRoute, resource
from kiosk.domain.ticket import Priority

_FORM = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True, config=_FORM)
class PaperNumber:
    """What stands on a paper that this hall server does not know."""

    number: Annotated[str, Field(max_length=12)]
    taken_at: AwareDatetime


def _each_once(services: list[str]) -> list[str]:
    if len(set(services)) < len(services):
        raise ValueError("a service twice")
    return services


@dataclass(frozen=True, config=_FORM)
class TicketWanted:
    """The body of a PUT: one to five different services in the order of the visit, or a booking.

    `offline` is a number the kiosk printed by itself while it had no line, `given` one that this
    hall gave before its store was restored from a backup.
    """

    services: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=100)]],
        Len(0, 5),
        AfterValidator(_each_once),
    ] = field(default_factory=list)
    priority: Priority = Priority.NONE
    offline: PaperNumber | None = None
    given: PaperNumber | None = None
    booking: BookingCode | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.booking is None) != bool(self.services):
            raise PydanticCustomError("services", "either services or a booking")
        if self.offline and self.given:
            raise PydanticCustomError("given", "either offline or given")
        return self


_WANTED = TypeAdapter(TicketWanted)
_TICKET = TypeAdapter(TicketView)


def router(engine: Engine, devices: Devices) -> APIRouter:
    """The ticket resource."""
    routes = resource("tickets", PlainRoute)

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
        issued = await engine.issue(_asked(known_id, kiosk_id, wanted))
        body = _TICKET.dump_json(issued.ticket)
        return Response(body, 201 if issued.new else 200, media_type="application/json")

    @routes.get("/v1/tickets/{ticket_id}", response_model=TicketView)
    async def get_ticket(ticket_id: str, request: Request) -> Response:  # noqa: ARG001
        """Read a ticket. No token: who has the id has the paper."""
        ticket = await engine.ticket(reading.ticket_id(ticket_id))
        return Response(_TICKET.dump_json(ticket), media_type="application/json")

    @routes.delete("/v1/tickets/{ticket_id}", response_model=TicketView)
    async def cancel_ticket(ticket_id: str, request: Request) -> Response:
        """Give the place up while waiting or on hold; repeatable. No token, as for reading.

        From a kiosk also an id nobody knows yet: a request for it that still comes gives no ticket.
        """
        known_id = reading.ticket_id(ticket_id)
        ticket = await engine.cancel(known_id, devices.kiosk_or_nobody(request))
        return Response(_TICKET.dump_json(ticket), media_type="application/json")

    return routes


def _asked(ticket_id: str, kiosk_id: str, wanted: TicketWanted) -> TicketRequest:
    return TicketRequest(
        id=ticket_id,
        services=tuple(wanted.services),
        priority=wanted.priority,
        kiosk_id=kiosk_id,
        printed=_printed(wanted.offline),
        given=_printed(wanted.given),
        booking=wanted.booking or "",
    )


def _printed(paper: PaperNumber | None) -> Printed | None:
    return Printed(paper.number, paper.taken_at) if paper else None
