"""/healthz: the process lives. /readyz: the store answers. /metrics: numbers for a monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Request, Response

from hall.auth import Devices
from hall.condition import Condition
from hall.metrics import Metrics
from hall.queue.engine import Engine
from hall.queue.views import Trouble
from hall.wire.routes import resource

_TEXT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Monitors:
    """Who may read the metrics: a hall's own monitoring its part, the whole server's all of it."""

    of_hall: Devices
    of_server: Devices


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether all is well, or what a technician should look at though the hall goes on."""

    status: Literal["ok", "degraded"]
    troubles: tuple[Trouble, ...]


def router(engine: Engine, monitors: Monitors, metrics: Metrics, condition: Condition) -> APIRouter:
    """The health checks, and what a monitoring reads."""
    routes = resource("health")

    @routes.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process lives."""
        return {"status": "ok"}

    @routes.get("/readyz")
    async def readyz() -> Readiness:
        """The store can be read and written; `degraded` where something else is amiss."""
        await engine.store.check()
        troubles = condition.troubles
        return Readiness("degraded" if troubles else "ok", troubles)

    @routes.get(
        "/metrics",
        response_class=Response,
        responses={200: {"content": {_TEXT: {"schema": {"type": "string"}}}}},
    )
    async def get_metrics(request: Request) -> Response:
        """Numbers for Prometheus, of the hall that was asked for. Monitor token."""
        hall_id = ""
        if not monitors.of_server.knows(request):
            monitors.of_hall.monitor(request)
            hall_id = engine.store.hall_id
        from hall.api import exposition  # a start does not wait for what few halls ask for

        return Response(exposition.text(metrics, hall_id), media_type=_TEXT)

    return routes
