"""How fast the hall server gives numbers and calls them, beside what machine and framework allow.

Real server processes, empty and with 100,000 tickets of the day; the load comes from processes of
its own over loopback. After each run the store is asked: numbers without gap and double, as many
tickets as were answered.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from uuid_utils import uuid7

from benchmarks.hall_server.site import DEVICE, Site, busy_hall, fill, served, wait_until_ready
from benchmarks.table import Table, percentile
from hall.store.dialect import SqliteDatabase

CLIENTS = (1, 8, 32, 128)
STORED = 100_000
LISTENERS = 600
PACED_PER_SECOND = 20
PACED_SECONDS = 8.0
FLOOR_ROUNDS = 300


def run() -> list[Table]:
    """Floors, rates, PostgreSQL, listeners, restart."""
    rates = Table("Hall server: rates (ms)", ("what", "per s", "p50", "p99"))
    with TemporaryDirectory(prefix="bench-hall-") as name:
        _floors(rates, Path(name))
    with _folder() as folder, served(folder) as site:
        _load(rates, "floor: HTTP, no store, 1 client", site, "plain", 1)
        few = _rates(rates, "", site)
        memory = psutil.Process(site.process.pid).memory_info().rss / 2**20
        _true(folder)
    with _folder() as folder, served(folder, bare=True) as site:
        bare = _load(rates, "floor: issue without API and framework, 32 clients", site, "issue", 32)
    with _folder() as folder:
        files = busy_hall()
        fill(SqliteDatabase(folder / "hall.db"), files.hall, STORED)
        with served(folder, files=files) as site:
            many = _rates(rates, f", {STORED:,} stored", site)
            _true(folder)
    _postgres(rates)
    shares = Table("Hall server: shares of its floors and of itself", ("what", "share"))
    shares.add("issue at 32 clients / the same without API and framework", few["issue"] / bare)
    for kind in ("issue", "next"):
        shares.add(f"{kind} at 32 clients, {STORED:,} stored / few stored", many[kind] / few[kind])
    return [rates, shares, _listeners(), _restart(memory)]


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="bench-hall-") as name:
        yield Path(name)


# --- floors -------------------------------------------------------------------------------------


def _floors(table: Table, folder: Path) -> None:
    _add(table, "floor: append 4 KiB + fdatasync", _appends(folder))
    _add(table, "floor: SQLite commit, FULL", _commits(folder))


def _add(table: Table, what: str, times: Sequence[float], seconds: float | None = None) -> float:
    rate = len(times) / (seconds or sum(times))
    table.add(what, round(rate), percentile(times, 0.5) * 1000, percentile(times, 0.99) * 1000)
    return rate


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
    times = []
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as store:
        store.execute("pragma journal_mode=wal").fetchall()
        store.execute("pragma synchronous=full")
        store.execute("create table t (n integer primary key, text text)")
        for _ in range(FLOOR_ROUNDS):
            began = time.perf_counter()
            store.execute("insert into t (text) values (?)", ("x" * 200,))
            times.append(time.perf_counter() - began)
    return times


# --- rates --------------------------------------------------------------------------------------


def _rates(table: Table, suffix: str, site: Site) -> dict[str, float]:
    """Issue, then call-next, at each number of clients; the rates at 32."""
    found = {}
    calls = "call next, between start and finish of each visit"
    for kind, words in (("issue", "issue"), ("next", calls)):
        for clients in CLIENTS:
            rate = _load(table, f"{words}, {clients} clients{suffix}", site, kind, clients)
            if clients == 32:
                found[kind] = rate
    return found


def _load(table: Table, what: str, site: Site, kind: str, clients: int) -> float:
    found = _outside(site, kind, clients)
    return _add(table, what, found["times"], found["seconds"])


def _outside(site: Site, kind: str, clients: int) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.hall_server.load",
        kind,
        str(site.port),
        str(clients),
    ]
    done = subprocess.run(
        [*command, *site.services], stdout=subprocess.PIPE, timeout=120, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _true(folder: Path) -> None:
    """The store's numbers are without gap and double, and nobody is held twice."""
    with closing(sqlite3.connect(folder / "hall.db")) as store:
        count, numbers, last = store.execute(
            "select count(*), count(distinct number), (select sum(last) from series) from tickets"
        ).fetchone()
        events, seq = store.execute("select count(*), max(seq) from events").fetchone()
    assert count == numbers == last, (count, numbers, last)
    assert events == seq, (events, seq)


# --- PostgreSQL ---------------------------------------------------------------------------------


def _postgres(table: Table) -> None:
    """Two servers on one database, everybody in one queue."""
    from tests.helpers.postgres import running_cluster

    files = busy_hall()
    with running_cluster(durable=True) as cluster, _folder() as one, _folder() as two:
        url = cluster.fresh_database()
        with (
            served(one, database_url=url, files=files) as first,
            served(two, database_url=url, files=files) as second,
        ):
            command = [sys.executable, "-m", "benchmarks.hall_server.load", "issue"]
            loads = [
                subprocess.Popen(
                    [*command, str(site.port), "32", site.services[0]], stdout=subprocess.PIPE
                )
                for site in (first, second)
            ]
            found = [json.loads(load.communicate(timeout=120)[0]) for load in loads]
    times = [one for load in found for one in load["times"]]
    seconds = max(load["seconds"] for load in found)
    _add(table, "issue on PostgreSQL, 2 servers, 64 clients, one queue", times, seconds)


# --- listeners ----------------------------------------------------------------------------------


def _listeners() -> Table:
    """600 open streams, 20 tickets a second: the kiosk's wait and the last screen's."""
    table = Table(
        f"Hall server: {PACED_PER_SECOND} tickets/s with {LISTENERS} event streams (ms)",
        ("what", "p50", "p99"),
    )
    with _folder() as folder, served(folder) as site:
        command = [sys.executable, "-m", "benchmarks.hall_server.listeners", str(site.port)]
        with subprocess.Popen(
            [*command, str(LISTENERS), str(PACED_SECONDS + 4)], stdout=subprocess.PIPE
        ) as listeners:
            assert listeners.stdout is not None
            listeners.stdout.readline()
            asked, answered = _paced(site)
            told = json.loads(listeners.stdout.read())
        memory = psutil.Process(site.process.pid).memory_info().rss / 2**20
    assert all(told[number][0] == LISTENERS for number in asked), "an event did not reach everybody"
    issue = [answered[number] - since for number, since in asked.items()]
    last = [told[number][1] - since for number, since in asked.items()]
    table.add("issue, asked to answered", *(percentile(issue, p) * 1000 for p in (0.5, 0.99)))
    table.add("asked to the last stream", *(percentile(last, p) * 1000 for p in (0.5, 0.99)))
    table.add("memory of the server, MiB", memory, "")
    return table


def _paced(site: Site) -> tuple[dict[str, float], dict[str, float]]:
    """Take numbers at a steady pace; when each was asked for and answered."""
    asked, answered = {}, {}
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    begin = time.monotonic()
    for n in range(int(PACED_PER_SECOND * PACED_SECONDS)):
        time.sleep(max(0.0, begin + n / PACED_PER_SECOND - time.monotonic()))
        since = time.monotonic()
        number = _take(connection, site.services[n % len(site.services)])
        asked[number], answered[number] = since, time.monotonic()
    connection.close()
    return asked, answered


def _take(connection: http.client.HTTPConnection, service: str) -> str:
    body = json.dumps({"services": [service]})
    headers = {"Authorization": f"Bearer {DEVICE}"}
    connection.request("PUT", f"/v1/tickets/{uuid7()}", body, headers)
    response = connection.getresponse()
    answer = response.read()
    assert response.status == 201, answer
    return str(json.loads(answer)["number"])


# --- restart ------------------------------------------------------------------------------------


def _restart(memory: float) -> Table:
    """Killed with a day's tickets in the store: from the process's start to the first ticket.

    With compiled byte code, as an installed server has it.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    table = Table("Hall server: restart after kill -9", ("what", "value"))
    with _folder() as folder:
        files = busy_hall()
        fill(SqliteDatabase(folder / "hall.db"), files.hall, 2_000)
        with served(folder, files=files) as site:
            times = []
            process: subprocess.Popen[bytes] = site.process
            for _ in range(5):
                process.send_signal(signal.SIGKILL)
                process.wait()
                began = time.monotonic()
                process = subprocess.Popen(
                    [sys.executable, "-m", "kiosk", "hall", "--settings", folder / "settings.toml"],
                    stdin=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                )
                wait_until_ready(site.port)
                connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
                _take(connection, site.services[0])
                times.append(time.monotonic() - began)
                connection.close()
            process.terminate()
            process.wait(30)
    table.add("first ticket answered, median s, 2,000 tickets stored", percentile(times, 0.5))
    table.add("memory after the rates above, MiB", memory)
    return table
