"""A real socket that answers as it is told: well, badly, slowly or not at all."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

Manner = Callable[["RudeServer", socket.socket, bytes], None]


class RudeServer:
    """Answers each request in the `manner` set last; `requests` keeps what it was asked."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.requests: list[bytes] = []
        self.stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept)]
        self._connections: list[socket.socket] = []

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopping.set()
        _shut(self._listener)
        self._listener.close()
        self._threads[0].join()
        for connection in self._connections:
            _shut(connection)
        for thread in self._threads[1:]:
            thread.join()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._connections.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = _read_request(connection)
            if request:
                self.requests.append(request)
                self.manner(self, connection, request)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _read_request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65_536)
        if not part:
            return received
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        part = connection.recv(65_536)
        if not part:
            return b""
        body += part
    return head + b"\r\n\r\n" + body


def body_of(request: bytes) -> Any:
    """The JSON a request carried."""
    return json.loads(request.partition(b"\r\n\r\n")[2])


def answer(body: object, status: int = 200, kind: str = "application/json") -> bytes:
    """A whole answer as bytes; `body` is JSON unless it is bytes."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = f"HTTP/1.1 {status} So\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def says(raw: bytes) -> Manner:
    """Send these bytes and close."""

    def manner(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        connection.sendall(raw)

    return manner


def refuses(code: str, status: int = 409, **facts: object) -> Manner:
    """Answer with a problem document."""
    problem = {"type": "about:blank", "title": code, "status": status, "code": code}
    problem |= {"detail": f"Kalimat dari server untuk {code}."} | facts
    return says(answer(problem, status, "application/problem+json"))


def hangs(server: RudeServer, connection: socket.socket, request: bytes) -> None:
    """Take the request and say nothing."""
    server.stopping.wait()


def drips(raw: bytes, seconds: float) -> Manner:
    """Send one byte, wait, send the next: each read succeeds, the whole never ends."""

    def manner(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        for byte in raw:
            connection.sendall(bytes([byte]))
            if server.stopping.wait(seconds):
                return

    return manner


def hangs_up(server: RudeServer, connection: socket.socket, request: bytes) -> None:
    """Close without a word, as a server that dies after its commit."""


def resets(server: RudeServer, connection: socket.socket, request: bytes) -> None:
    """Close with a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def floods(head: bytes, block: bytes) -> Manner:
    """Send without end."""

    def manner(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        connection.sendall(head)
        while not server.stopping.is_set():
            connection.sendall(block)

    return manner
