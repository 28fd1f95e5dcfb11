"""Hall servers to be measured: settings, processes, stores filled beforehand."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from uuid_utils import uuid7

from hall.queue.days import Days
from hall.queue.floor import Floor
from hall.queue.today import Today
from hall.queue.visitor import tickets
from hall.queue.visitor.tickets import TicketRequest
from hall.store import migrate
from hall.store.batch import Batch
from hall.store.dialect import Database
from hall.store.log import HallLog
from hall.store.transaction import Transaction
from kiosk.catalog.reader import CatalogFiles, read_catalog, to_record
from kiosk.domain.calendar import opening
from kiosk.domain.hall import Hall
from kiosk.domain.ticket import Priority
from kiosk.settings import bundled_files

DEVICE = "bench"
COUNTERS = 128
READY_SECONDS = 60.0
PIN = "135790"


@dataclass(frozen=True, slots=True)
class Site:
    """A hall server's folder and what it listens on."""

    folder: Path
    port: int
    services: tuple[str, ...]
    process: subprocess.Popen[bytes]


def busy_hall() -> CatalogFiles:
    """The sample hall with as many counters as the largest load has clients."""
    sample = bundled_files().assets / "sample"
    files = read_catalog(sample / "hall.json", sample / "services.json")
    few = files.hall.counters
    counters = tuple(
        replace(few[n % len(few)], id=f"loket-{n}", number=n + 1) for n in range(COUNTERS)
    )
    return replace(files, hall=replace(files.hall, counters=counters))


def services_of(hall: Hall) -> tuple[str, ...]:
    """One service of each queue."""
    return tuple(queue.service_ids[0] for queue in hall.queues if queue.service_ids)


@contextmanager
def served(
    folder: Path, *, database_url: str = "", bare: bool = False, files: CatalogFiles | None = None
) -> Iterator[Site]:
    """A server whose hall is open, in a process of its own; `bare` without API and validation."""
    files = files or busy_hall()
    port = write_settings(folder, files, database_url)
    module = ["benchmarks.hall_server.bare"] if bare else ["kiosk", "hall"]
    process = subprocess.Popen(
        [sys.executable, "-m", *module, "--settings", folder / "settings.toml"],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_ready(port)
        yield Site(folder, port, services_of(files.hall), process)
    finally:
        process.terminate()
        process.wait(30)


def wait_until_ready(port: int) -> None:
    """Wait for the first answer that says the store works."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2.0)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    raise SystemExit("the hall server did not become ready")


def fill(database: Database, hall: Hall, count: int) -> None:
    """Store so many tickets of today, by the rules, some hundred in a transaction."""
    migrate.upgrade(database)
    floor = Floor(hall)
    today = Today(floor.queues, (c.id for c in hall.counters))
    log = HallLog(hall.id, Days(floor, today), lambda _: None)
    services = services_of(hall)
    now = datetime.now(UTC).timestamp() + shift_to_open(hall)
    moment = datetime.fromtimestamp(now, UTC)
    connection = database.connect_writer()
    for first in range(0, count, 500):
        connection.execute(database.begin_write)
        batch = Batch(database, connection)
        log.begin(Transaction(batch, hall.id, moment))
        for n in range(first, min(first + 500, count)):
            tx = Transaction(batch, hall.id, moment)
            wanted = (services[n % len(services)],)
            request = TicketRequest(str(uuid7()), wanted, Priority.NONE, DEVICE)
            tickets.issue(tx, floor, today, request)
            log.accept(tx.events)
        log.flush(Transaction(batch, hall.id, moment))
        batch.write_out()
        connection.execute("commit")
    connection.close()


def shift_to_open(hall: Hall) -> float:
    """Seconds from now to a moment at which the hall gives tickets."""
    now = datetime.now(UTC)
    state = opening(hall.calendar, hall.local(now))
    return 0.0 if state.opens_at is None else (state.opens_at - now).total_seconds() + 60


def write_settings(folder: Path, files: CatalogFiles, database_url: str) -> int:
    """Write the settings; staff have PINs that cost nothing to check. Returns the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    agencies = [to_record(agency) for agency in files.agencies]
    (folder / "hall.json").write_text(
        json.dumps({"hall": to_record(files.hall), "agencies": agencies})
    )
    digest = hashlib.sha256(DEVICE.encode()).hexdigest()
    pin = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    where = f'database_url = "{database_url}"' if database_url else 'database = "hall.db"'
    staff = "".join(
        f'[[hall.staff]]\nusername = "{counter.id}"\nname = "Petugas"\npin_hash = "{pin}"\n'
        for counter in files.hall.counters
    )
    (folder / "settings.toml").write_text(
        f"clock_shift_seconds = {shift_to_open(files.hall)}\n"
        f'[hall]\n{where}\nhall_file = "hall.json"\nport = {port}\nsession_key = "bench"\n'
        f'[[hall.devices]]\nid = "kiosk-1"\nrole = "kiosk"\ntoken_sha256 = "{digest}"\n{staff}'
    )
    return port
