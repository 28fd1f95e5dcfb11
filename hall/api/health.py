"""/healthz: the process lives. /readyz: the store answers."""

from __future__ import annotations

from fastapi import APIRouter

from hall.queue.engine import Engine


def router(engine: Engine) -> APIRouter:
    """The health checks."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process lives."""
        return {"status": "ok"}

    @routes.get("/readyz")
    async def readyz() -> dict[str, str]:
        """The store can be read and written."""
        await engine.store.check()
        return {"status": "ok"}

    return routes
