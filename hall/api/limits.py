"""No body over 64 kB is read: one that says so is refused at once, one that does not is cut off."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hall.api.problems import of_error
from kiosk.errors import BodyTooLarge

BODY_LIMIT = 64 * 1024


class BodyLimit:
    """ASGI middleware: answers BodyTooLarge before the application does anything."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, unless its body is too large."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        length = headers.get(b"content-length")
        if length is not None and int(length) > BODY_LIMIT:  # the server has checked its form
            response = of_error(BodyTooLarge(BODY_LIMIT))
            response.headers["connection"] = "close"
            await response(scope, receive, send)
        elif b"transfer-encoding" in headers:
            await self._app(scope, _counted(receive), send)
        else:
            await self._app(scope, receive, send)


def _counted(receive: Receive) -> Receive:
    """Receive a body of unknown length; raises BodyTooLarge where it passes the limit."""
    got = 0

    async def counting() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > BODY_LIMIT:
            raise BodyTooLarge(BODY_LIMIT)
        return message

    return counting
