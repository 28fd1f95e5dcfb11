"""A listener that follows the live events over every interruption, as a board does."""

from __future__ import annotations

import contextlib
import http.client
import json
import random
import select
import socket
import threading
from collections.abc import Sequence

from tests.kill.history import Heard, History
from tests.kill.line import LINE_DOWN, RETRY_SECONDS

#: The server speaks every five seconds; who hears nothing for fifteen reconnects.
SILENCE_SECONDS = 15.0
CONNECT_SECONDS = 5.0


class Listener:
    """Follows /v1/events from the first event on, and reconnects with what it heard last."""

    def __init__(
        self, name: str, ports: Sequence[int], history: History, dice: random.Random
    ) -> None:
        self._name = name
        self._ports = list(ports)
        dice.shuffle(self._ports)
        self._history = history
        self._stop = threading.Event()
        self._socket: socket.socket | None = None
        self.last = 0
        history.listeners.append(name)

    def follow(self) -> None:
        """Listen until `leave`."""
        while not self._stop.is_set():
            with contextlib.suppress(*LINE_DOWN):
                self._listen(self._ports[0])
            self._ports.append(self._ports.pop(0))
            select.select([], [], [], RETRY_SECONDS)

    def leave(self) -> None:
        """End `follow`, from another thread."""
        self._stop.set()
        line = self._socket
        if line is not None:
            with contextlib.suppress(OSError):  # just closed
                line.shutdown(socket.SHUT_RDWR)

    def _listen(self, port: int) -> None:
        address = ("127.0.0.1", port)
        with socket.create_connection(address, timeout=CONNECT_SECONDS) as line:
            self._socket = line
            if self._stop.is_set():
                return
            line.settimeout(SILENCE_SECONDS)
            request = f"GET /v1/events HTTP/1.1\r\nHost: hall\r\nLast-Event-ID: {self.last}\r\n\r\n"
            line.sendall(request.encode())
            with http.client.HTTPResponse(line) as response:
                response.begin()
                if response.status == http.HTTPStatus.OK:
                    self._read(response)

    def _read(self, response: http.client.HTTPResponse) -> None:
        fields: dict[str, str] = {}
        for line in response:
            name, _, value = line.decode().rstrip("\r\n").partition(":")
            if name:
                fields[name] = value.strip()
            elif not line.strip():  # a block is heard when it is whole
                self._hear(fields)
                fields = {}

    def _hear(self, fields: dict[str, str]) -> None:
        if "event" not in fields:
            return
        seq, data = int(fields["id"]), json.loads(fields["data"])
        names = (data.get("number"), data.get("queue"), data.get("counter"))
        self._history.heard.append(Heard(self._name, seq, fields["event"], *names))
        self.last = seq
