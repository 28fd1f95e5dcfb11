"""PUT and DELETE /v1/bookings/{code}: a portal tells of appointments made there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass

from hall.auth import Devices
from hall.queue.engine import Engine
from hall.queue.visitor.bookings import Booking
from hall.wire import reading
from hall.wire.routes import resource

CODE_FORM = r"^[A-Za-z0-9._~-]{4,64}$"
BookingCode = Annotated[str, StringConstraints(pattern=CODE_FORM)]
_InPath = Annotated[str, Path(pattern=CODE_FORM)]


@dataclass(frozen=True, config=ConfigDict(extra="forbid", strict=True))
class BookingTold:
    """The body of a PUT."""

    service: Annotated[str, Field(min_length=1, max_length=100)]
    at: AwareDatetime


_TOLD = TypeAdapter(BookingTold)


def router(engine: Engine, devices: Devices) -> APIRouter:
    """The booking resource. Portal token."""
    routes = resource("bookings")

    @routes.put(
        "/v1/bookings/{code}",
        status_code=204,
        responses={201: {"description": "New"}},
        openapi_extra=reading.body_schema(_TOLD),
    )
    async def tell(code: _InPath, request: Request) -> Response:
        """Tell of an appointment, or of its change until it is used."""
        devices.portal(request)
        told = await reading.body(request, _TOLD)
        new = await engine.tell_booking(Booking(code, told.service, told.at))
        return Response(status_code=201 if new else 204)

    @routes.delete("/v1/bookings/{code}", status_code=204)
    async def take_back(code: _InPath, request: Request) -> Response:
        """Take an appointment back; repeatable."""
        devices.portal(request)
        await engine.take_booking_back(code)
        return Response(status_code=204)

    return routes
