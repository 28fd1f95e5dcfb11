"""The offline catalog: taking in the feed, starting on it, and reading it while a visitor waits."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.table import Table
from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.catalog.feed import parse_page
from kiosk.catalog.reader import CatalogFiles, read_catalog, to_record
from kiosk.settings import bundled_files

SERVICES = 27_000
PAGE = 500
READS = 2_000


def run() -> list[Table]:
    """Measure with the sample hall alone, and with a region's 27,000 services around it."""
    folder = bundled_files().assets / "sample"
    sample = read_catalog(folder / "hall.json", folder / "services.json")
    intake = Table("Catalog: taking in the feed", ("catalog", "records", "s", "records/s", "MB"))
    start = Table("Catalog: opening the file (ms)", ("catalog", "in order", "after a power cut"))
    reads = Table("Catalog: reading (ms)", ("catalog", "read", "p50", "p99", "worst"))
    for name, services in (("sample", 0), ("region", SERVICES)):
        with tempfile.TemporaryDirectory() as folder_name:
            path = Path(folder_name) / "catalog.db"
            records = _records(sample, services)
            seconds = _take_in(path, records)
            size = path.stat().st_size / 1e6
            intake.add(name, len(records), seconds, round(len(records) / seconds), size)
            start.add(name, *_open_twice(path))
            _read(reads, name, path, sample)
    return [intake, start, reads]


def _records(sample: CatalogFiles, services: int) -> list[tuple[str, dict[str, object]]]:
    records = [("hall", to_record(sample.hall))]
    records += [("agency", to_record(one)) for one in sample.agencies]
    records += [("service", to_record(one)) for one in sample.services]
    for number in range(services - len(sample.services)):
        like = to_record(sample.services[number % len(sample.services)])
        like["id"] = f"region-{number}.{like['id']}"
        records.append(("service", like))
    return records


def _pages(records: list[tuple[str, dict[str, object]]]) -> Iterator[bytes]:
    for begin in range(0, len(records), PAGE):
        changes = [
            {"cursor": n, "kind": kind, "id": record["id"], "deleted": False, "record": record}
            for n, (kind, record) in enumerate(records[begin : begin + PAGE], begin + 1)
        ]
        cursor = begin + len(changes)
        content = {"epoch": "e1", "changes": changes, "cursor": cursor}
        yield json.dumps({**content, "more": cursor < len(records)}).encode()


def _take_in(path: Path, records: list[tuple[str, dict[str, object]]]) -> float:
    pages = list(_pages(records))
    cache = CatalogCache.open(path)
    begun = time.perf_counter()
    for page in pages:
        cache.apply(parse_page(page), datetime.now(UTC))
    seconds = time.perf_counter() - begun
    cache.close()
    return seconds


def _open_twice(path: Path) -> tuple[float, float]:
    began = time.perf_counter()
    cache = CatalogCache.open(path)
    in_order = time.perf_counter() - began
    cut = path.with_name("cut.db")
    cut.write_bytes(path.read_bytes())  # a copy of a file in use is a file after a power cut
    wal = path.with_name("catalog.db-wal")
    cut.with_name("cut.db-wal").write_bytes(wal.read_bytes())
    cache.close()
    began = time.perf_counter()
    again = CatalogCache.open(cut)
    after_cut = time.perf_counter() - began
    again.close()
    return in_order * 1e3, after_cut * 1e3


def _read(table: Table, name: str, path: Path, sample: CatalogFiles) -> None:
    reader = CatalogReader.open(path)
    pick = random.Random(2026)  # noqa: S311
    reader.hall()
    measured: dict[str, Callable[[], object]] = {
        "service": lambda: reader.service(pick.choice(sample.services).id),
        "services_of": lambda: reader.services_of(pick.choice(sample.agencies).id),
        "agencies": reader.agencies,
        "hall": reader.hall,
    }
    for what, read in measured.items():
        spent = []
        for _ in range(READS):
            begun = time.perf_counter()
            read()
            spent.append((time.perf_counter() - begun) * 1e3)
        p99 = statistics.quantiles(spent, n=100)[98]
        table.add(name, what, statistics.median(spent), p99, max(spent))
    reader.close()
