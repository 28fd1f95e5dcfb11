"""POST and DELETE /v1/session: staff sign in at a counter, which opens it, and out again."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from hall.auth import Cookies, StaffDoor, require_same_origin
from hall.queue.counter.sessions import Session, SignIn
from hall.queue.engine import Engine
from hall.queue.views import CounterBrief
from hall.wire import reading
from hall.wire.routes import resource


@dataclass(frozen=True, config=ConfigDict(extra="forbid", strict=True))
class Credentials:
    """The body of a sign-in."""

    username: Annotated[str, Field(min_length=1, max_length=64)]
    pin: Annotated[str, Field(min_length=1, max_length=64)]
    counter: Annotated[str, Field(min_length=1, max_length=64)]


_CREDENTIALS = TypeAdapter(Credentials)
_BRIEF = TypeAdapter(CounterBrief)


def router(engine: Engine, door: StaffDoor, cookies: Cookies, hours: int) -> APIRouter:
    """The session resource."""
    routes = resource("session")

    @routes.post(
        "/v1/session",
        response_model=CounterBrief,
        openapi_extra=reading.body_schema(_CREDENTIALS),
    )
    async def sign_in(request: Request) -> Response:
        """Sign in and open the counter; sets the cookie."""
        require_same_origin(request)
        wanted = await reading.body(request, _CREDENTIALS)
        counter = engine.floor.counter(wanted.counter)
        address = request.client.host if request.client else ""
        member = await door.prove(wanted.username, wanted.pin, address)
        session = Session(secrets.token_urlsafe(24), counter.id)
        await engine.open_counter(SignIn(session, member.username, member.name), hours)
        brief = CounterBrief(counter.id, counter.name, counter.agency_id, member.name)
        response = Response(_BRIEF.dump_json(brief), media_type="application/json")
        cookies.set(response, session)
        return response

    @routes.delete("/v1/session", status_code=204)
    async def sign_out(request: Request) -> Response:
        """Sign out and close the counter."""
        await engine.close_counter(cookies.session(request))
        response = Response(status_code=204)
        cookies.clear(response)
        return response

    return routes
