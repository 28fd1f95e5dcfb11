"""A portal on a real socket, that answers what a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass
class Reply:
    """What to answer; `parts` are sent one after the other, `breaks` leaves the rest out."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    parts: Iterator[bytes] | None = None
    breaks: bool = False


def as_json(content: Any, **headers: str) -> Reply:
    """A JSON answer."""
    body = json.dumps(content).encode()
    return Reply(body, headers={"content-type": "application/json"} | headers)


class Web:
    """The portal: `answer` says what comes back, `asked` what was asked."""

    def __init__(self) -> None:
        self.answer: Callable[[Asked], Reply] = lambda _: Reply(status=404)
        self.asked: list[Asked] = []
        self.address = ""


@contextmanager
def running_web() -> Iterator[Web]:
    """A portal, ended when the block ends."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(place.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(place.path, query, headers)
            web.asked.append(asked)
            self._send(web.answer(asked))

        def _send(self, reply: Reply) -> None:
            length = len(reply.body) + (1000 if reply.breaks else 0)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.parts is None:
                self.send_header("content-length", str(length))
            self.end_headers()
            try:
                self.wfile.write(reply.body)
                for part in reply.parts or ():
                    self.wfile.write(part)
            except OSError:  # nobody listens any more, which is what some tests are about
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    web.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
