"""No request is begun before its body is whole: at most 64 kB, at most ten seconds.

A body that breaks off, drips or hides its length therefore changes nothing, whatever the address
would have done with it. One that says it is too large is refused before it is read.
"""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hall.wire.problems import of_error
from kiosk.errors import BadRequest, BodyTooLarge, MppError

BODY_LIMIT = 64 * 1024
BODY_SECONDS = 10.0


class BodyLimit:
    """ASGI middleware: gives the application a whole body, or answers instead of it."""

    def __init__(self, app: ASGIApp, seconds: float = BODY_SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, unless its body is too large or does not come."""
        if scope["type"] != "http" or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        try:
            body = await self._whole_body(scope, receive)
        except MppError as error:
            response = of_error(error)
            response.headers["connection"] = "close"
            await response(scope, receive, send)
            return
        if body is not None:  # else the client has left: nobody to answer, nothing to do
            await self._app(scope, _told_first(body, receive), send)

    async def _whole_body(self, scope: Scope, receive: Receive) -> bytes | None:
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if int(length) > BODY_LIMIT:  # the server has checked its form
            raise BodyTooLarge(BODY_LIMIT)
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self._seconds):
                while True:
                    message = await receive()
                    if message["type"] != "http.request":
                        return None
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > BODY_LIMIT:
                        raise BodyTooLarge(BODY_LIMIT)
                    if not message.get("more_body", False):
                        return b"".join(parts)
        except TimeoutError:
            raise BadRequest("isi", f"belum lengkap setelah {self._seconds:.0f} detik") from None


def _has_body(scope: Scope) -> bool:
    return any(name in {b"content-length", b"transfer-encoding"} for name, _ in scope["headers"])


def _told_first(body: bytes, receive: Receive) -> Receive:
    """Receive the body in one piece, then whatever comes."""
    first: Message | None = {"type": "http.request", "body": body, "more_body": False}

    async def receiving() -> Message:
        nonlocal first
        if first is None:
            return await receive()
        message, first = first, None
        return message

    return receiving
