"""Routes without FastAPI's own reading of the request, for what is asked most.

Our endpoints take the request and strings from the path, and read bodies themselves; FastAPI's
dependencies would cost more than the rest of a ticket. The OpenAPI page is made as for any route.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute


class PlainRoute(APIRoute):
    """Calls its endpoint with the request and the path's parameters as they are written."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request."""
        endpoint = self.endpoint

        async def answer(request: Request) -> Response:
            response: Response = await endpoint(**request.path_params, request=request)
            return response

        return answer
