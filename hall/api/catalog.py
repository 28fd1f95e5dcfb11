"""GET /v1/catalog/changes: what changed in the catalog, page by page."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from hall import catalog
from hall.catalog import Changes
from hall.queue.engine import Engine
from hall.store.transaction import Transaction
from hall.wire.routes import resource

MOST = 1000
MOST_CURSOR = 2**53 - 1  # every JSON reader keeps such a number exactly
#: What is kept of packed pages, bytes: a first reading of 27,000 services takes 6 MB.
KEPT_BYTES = 16_000_000
#: Level 1 packs almost as well as 6, in a third of the time.
_LEVEL = 1


class PackedPages:
    """Pages as they were packed last, by their tags: many kiosks begin with the same ones."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._most = most
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, tag: str) -> bytes | None:
        """A page that was kept, None for another."""
        with self._lock:
            found = self._kept.get(tag)
            if found is not None:
                self._kept.move_to_end(tag)
            return found

    def keep(self, tag: str, packed: bytes) -> None:
        """Keep a page; those asked for longest ago give way."""
        with self._lock:
            self._size += len(packed) - len(self._kept.pop(tag, b""))
            self._kept[tag] = packed
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])


def router(engine: Engine) -> APIRouter:
    """The catalog resource."""
    routes = resource("catalog")
    pages = PackedPages()

    @routes.get(
        "/v1/catalog/changes",
        response_model=Changes,
        responses={304: {"description": "Not Modified"}},
    )
    async def get_changes(
        request: Request,
        after: Annotated[int, Query(ge=0, le=MOST_CURSOR)] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 500,
    ) -> Response:
        """Records changed after a cursor, tombstones included; gzip where it is accepted.

        A page says its ETag: it stays the same until anything of the catalog changes.
        """
        known = request.headers.get("if-none-match", "")
        packed = "gzip" in request.headers.get("accept-encoding", "")

        def answer(tx: Transaction) -> Response:
            tag = f'W/"{engine.epoch}.{after}.{limit}.{catalog.last_cursor(tx)}"'
            headers = {"etag": tag, "vary": "accept-encoding", "cache-control": "no-cache"}
            if tag in known or known.strip() == "*":
                return Response(status_code=304, headers=headers)
            if not packed:
                body = catalog.page(tx, engine.epoch, after, limit)
                return Response(body, headers=headers, media_type="application/json")
            small = pages.get(tag)
            if small is None:
                small = gzip.compress(catalog.page(tx, engine.epoch, after, limit), _LEVEL, mtime=0)
                pages.keep(tag, small)
            headers["content-encoding"] = "gzip"
            return Response(small, headers=headers, media_type="application/json")

        return await engine.store.read(answer)

    return routes
