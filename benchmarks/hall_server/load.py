"""Loads on a hall server, each in a process of its own.

`python -m benchmarks.hall_server.load KIND PORT CLIENTS SERVICE…`.
Closed loop: every client has a kept connection and asks again as soon as it is answered. The result
is JSON on standard output: times in seconds, and how many were answered.
"""

from __future__ import annotations

import http.client
import json
import re
import selectors
import socket
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from uuid_utils import uuid7

from benchmarks.hall_server.site import DEVICE, PIN

SECONDS = 2.0
WARM_UP_SECONDS = 0.5
MOST = 30_000

Ask = Callable[[int, bytes], bytes]


def issue(services: Sequence[str]) -> Ask:
    """Each client takes one number after the other, the services in turn."""
    state = {"n": 0}

    def ask(_: int, __: bytes) -> bytes:
        state["n"] += 1
        body = f'{{"services":["{services[state["n"] % len(services)]}"]}}'
        return (
            f"PUT /v1/tickets/{uuid7()} HTTP/1.1\r\nHost: hall\r\n"
            f"Authorization: Bearer {DEVICE}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    return ask


def plain(_: int, __: bytes) -> bytes:
    """A request that needs no store."""
    return b"GET /healthz HTTP/1.1\r\nHost: hall\r\n\r\n"


class Counters:
    """Each client is a counter: call next, start, finish. Only the calls are measured."""

    _TICKET = re.compile(rb'"ticket":\{"id":"([0-9a-f-]{36})"')

    def __init__(self, port: int, clients: int) -> None:
        self._cookies = [_sign_in(port, f"loket-{n}") for n in range(clients)]
        self._step = ["calls"] * clients
        self._ticket = [""] * clients

    def measured(self, client: int) -> bool:
        """Whether what the client waits for is a call."""
        return self._step[client] == "calls"

    def ask(self, client: int, answer: bytes) -> bytes:
        """The client's next request, after the answer to the one before."""
        step = self._step[client]
        if answer:
            found = self._TICKET.search(answer)
            if step == "calls" and found:
                self._ticket[client], step = found[1].decode(), "start"
            elif step == "start":
                step = "finish"
            else:
                step = "calls"
            self._step[client] = step
        end = "" if step == "calls" else f"/{self._ticket[client]}/{step}"
        return (
            f"POST /v1/counters/loket-{client}/calls{end} HTTP/1.1\r\nHost: hall\r\n"
            f"Cookie: {self._cookies[client]}\r\nIdempotency-Key: {uuid4()}\r\n"
            "Content-Length: 0\r\n\r\n"
        ).encode()


def run(
    port: int, clients: int, ask: Ask, measured: Callable[[int], bool] = lambda _: True
) -> dict[str, Any]:
    """Load for two seconds after a short warm-up."""
    ready = selectors.DefaultSelector()
    connections = [
        socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(clients)
    ]
    for client, connection in enumerate(connections):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.register(connection, selectors.EVENT_READ, client)
    parts: defaultdict[int, bytes] = defaultdict(bytes)
    begin = time.perf_counter() + WARM_UP_SECONDS
    end = begin + SECONDS
    times: list[float] = []
    answered, waiting = 0, clients
    since = [0.0] * clients
    for client, connection in enumerate(connections):
        since[client] = time.perf_counter()
        connection.sendall(ask(client, b""))
    while waiting:
        for key, _ in ready.select(timeout=30):
            client, connection = key.data, connections[key.data]
            parts[client] += connection.recv(65536)
            now = time.perf_counter()
            if not parts[client].endswith(b"}"):  # the head came before the body
                continue
            answer = parts.pop(client)
            assert answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")), answer
            answered += 1
            if since[client] >= begin and measured(client):
                times.append(now - since[client])
            request = ask(client, answer)
            if (now < end and answered < MOST) or not measured(client):  # a visit is ended
                since[client] = time.perf_counter()
                connection.sendall(request)
            else:
                waiting -= 1
    seconds = time.perf_counter() - begin
    for connection in connections:
        connection.close()
    return {"times": times, "seconds": seconds, "answered": answered}


def _sign_in(port: int, counter: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = json.dumps({"username": counter, "pin": PIN, "counter": counter})
    connection.request("POST", "/v1/session", body)
    response = connection.getresponse()
    answer = response.read()
    assert response.status == 200, answer
    cookie = (response.getheader("set-cookie") or "").split(";")[0]
    connection.close()
    return cookie


def main(kind: str, port: int, clients: int, services: Sequence[str]) -> dict[str, Any]:
    """One load."""
    if kind == "issue":
        return run(port, clients, issue(services))
    if kind == "plain":
        return run(port, clients, plain)
    counters = Counters(port, clients)
    return run(port, clients, counters.ask, counters.measured)


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]), sys.stdout)
