"""A hall server of a few lines on a real socket, that does what a test tells it to.

It keeps events, replays them after Last-Event-ID and holds streams open like the real one; and it
can fall silent, break, answer nonsense or be replaced by another store.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from kiosk.domain.live import CALL_STATES

WIB = timezone(timedelta(hours=7))
MORNING = datetime(2026, 11, 23, 9, 41, tzinfo=WIB)


class ScriptedHall:
    """State and streams; every public method may be called from the test's thread."""

    def __init__(self) -> None:
        self.epoch = "epoch-1"
        self.now = MORNING
        self.events: list[dict[str, Any]] = []
        self.calls: list[dict[str, Any]] = []
        self.refusal: dict[str, Any] | None = None  # why the queue gives no tickets
        self.oldest = 0  # who asks for events after less than this gets a reset
        self.catalog: list[dict[str, Any]] = []
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.answers: dict[str, bytes] = {}  # raw, by path, with or without its query
        self._changed = threading.Condition()
        self._streams: list[socket.socket] = []
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen, on the same port as before."""
        handler = type("Handler", (_Handler,), {"hall": self})
        self._server = _Server(("127.0.0.1", self.port), handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, name="scripted-hall"
        )
        self._thread.start()

    def stop(self) -> None:
        """Die: no port, no streams."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.socket.close()
        self.drop()
        self._server.server_close()
        self._server = None

    def drop(self) -> None:
        """Break all streams that are open."""
        with self._changed:
            for stream in self._streams:
                with suppress(OSError):  # the other side has left, and nobody has noticed yet
                    stream.shutdown(socket.SHUT_RDWR)
            self._streams.clear()

    def forget(self, stream: socket.socket) -> None:
        """The other side has left."""
        with self._changed:
            if stream in self._streams:
                self._streams.remove(stream)

    def say(self, data: bytes) -> None:
        """Write bytes into every open stream."""
        with self._changed:
            for stream in self._streams:
                with suppress(OSError):  # as above
                    stream.sendall(data)

    @property
    def streams(self) -> int:
        """How many streams are open."""
        with self._changed:
            return len(self._streams)

    def happen(
        self, kind: str, number: str = "", counter: str = "", *, tell: bool = True, **more: Any
    ) -> int:
        """Something happens in the hall: kept, told, and part of the next snapshot."""
        with self._changed:
            seq = len(self.events) + 1
            event = {"seq": seq, "at": self.now.isoformat(), "type": kind, "number": number}
            event |= {"queue": "ktp", "counter": counter, "waiting": None} | more
            self.events.append(event)
            if kind.startswith("ticket.called"):
                self.calls = [c for c in self.calls if c["number"] != number]
                call = {"number": number, "counter": counter, "queue": "ktp", "state": "called"}
                self.calls.insert(0, call | {"called_at": event["at"]})
            elif kind in CALL_STATES:
                for call in self.calls:
                    call["state"] = CALL_STATES[kind] if call["number"] == number else call["state"]
            elif kind == "day.began":
                self.calls = []
        if tell:
            self.say(as_sse(event))
        return seq

    def replace_number(self, old: str, new: str) -> None:
        """A kiosk tells that its paper carries another number."""
        with self._changed:
            for call in self.calls:
                call["number"] = new if call["number"] == old else call["number"]
        self.happen("ticket.renumbered", new, "1")

    def snapshot(self) -> dict[str, Any]:
        """What GET /v1/hall answers."""
        return {
            "seq": len(self.events),
            "epoch": self.epoch,
            "now": self.now.isoformat(),
            "queues": [
                {"id": "ktp", "waiting": 3, "wait": None, "counters_open": 1}
                | {"refusal": self.refusal}
            ],
            "calls": self.calls[:8],
            "popular": [],
        }

    def paths(self) -> list[str]:
        """The paths asked for so far."""
        return [path for path, _ in self.requests]

    def open_stream(self, handler: BaseHTTPRequestHandler) -> None:
        """Replay what came after Last-Event-ID, then hold the stream."""
        after = int(handler.headers.get("Last-Event-ID", "0"))
        with self._changed:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n")
            handler.wfile.write(b"Connection: close\r\n\r\n: here\n\n")
            if after < self.oldest:
                handler.wfile.write(b"event: reset\ndata: {}\n\n")
            else:
                for event in self.events[after:]:
                    handler.wfile.write(as_sse(event))
            self._streams.append(handler.connection)


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True


class _Handler(BaseHTTPRequestHandler):
    hall: ScriptedHall
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.hall.requests.append((self.path, headers))
        self.close_connection = True
        answer = self.hall.answers.get(self.path) or self.hall.answers.get(path)
        if answer is not None:
            self.wfile.write(answer)
        elif path == "/v1/hall":
            self._json(self.hall.snapshot())
        elif path == "/v1/catalog/changes":
            self._json({"epoch": "c1", "changes": self.hall.catalog, "cursor": 9, "more": False})
        elif path == "/v1/events":
            self.hall.open_stream(self)
            self._hold()

    def _json(self, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _hold(self) -> None:
        """Wait until either side ends the stream."""
        try:
            while self.connection.recv(1_024):
                pass
        except OSError:
            pass
        self.hall.forget(self.connection)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's word
        """Say nothing."""


def as_sse(event: dict[str, Any]) -> bytes:
    """An event as it stands in the stream."""
    return f"id: {event['seq']}\nevent: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()


@contextmanager
def scripted_hall(prepare: Callable[[ScriptedHall], None] | None = None) -> Iterator[ScriptedHall]:
    """A hall that listens until the end of the block."""
    hall = ScriptedHall()
    if prepare:
        prepare(hall)
    hall.start()
    try:
        yield hall
    finally:
        hall.stop()
