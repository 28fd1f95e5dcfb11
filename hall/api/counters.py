"""/v1/counters/{id}: a counter's own view, and what it does with visitors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from hall.auth import Cookies
from hall.condition import Condition
from hall.queue.counter.calls import CallReason, OutOfOrder
from hall.queue.counter.sessions import Session
from hall.queue.engine import Action, Engine
from hall.queue.views import CallAnswer, CounterView
from hall.wire import reading
from hall.wire.routes import PlainRoute, resource

_FORM = ConfigDict(extra="forbid", strict=True)
_VIEW = TypeAdapter(CounterView)
_ANSWER = TypeAdapter(CallAnswer)


@dataclass(frozen=True, config=_FORM)
class CallWanted:
    """The body of a call out of order; an empty body calls the next."""

    number: Annotated[str, Field(min_length=1, max_length=12)]
    reason: CallReason


@dataclass(frozen=True, config=_FORM)
class TransferWanted:
    """The body of a transfer."""

    service: Annotated[str, Field(min_length=1, max_length=100)]


_WANTED = TypeAdapter(CallWanted)
_TRANSFER = TypeAdapter(TransferWanted)


def router(engine: Engine, cookies: Cookies, condition: Condition) -> APIRouter:
    """The counter resource. The session names its counter; another one is refused."""
    routes = resource("counters", PlainRoute)
    session_at = partial(cookies.session_at, engine.floor)

    @routes.get("/v1/counters/{counter_id}", response_model=CounterView)
    async def get_counter(counter_id: str, request: Request) -> Response:
        """The counter's ticket, who waits in its profile, what it did last."""
        view = await engine.counter(session_at(request, counter_id))
        told = replace(view, troubles=condition.troubles)
        return Response(_VIEW.dump_json(told), media_type="application/json")

    @routes.post(
        "/v1/counters/{counter_id}/calls",
        response_model=CallAnswer,
        openapi_extra=reading.KEY | reading.body_schema(_WANTED, required=False),
    )
    async def call_next(counter_id: str, request: Request) -> Response:
        """Call the next visitor, null when nobody waits; or a number out of order."""
        session = session_at(request, counter_id)
        key = reading.idempotency_key(request)
        body = await reading.optional_body(request, _WANTED)
        wanted = OutOfOrder(body.number, body.reason) if body else None
        answer = await engine.call_next(session, key, wanted)
        return Response(_ANSWER.dump_json(answer), media_type="application/json")

    _add_actions(routes, engine, session_at)
    return routes


def _add_actions(
    routes: APIRouter, engine: Engine, session_at: Callable[[Request, str], Session]
) -> None:
    """What a counter does with the visitor it has called."""

    @routes.post(
        "/v1/counters/{counter_id}/calls/{ticket_id}/transfer",
        response_model=CallAnswer,
        openapi_extra=reading.KEY | reading.body_schema(_TRANSFER),
    )
    async def transfer(counter_id: str, ticket_id: str, request: Request) -> Response:
        """Send the visitor on to another service, with the place in time they came with."""
        session = session_at(request, counter_id)
        key = reading.idempotency_key(request)
        to = (await reading.body(request, _TRANSFER)).service
        answer = await engine.transfer(session, reading.ticket_id(ticket_id), to, key)
        return Response(_ANSWER.dump_json(answer), media_type="application/json")

    @routes.post(
        "/v1/counters/{counter_id}/calls/{ticket_id}/{action}",
        response_model=CallAnswer,
        openapi_extra=reading.KEY,
    )
    async def act(counter_id: str, ticket_id: str, action: Action, request: Request) -> Response:
        """Call again, start, finish, no-show, hold, return or cancel."""
        chosen = reading.one_of(Action, "action", action)
        session = session_at(request, counter_id)
        key = reading.idempotency_key(request)
        answer = await engine.act(session, reading.ticket_id(ticket_id), chosen, key)
        return Response(_ANSWER.dump_json(answer), media_type="application/json")
