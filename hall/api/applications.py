"""POST /v1/applications/lookup: how an application stands, for who knows number and factor."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from hall.applications import Applications, ApplicationView
from hall.auth import Devices
from hall.queue.engine import Engine
from hall.tries import FailureWindow
from hall.wire import reading
from hall.wire.routes import resource


@dataclass(frozen=True, config=ConfigDict(extra="forbid", strict=True))
class Wanted:
    """The body of a look-up: twelve digits, and the last four of the telephone number."""

    tracking_number: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    factor: Annotated[str, Field(pattern=r"^[0-9]{4}$")]


_WANTED = TypeAdapter(Wanted)


def router(
    engine: Engine, devices: Devices, kept: Applications, failures: FailureWindow
) -> APIRouter:
    """The application resource. A POST, so that the number is in no address and no log."""
    routes = resource("applications")

    @routes.post(
        "/v1/applications/lookup",
        response_model=ApplicationView,
        openapi_extra=reading.body_schema(_WANTED),
    )
    async def look_up(request: Request) -> Response:
        """Look an application up. Kiosk token; failed tries are counted per kiosk."""
        kiosk_id = devices.kiosk(request)
        wanted = await reading.body(request, _WANTED)
        failures.count(kiosk_id)
        found = await engine.store.read(
            lambda tx: kept.look_up(tx, wanted.tracking_number, wanted.factor)
        )
        failures.take_back(kiosk_id)
        return Response(found, media_type="application/json")

    return routes
