"""/healthz: the process lives. /readyz: the store answers. /metrics: numbers for a monitoring."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from hall.auth import Devices
from hall.metrics import Metrics
from hall.queue.engine import Engine
from hall.wire import problems

_TEXT = "text/plain; version=0.0.4; charset=utf-8"


def router(engine: Engine, devices: Devices, metrics: Metrics) -> APIRouter:
    """The health checks, and what a monitoring reads."""
    routes = APIRouter(tags=["health"], responses=problems.RESPONSES)

    @routes.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process lives."""
        return {"status": "ok"}

    @routes.get("/readyz")
    async def readyz() -> dict[str, str]:
        """The store can be read and written."""
        await engine.store.check()
        return {"status": "ok"}

    @routes.get(
        "/metrics",
        response_class=Response,
        responses={200: {"content": {_TEXT: {"schema": {"type": "string"}}}}},
    )
    async def get_metrics(request: Request) -> Response:
        """Numbers for Prometheus. Monitor token."""
        devices.monitor(request)
        return Response(metrics.text(), media_type=_TEXT)

    return routes
