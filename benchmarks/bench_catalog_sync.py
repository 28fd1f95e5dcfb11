"""A country's catalog between hall server and kiosk: first sync, changes, one change, starts.

The hall server is a process of its own. Beside each sync stands its floor: the same pages taken by
a plain HTTP client over one connection, parsed, and put into SQLite in one transaction, unchecked.
"""

from __future__ import annotations

import gc
import gzip
import http.client
import json
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from benchmarks.catalogs.hall import change, changing, country, fill
from benchmarks.hall_server.site import DEVICE, Site
from benchmarks.table import Table, percentile
from kiosk.audit import Audit
from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.reader import CatalogFiles, read_catalog, to_record
from kiosk.clock import SystemClock
from kiosk.search.index import Index
from kiosk.search.lexicon import Lexicon
from kiosk.settings import bundled_files
from kiosk.sync.hall_client import HallClient
from kiosk.sync.journal import open_journal
from kiosk.sync.learning import FEWEST, MOST
from kiosk.sync.time.hall_time import HallTime
from kiosk.sync.worker import Listeners, SyncWorker

SERVICES = 27_000
CHANGED = 1_000
ROUNDS = 3
SINGLE = 40


def run() -> list[Table]:
    """Measure with 27,000 services of all regions, and their agencies."""
    assets = bundled_files().assets
    files = read_catalog(assets / "sample" / "hall.json", assets / "sample" / "services.json")
    lexicon = Lexicon.read(assets / "search")
    syncs = Table("Catalog: sync", ("what", "records", "s", "times the floor", "MB on the line"))
    single = Table("Catalog: one service changed", ("", "p50", "p99", "worst"))
    starts = Table("Catalog: starts with all of it", ("file", "ms", "MB"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = _fill(syncs, folder, files)
        with changing(folder, files) as site:
            kiosk = folder / "catalog.db"
            cursor = _first_sync(syncs, site, kiosk, lexicon, records)
            _change_sync(syncs, site, kiosk, files, cursor)
            with _whole_kiosk(site, kiosk, lexicon) as changed:
                _one_change(single, site, files, changed)
        _starts(starts, kiosk, lexicon)
    return [syncs, single, starts]


def _fill(table: Table, folder: Path, files: CatalogFiles) -> int:
    news = country(files, SERVICES)
    table.add("the hall takes it in from portals", len(news), fill(folder, files, news), "-", "-")
    count = len(news)
    del news
    gc.collect()
    gc.freeze()  # what is left of the making is not the kiosk's to look through
    return count


# --- syncs --------------------------------------------------------------------------------------


def _first_sync(table: Table, site: Site, path: Path, lexicon: Lexicon, records: int) -> int:
    plain, synced = [], []
    size = 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        cursor, size = _plain(site, 0, path.with_name("plain.db"))
        plain.append(time.perf_counter() - began)
        _remove(path)
        with closing(CatalogCache.open(path)) as cache:
            synced.append(_sync(site, cache))
    _remove(path)
    with closing(CatalogCache.open(path, Index(lexicon))) as cache:
        _sync(site, cache)
        began = time.perf_counter()
        while cache.index_some(datetime.now(UTC)) is not None:
            pass
        indexed = time.perf_counter() - began
        cache.copy()
    floor = min(plain)
    table.add("floor: plain download, bulk insert", records, floor, 1.0, size / 1e6)
    table.add("first sync, all checked", records, min(synced), min(synced) / floor, size / 1e6)
    table.add("then into the search index", records, indexed, indexed / floor, "-")
    return cursor


def _change_sync(table: Table, site: Site, path: Path, files: CatalogFiles, cursor: int) -> None:
    for number in range(CHANGED):
        change(site, _service(files, f"berubah.{number}", "Layanan yang berubah"))
    last, until = cursor, time.monotonic() + 60
    while last < cursor + CHANGED and time.monotonic() < until:
        last = _page(_connection(site), last, MOST)[0]["last"]
        time.sleep(0.05)
    began = time.perf_counter()
    _, size = _plain(site, cursor, path.with_name("plain.db"))
    floor = time.perf_counter() - began
    with closing(CatalogCache.open(path)) as cache:
        seconds = _sync(site, cache)
    table.add(f"floor of {CHANGED:,} changes", CHANGED, floor, 1.0, size / 1e6)
    table.add(f"sync of {CHANGED:,} changes", CHANGED, seconds, seconds / floor, size / 1e6)


def _sync(site: Site, cache: CatalogCache) -> float:
    client = HallClient(f"http://127.0.0.1:{site.port}", DEVICE, 5.0, 20.0)
    limit, more = FEWEST, True
    began = time.perf_counter()
    while more:
        more = cache.apply(client.changes(cache.cursor()[1], limit), datetime.now(UTC))
        limit = min(MOST, limit * 4)
    seconds = time.perf_counter() - began
    client.close()
    return seconds


def _plain(site: Site, after: int, path: Path) -> tuple[int, int]:
    """The floor; the last cursor and the bytes that came."""
    _remove(path)
    line, size, more = _connection(site), 0, True
    with closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("PRAGMA synchronous = NORMAL")
        store.execute(
            "CREATE TABLE records (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))"
        )
        while more:
            page, packed = _page(line, after, MOST)
            size += packed
            rows = [(c["kind"], c["id"], json.dumps(c["record"])) for c in page["changes"]]
            store.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", rows)
            after, more = page["cursor"], page["more"]
        store.commit()
    line.close()
    return after, size


def _connection(site: Site) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", site.port, timeout=60.0)


def _page(line: http.client.HTTPConnection, after: int, limit: int) -> tuple[dict[str, Any], int]:
    path = f"/v1/catalog/changes?after={after}&limit={limit}"
    line.request("GET", path, headers={"accept-encoding": "gzip"})
    body = line.getresponse().read()
    return json.loads(gzip.decompress(body)), len(body)


# --- one change ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Changed:
    """When the kiosk's catalog had changed, and the bytes of the events that told of it."""

    at: SimpleQueue[float]
    events: SimpleQueue[int]


@contextmanager
def _whole_kiosk(site: Site, path: Path, lexicon: Lexicon) -> Iterator[_Changed]:
    """A kiosk but for its screen: worker, cache, index, and an ear for events."""
    clock = HallTime(SystemClock())
    audit = Audit(path.with_name("audit.jsonl"), clock)
    journal = open_journal(path.parent, audit)
    cache = CatalogCache.open(path, Index(lexicon))
    client = HallClient(f"http://127.0.0.1:{site.port}", DEVICE, 5.0, 20.0)
    changed = _Changed(SimpleQueue(), SimpleQueue())
    listeners = Listeners(
        lambda _: None, lambda _: None, lambda: changed.at.put(time.perf_counter())
    )
    worker = SyncWorker(client, journal.outbox, cache, audit, clock, listeners=listeners)
    line = _connection(site)
    line.request("GET", "/v1/events", headers={"accept": "text/event-stream"})
    stream = line.getresponse()
    ear = threading.Thread(target=_listen, args=(stream, changed, worker.wake), daemon=True)
    worker.start()
    ear.start()
    try:
        yield changed
    finally:
        worker.stop()
        cache.close()
        journal.close()
        audit.close()


def _listen(stream: http.client.HTTPResponse, changed: _Changed, wake: Callable[[], None]) -> None:
    block = b""
    for line in stream:
        block += line
        if not line.strip():
            if b"catalog.changed" in block:
                changed.events.put(len(block))
                wake()
            block = b""


def _one_change(table: Table, site: Site, files: CatalogFiles, changed: _Changed) -> None:
    time.sleep(1.0)  # let it come to rest after its start
    while not changed.at.empty():
        changed.at.get()
    spent, told = [], []
    cursor = _page(_connection(site), 2**50, 1)[0]["last"]
    for number in range(SINGLE):
        began = time.perf_counter()
        change(site, _service(files, "berubah.satu", f"Perubahan ke-{number}"))
        spent.append((changed.at.get(timeout=60) - began) * 1e3)
        told.append(changed.events.get(timeout=60) + _exchanged(site, cursor))
        cursor += 1
        time.sleep(0.05)
    for name, values in (("ms, end to end", spent), ("bytes, event and page", told)):
        table.add(name, percentile(values, 0.5), percentile(values, 0.99), max(values))


def _exchanged(site: Site, after: int) -> int:
    """The bytes of a page, both ways, as the kiosk asks for it."""
    head = (
        f"GET /v1/catalog/changes?after={after}&limit={MOST} HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{site.port}\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\n"
        f"Authorization: Bearer {DEVICE}\r\nConnection: close\r\nUser-Agent: mpp-kiosk\r\n\r\n"
    )
    line = _connection(site)
    line.connect()
    assert line.sock is not None
    line.sock.sendall(head.encode())
    received = 0
    while part := line.sock.recv(65_536):
        received += len(part)
    line.close()
    return len(head) + received


def _service(files: CatalogFiles, service_id: str, name: str) -> dict[str, object]:
    return to_record(replace(files.services[0], id=service_id, name=name))


# --- starts -------------------------------------------------------------------------------------


def _starts(table: Table, path: Path, lexicon: Lexicon) -> None:
    size = path.stat().st_size / 1e6
    table.add("as it was left", _opened(path, lexicon), size)
    cut = path.with_name("cut.db")
    shutil.copyfile(path, cut)
    with closing(sqlite3.connect(cut)) as store:
        store.execute("UPDATE state SET clean = 0")
        store.commit()
    table.add("after a power cut, all of it read", _opened(cut, lexicon), size)
    path.write_bytes(b"\xff" * 100_000)
    table.add("damaged, the copy put back", _opened(path, lexicon), size)


def _opened(path: Path, lexicon: Lexicon) -> float:
    began = time.perf_counter()
    cache = CatalogCache.open(path, Index(lexicon))
    spent = (time.perf_counter() - began) * 1e3
    cache.close()
    return spent


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
