"""GET /v1/hall: the snapshot that every client reads before it listens to the events."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import TypeAdapter

from hall.queue.engine import Engine
from hall.queue.views import HallView
from hall.wire.routes import resource

_VIEW = TypeAdapter(HallView)


def router(engine: Engine) -> APIRouter:
    """The hall resource."""
    routes = resource("hall")

    @routes.get("/v1/hall", response_model=HallView)
    async def get_hall() -> Response:
        """The hall as of event `seq`: opening, queues, last calls."""
        return Response(_VIEW.dump_json(await engine.hall()), media_type="application/json")

    return routes
