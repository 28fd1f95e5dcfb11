"""GET /v1/catalog/changes: what changed in the catalog, page by page."""

from __future__ import annotations

import gzip
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import TypeAdapter

from hall import catalog
from hall.catalog import Changes
from hall.queue.engine import Engine
from hall.store.transaction import Transaction
from hall.wire.routes import resource

MOST = 1000
_PAGE = TypeAdapter(Changes)


def router(engine: Engine) -> APIRouter:
    """The catalog resource."""
    routes = resource("catalog")

    @routes.get("/v1/catalog/changes", response_model=Changes)
    async def get_changes(
        request: Request,
        after: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 500,
    ) -> Response:
        """Records changed after a cursor, tombstones included; gzip where it is accepted."""
        packed = "gzip" in request.headers.get("accept-encoding", "")

        def page(tx: Transaction) -> bytes:
            body = _PAGE.dump_json(catalog.changes(tx, engine.epoch, after, limit))
            return gzip.compress(body, 5, mtime=0) if packed else body

        headers = {"vary": "accept-encoding"} | ({"content-encoding": "gzip"} if packed else {})
        body = await engine.store.read(page)
        return Response(body, headers=headers, media_type="application/json")

    return routes
