"""Clients that do not keep to HTTP: bytes on a bare socket, and what came back."""

from __future__ import annotations

import ctypes
import json
import socket
import struct
from dataclasses import dataclass
from typing import Any

from tests.unit.hall.halls import KTP
from tests.unit.hall.server import Server, bearer, new_id

HOST = b"Host: hall\r\n"
TOKEN = f"Authorization: {bearer()['authorization']}\r\n".encode()
TICKET = json.dumps({"services": [KTP]}).encode()
DEADLINE = 60.0
_SO_ATTACH_FILTER = 26


@dataclass(frozen=True)
class Reply:
    """Everything a connection gave until it ended; `status` is 0 when that was nothing."""

    raw: bytes

    @property
    def status(self) -> int:
        return int(self.raw.split(b" ", 2)[1]) if self.raw else 0

    @property
    def head(self) -> str:
        return self.raw.partition(b"\r\n\r\n")[0].decode().lower()

    @property
    def json(self) -> Any:
        return json.loads(self.raw.partition(b"\r\n\r\n")[2])

    @property
    def code(self) -> str:
        assert "content-type: application/problem+json" in self.head, self.raw
        return str(self.json["code"])


def connect(server: Server, address: str = "127.0.0.1") -> socket.socket:
    """A connection from one of the addresses of this machine."""
    return socket.create_connection(("127.0.0.1", server.port), DEADLINE, (address, 0))


def reply(connection: socket.socket) -> Reply:
    """Read until the server ends the connection."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return Reply(b"".join(parts))


def tell(server: Server, data: bytes) -> Reply:
    """Send bytes and read until the server ends the connection."""
    with connect(server) as connection:
        connection.sendall(data)
        return reply(connection)


def request(start: bytes, *headers: bytes, body: bytes = b"", host: bytes = HOST) -> bytes:
    """A request in bytes, asking to close afterwards."""
    return b"\r\n".join([start, host + TOKEN + b"Connection: close", *headers, b"", body])


def put_ticket(ticket_id: str | None = None) -> bytes:
    """The first line of a request for a ticket."""
    return f"PUT /v1/tickets/{ticket_id or new_id()} HTTP/1.1".encode()


def go_silent(connection: socket.socket) -> None:
    """Make this end half-open: from now on it hears no packet, so it confirms none.

    A socket filter (socket(7)) that drops everything; any user may set one.
    """

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    drop_all = ctypes.create_string_buffer(struct.pack("=HBBI", 0x06, 0, 0, 0))  # return 0 bytes
    program = Program(1, ctypes.addressof(drop_all))
    connection.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, bytes(program))


def reset(connection: socket.socket) -> None:
    """Close with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
