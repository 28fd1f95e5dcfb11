"""PUT and DELETE /v1/counters/{id}/closures/{queue}: staff close a queue for a while."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from hall.auth import Cookies
from hall.queue.counter.closures import Closure
from hall.queue.engine import Engine
from hall.wire import reading
from hall.wire.routes import resource
from kiosk.domain.availability import ClosureReason


@dataclass(frozen=True, config=ConfigDict(extra="forbid", strict=True))
class ClosureWanted:
    """The body of a PUT."""

    until: AwareDatetime
    reason: ClosureReason


_WANTED = TypeAdapter(ClosureWanted)


def router(engine: Engine, cookies: Cookies) -> APIRouter:
    """The closures of the queues that a counter serves. The session names the counter."""
    routes = resource("closures")

    @routes.put(
        "/v1/counters/{counter_id}/closures/{queue_id}",
        status_code=204,
        openapi_extra=reading.KEY | reading.body_schema(_WANTED),
    )
    async def close(counter_id: str, queue_id: str, request: Request) -> Response:
        """Let a queue give no tickets until a moment of this day."""
        session = cookies.session_at(engine.floor, request, counter_id)
        key = reading.idempotency_key(request)
        wanted = await reading.body(request, _WANTED)
        await engine.close_queue(session, Closure(queue_id, wanted.until, wanted.reason), key)
        return Response(status_code=204)

    @routes.delete(
        "/v1/counters/{counter_id}/closures/{queue_id}",
        status_code=204,
        openapi_extra=reading.KEY,
    )
    async def reopen(counter_id: str, queue_id: str, request: Request) -> Response:
        """Let a queue give tickets again; repeatable."""
        session = cookies.session_at(engine.floor, request, counter_id)
        await engine.open_queue(session, queue_id, reading.idempotency_key(request))
        return Response(status_code=204)

    return routes
