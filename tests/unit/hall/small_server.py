"""A small application behind the real wire, in a thread, with bounds a test can reach."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import uvicorn
import uvloop
from fastapi import FastAPI

from hall.api import events
from hall.ring import Ring
from hall.store.event import Event
from hall.store.transaction import to_ms
from hall.wire.connections import Bounds, Connections
from hall.wire.limits import BodyLimit
from hall.wire.listener import guard
from hall.wire.protocol import Wire
from tests.faults.hostile import DEADLINE, HOST
from tests.helpers.waiting import comes
from tests.unit.hall.desk import MORNING
from tests.unit.hall.halls import hall

HEALTH = b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n"
EVENTS = b"GET /v1/events HTTP/1.1\r\n" + HOST + b"\r\n"
#: So patient that only what a test makes smaller is felt.
PATIENT = Bounds(
    places=100,
    places_of_an_address=80,
    refusals=10,
    fresh_seconds=1000.0,
    head_seconds=1000.0,
    unread_seconds=1000.0,
)


@dataclass
class Small:
    """A server in a thread, with its connections and its event ring."""

    port: int
    connections: Connections
    server: uvicorn.Server
    ring: Ring
    loop: asyncio.AbstractEventLoop

    def connect(self, address: str = "127.0.0.1", **options: int) -> socket.socket:
        connection = socket.socket()
        for name, value in options.items():
            connection.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
        connection.settimeout(DEADLINE)
        connection.bind((address, 0))
        connection.connect(("127.0.0.1", self.port))
        return connection

    def stream(self, address: str = "127.0.0.1", **options: int) -> socket.socket:
        """A connection that is busy for good: it listens to the events."""
        connection = self.connect(address, **options)
        connection.sendall(EVENTS)
        assert connection.recv(20).startswith(b"HTTP/1.1 200")
        return connection

    def publish(self, count: int, after: int = 0) -> int:
        """Tell `count` events numbered from `after` + 1. Returns how many bytes that is."""
        issued = [
            Event(
                "ticket.issued",
                to_ms(MORNING),
                "2026-11-23",
                number="A001",
                queue_id="dukcapil-ktp",
                seq=after + n + 1,
            )
            for n in range(count)
        ]
        self.on_loop(self.ring.publish, issued)
        return sum(len(self.ring._formatted(each)) for each in issued)

    def unsent(self) -> list[int]:
        """What each connection has not taken yet (bytes)."""
        return [each.unsent() for each in self.connections]

    def on_loop(self, work: Any, *args: Any) -> Any:
        async def run() -> Any:
            return work(*args)

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(DEADLINE)


@contextmanager
def small_server(
    bounds: Bounds, *, gone_seconds: int = 1000, body_seconds: float = 1000.0, kept: int = 100
) -> Iterator[Small]:
    app = FastAPI()
    ring = Ring(hall().zone_info, kept)
    app.include_router(events.router(ring))
    app.get("/health")(lambda: {"status": "ok"})
    app.put("/thing")(lambda: {"status": "done"})
    app.add_middleware(BodyLimit, seconds=body_seconds)
    connections = Connections(bounds)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=partial(Wire, connections),  # type: ignore[arg-type]
        log_config=None,
        log_level="warning",
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    guard(listener, gone_seconds)
    started = threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        loops[0].call_soon(started.set)
        await server.serve(sockets=[listener])

    thread = threading.Thread(target=_run, args=(serve,))
    thread.start()
    assert started.wait(DEADLINE)
    try:
        port = listener.getsockname()[1]
        assert comes(lambda: server.started)
        yield Small(port, connections, server, ring, loops[0])
    finally:
        loops[0].call_soon_threadsafe(ring.close)
        server.should_exit = True
        thread.join(DEADLINE)
        listener.close()


def _run(serve: Any) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve())
