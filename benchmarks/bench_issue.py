"""How fast the hall server gives numbers, beside what this machine's disk allows.

A real server process on an empty store and the sample hall; clients with kept connections in a
process of their own, each asking as soon as it is answered. Every ticket is a new one, the services
spread over the hall's queues. Ends after some ten seconds whatever happens.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import selectors
import socket
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from uuid_utils import uuid7

from benchmarks.table import Table, percentile
from kiosk.catalog.reader import read_hall
from kiosk.domain.calendar import opening
from kiosk.domain.hall import Hall
from kiosk.settings import bundled_files

CLIENTS = (1, 8, 32)
SECONDS = 2.0
WARM_UP_SECONDS = 0.5
MOST_TICKETS = 20_000
FLOOR_ROUNDS = 300
READY_SECONDS = 20.0
DEVICE = "bench"


def run() -> list[Table]:
    """Measure the floors of this machine, then ticket issue at each number of clients."""
    hall = read_hall(bundled_files().assets / "sample" / "hall.json")
    services = [queue.service_ids[0] for queue in hall.queues if queue.service_ids]
    table = Table("Hall server: ticket issue (ms)", ("what", "per s", "p50", "p99"))
    with TemporaryDirectory(prefix="bench-issue-") as name:
        folder = Path(name)
        _add(table, "floor: append 4 KiB + fdatasync", _appends(folder))
        _add(table, "floor: SQLite commit, FULL", _commits(folder))
        answered = 0
        with _server(folder, hall) as port:
            for clients in CLIENTS:
                found = _load_from_outside(port, clients, services)
                answered += found["answered"]
                _add(table, f"issue, {clients} clients", found["times"], found["seconds"])
        issued = _stored(folder)
    assert issued == answered, f"{answered} answered, {issued} stored"
    return [table]


def _add(table: Table, what: str, times: Sequence[float], seconds: float | None = None) -> None:
    rate = len(times) / (seconds or sum(times))
    table.add(what, round(rate), percentile(times, 0.5) * 1000, percentile(times, 0.99) * 1000)


# --- what the disk allows -----------------------------------------------------------------------


def _appends(folder: Path) -> list[float]:
    """Append 4 KiB and have the disk confirm it."""
    block = os.urandom(4096)
    descriptor = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    times = []
    for _ in range(FLOOR_ROUNDS):
        began = time.perf_counter()
        os.write(descriptor, block)
        os.fdatasync(descriptor)
        times.append(time.perf_counter() - began)
    os.close(descriptor)
    return times


def _commits(folder: Path) -> list[float]:
    """One row per SQLite transaction, WAL, synchronous=FULL."""
    store = sqlite3.connect(folder / "floor.db", isolation_level=None)
    store.execute("pragma journal_mode=wal").fetchall()
    store.execute("pragma synchronous=full")
    store.execute("create table t (n integer primary key, text text)")
    times = []
    for _ in range(FLOOR_ROUNDS):
        began = time.perf_counter()
        store.execute("insert into t (text) values (?)", ("x" * 200,))
        times.append(time.perf_counter() - began)
    store.close()
    return times


# --- the server and its load --------------------------------------------------------------------


@contextmanager
def _server(folder: Path, hall: Hall) -> Iterator[int]:
    """A hall server whose hall is open, in a process of its own; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    digest = hashlib.sha256(DEVICE.encode()).hexdigest()
    settings = folder / "settings.toml"
    settings.write_text(
        f"clock_shift_seconds = {_shift_to_open(hall)}\n"
        f'[hall]\ndatabase = "hall.db"\nport = {port}\n'
        f'[[hall.devices]]\nid = "kiosk-1"\nrole = "kiosk"\ntoken_sha256 = "{digest}"\n'
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "hall", "--settings", settings],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _shift_to_open(hall: Hall) -> float:
    """Seconds from now to a moment at which the hall gives tickets."""
    now = datetime.now(UTC)
    state = opening(hall.calendar, hall.local(now))
    return 0.0 if state.opens_at is None else (state.opens_at - now).total_seconds() + 60


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2.0)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise SystemExit("the hall server did not become ready")


def _load_from_outside(port: int, clients: int, services: Sequence[str]) -> dict[str, Any]:
    """Have a process of its own ask with so many clients at once."""
    command = [sys.executable, "-m", "benchmarks.bench_issue", str(port), str(clients), *services]
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=60, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _stored(folder: Path) -> int:
    """How many tickets the store has; their numbers must be without gap and double."""
    store = sqlite3.connect(folder / "hall.db")
    count, numbers, last = store.execute(
        "select count(*), count(distinct number), (select sum(last) from series) from tickets"
    ).fetchone()
    store.close()
    assert count == numbers == last, (count, numbers, last)
    return int(count)


# --- the load generator, in its own process -----------------------------------------------------


def load(port: int, clients: int, services: Sequence[str]) -> dict[str, Any]:
    """Ask on `clients` connections at once, on each again as soon as it is answered."""
    ready = selectors.DefaultSelector()
    connections = [
        socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(clients)
    ]
    for connection in connections:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.register(connection, selectors.EVENT_READ)
    begin = time.perf_counter() + WARM_UP_SECONDS
    end = begin + SECONDS
    times: list[float] = []
    answered = 0
    parts: defaultdict[socket.socket, bytes] = defaultdict(bytes)
    asked = {connection: _ask(connection, services[0]) for connection in connections}
    while asked:
        for key, _ in ready.select(timeout=10):
            connection = key.fileobj
            assert isinstance(connection, socket.socket)
            parts[connection] += connection.recv(65536)
            now = time.perf_counter()
            if not parts[connection].endswith(b"}"):  # the head came before the body
                continue
            answer = parts.pop(connection)
            assert answer.startswith(b"HTTP/1.1 201"), answer
            answered += 1
            since = asked.pop(connection)
            if since >= begin:
                times.append(now - since)
            if now < end and answered < MOST_TICKETS:
                asked[connection] = _ask(connection, services[answered % len(services)])
    seconds = time.perf_counter() - begin
    for connection in connections:
        connection.close()
    return {"times": times, "seconds": seconds, "answered": answered}


def _ask(connection: socket.socket, service: str) -> float:
    body = f'{{"services":["{service}"]}}'
    request = (
        f"PUT /v1/tickets/{uuid7()} HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer {DEVICE}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )
    connection.sendall(request.encode())
    return time.perf_counter()


if __name__ == "__main__":
    json.dump(load(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]), sys.stdout)
