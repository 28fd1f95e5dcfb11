"""/v1/counters/{id}: a counter's own view, and what it does with visitors."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from hall.api import reading
from hall.auth import Cookies
from hall.queue.engine import Action, Engine
from hall.queue.sessions import Session
from hall.queue.views import CallAnswer, CounterView
from kiosk.errors import NotAllowed

_VIEW = TypeAdapter(CounterView)
_ANSWER = TypeAdapter(CallAnswer)
_KEY = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "schema": {"type": "string", "format": "uuid"},
        }
    ]
}


def router(engine: Engine, cookies: Cookies) -> APIRouter:
    """The counter resource. The session names its counter; another one is refused."""
    routes = APIRouter(tags=["counters"])

    def session_at(request: Request, counter_id: str) -> Session:
        session = cookies.session(request)
        if session.counter_id != engine.floor.counter(counter_id).id:
            raise NotAllowed
        return session

    @routes.get("/v1/counters/{counter_id}", response_model=CounterView)
    async def get_counter(counter_id: str, request: Request) -> Response:
        """The counter's ticket, who waits in its profile, what it did last."""
        view = await engine.counter(session_at(request, counter_id))
        return Response(_VIEW.dump_json(view), media_type="application/json")

    @routes.post("/v1/counters/{counter_id}/calls", response_model=CallAnswer, openapi_extra=_KEY)
    async def call_next(counter_id: str, request: Request) -> Response:
        """Call the next visitor; the ticket is null when nobody waits."""
        session = session_at(request, counter_id)
        answer = await engine.call_next(session, reading.idempotency_key(request))
        return Response(_ANSWER.dump_json(answer), media_type="application/json")

    @routes.post(
        "/v1/counters/{counter_id}/calls/{ticket_id}/{action}",
        response_model=CallAnswer,
        openapi_extra=_KEY,
    )
    async def act(counter_id: str, ticket_id: str, action: Action, request: Request) -> Response:
        """Call again, start, finish, or note that nobody came."""
        session = session_at(request, counter_id)
        key = reading.idempotency_key(request)
        answer = await engine.act(session, reading.ticket_id(ticket_id), action, key)
        return Response(_ANSWER.dump_json(answer), media_type="application/json")

    return routes
