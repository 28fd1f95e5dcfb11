"""What is asked most, answered before the framework: taking a number, calling, reading a ticket.

Endpoints of a plain route take the request and strings from the path, and read bodies themselves.
FastAPI makes their OpenAPI page like any other's, but its matching, dependencies and exit stacks
would cost more than the ticket.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from hall.wire.problems import RESPONSES, of_error
from kiosk.errors import MppError


class PlainRoute(APIRoute):
    """Calls its endpoint with the request and the path's parameters as they are written."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request that came by way of the framework."""
        endpoint = self.endpoint

        async def answer(request: Request) -> Response:
            response: Response = await endpoint(**request.path_params, request=request)
            return response

        return answer


def resource(tag: str, route_class: type[APIRoute] = APIRoute) -> APIRouter:
    """The routes of a resource, each of which may answer with a problem."""
    return APIRouter(tags=[tag], responses=RESPONSES, route_class=route_class)


class PlainRoutes:
    """ASGI middleware: answers the plain routes of some routers, and passes on everything else."""

    def __init__(self, app: ASGIApp, routers: Sequence[APIRouter]) -> None:
        self._app = app
        self._routes = [
            (route.path_regex, frozenset(route.methods or ()), route.endpoint)
            for router in routers
            for route in router.routes
            if isinstance(route, PlainRoute)
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            for form, methods, endpoint in self._routes:
                found = form.match(scope["path"])
                if found is not None and scope["method"] in methods:
                    request = Request(scope, receive)
                    try:
                        response: Response = await endpoint(**found.groupdict(), request=request)
                    except MppError as error:
                        response = of_error(error)
                    await response(scope, receive, send)
                    return
        await self._app(scope, receive, send)
