"""GET /v1/events: the live event stream (server-sent events) with replay."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from pydantic import Field

from hall.ring import Ring
from hall.wire.routes import resource

#: A client that hears nothing for this long is told that the line is alive.
PING_SECONDS = 5.0
#: A server is this far behind another one at most; who still knows more knows another store.
BEHIND_SECONDS = 5.0
TOPICS = 50
Topic = Annotated[str, Field(pattern=r"^(agency|queue|counter|ticket):[A-Za-z0-9._-]{1,64}$")]
_RETRY = b"retry: 1000\n\n"
_PING = b": ping\n\n"
#: Without a number: it is not of the event table, and nobody who comes later needs it.
_SERVER_CHANGED = b"event: server.changed\ndata: {}\n\n"


def router(ring: Ring) -> APIRouter:
    """The event resource."""
    routes = resource("events")

    @routes.get(
        "/v1/events",
        response_class=StreamingResponse,
        responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    )
    async def listen(
        after: Annotated[int | None, Query(ge=0)] = None,
        topic: Annotated[list[Topic], Query(max_length=TOPICS)] = [],  # noqa: B006 - read only
        last_event_id: Annotated[int | None, Header(ge=0)] = None,
    ) -> StreamingResponse:
        """Events after Last-Event-ID or `after`, else those to come; of some topics, else all.

        `event: reset` says that those are gone: read /v1/hall again.
        """
        cursor = last_event_id if last_event_id is not None else after
        return StreamingResponse(
            follow(ring, ring.last if cursor is None else cursor, frozenset(topic)),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    return routes


async def follow(
    ring: Ring,
    cursor: int,
    topics: frozenset[str] = frozenset(),
    ping_seconds: float = PING_SECONDS,
) -> AsyncIterator[bytes]:
    """The stream of one client: what comes after `cursor`, and a comment after real silence.

    With the comment goes the number of the last event, so that who listens to few topics does not
    come back asking for more than the ring has. A counter is told when its view has other troubles.
    """
    at_counter = any(topic.startswith("counter:") for topic in topics)
    now = asyncio.get_running_loop().time
    group, stirred = ring.join(), ring.stirred
    try:
        yield _RETRY
        spoken = now()
        # Who comes from another server may know more than this one has read yet.
        while cursor > ring.last and not ring.closed and now() < spoken + BEHIND_SECONDS:
            await ring.wait(spoken + BEHIND_SECONDS - now(), group)
        while not ring.closed:
            if at_counter and stirred != ring.stirred:
                stirred, spoken = ring.stirred, now()
                yield _SERVER_CHANGED
            piece = ring.piece(cursor, topics)
            if piece is None:
                piece = b"id: %d\nevent: reset\ndata: {}\n\n" % ring.last, ring.last
            newer, cursor = piece
            if newer:
                yield newer
                spoken = now()
            # A waking that brings nothing new is no sign of life: the silence goes on.
            elif not await ring.wait(spoken + ping_seconds - now(), group):
                yield _PING + (b"id: %d\n\n" % cursor if topics else b"")
                spoken = now()
    finally:
        ring.leave()
