"""The rules of the hall server behind the least HTTP there can be: the floor of its framework.

No routing, no validation, no checks of tokens, no headers: what an issue costs when nothing guards
it. `python -m benchmarks.hall_server.bare --settings FILE`.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

import uvicorn

from hall.metrics import Metrics
from hall.queue.days import Days
from hall.queue.engine import Engine
from hall.queue.floor import Floor
from hall.queue.today import Today
from hall.queue.visitor.tickets import TicketRequest
from hall.store.dialect import database_at
from hall.store.store import Store
from kiosk.catalog.reader import read_hall
from kiosk.clock import ShiftedClock
from kiosk.domain.ticket import Priority
from kiosk.settings import read_settings


class BareHall:
    """An ASGI application that only gives tickets."""

    def __init__(self, path: Path) -> None:
        settings = read_settings(path, os.environ)
        assert settings.hall is not None
        from datetime import timedelta

        clock = ShiftedClock(timedelta(seconds=settings.clock_shift_seconds))
        hall = read_hall(settings.hall.hall_file or path)
        floor = Floor(hall)
        today = Today(floor.queues, (c.id for c in hall.counters))
        database = database_at(settings.hall.database, settings.hall.database_url)
        self.port = settings.hall.port
        self.store = Store(database, clock, Metrics())
        part = self.store.hall(hall.id, Days(floor, today), lambda _: None)
        self.engine = Engine(floor, today, part, clock)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request, or open and close the store."""
        if scope["type"] == "lifespan":
            await receive()
            await self.store.open()
            gc.collect()
            gc.freeze()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await self.store.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = b"{}"
        if scope["method"] == "PUT":
            wanted = json.loads((await receive())["body"])
            ticket_id = scope["path"].rsplit("/", 1)[1]
            services = tuple(wanted["services"])
            request = TicketRequest(ticket_id, services, Priority.NONE, "kiosk-1")
            ticket = (await self.engine.issue(request)).ticket
            body = json.dumps({"id": ticket.id, "number": ticket.number}).encode()
        headers = [(b"content-length", str(len(body)).encode())]
        status = 201 if scope["method"] == "PUT" else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    app = BareHall(Path(sys.argv[-1]))
    uvicorn.run(app, port=app.port, loop="uvloop", http="httptools", log_level="error")
