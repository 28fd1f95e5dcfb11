"""A hall server with a country's catalog, whose services are changed while it runs.

As a program it serves the settings it is given; each line on its input is a service that some
portal tells anew.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.catalogs.generator import entries
from benchmarks.hall_server.site import Site, shift_to_open, wait_until_ready, write_settings
from hall.catalog import Catalog, News, bring
from hall.life import HallLife
from hall.queue.days import Days
from hall.queue.floor import Floor
from hall.queue.today import Today
from hall.server import run
from hall.store import migrate
from hall.store.batch import Batch
from hall.store.dialect import SqliteDatabase
from hall.store.log import HallLog
from hall.store.transaction import Transaction
from kiosk.catalog.feed import Kind
from kiosk.catalog.reader import CatalogFiles, to_record
from kiosk.clock import SteadyClock
from kiosk.settings import read_settings

PER_TRANSACTION = 500
_PLACE = re.compile(r"[0-9.]+\.")  # a region and a running number before a service's own id


def country(files: CatalogFiles, services: int) -> list[News]:
    """So many services of every region around a hall's own, with their agencies."""
    like = {service.id: service for service in files.services}
    agencies = {agency.id: agency for agency in files.agencies}
    told: dict[tuple[Kind, str], News] = {}
    for entry in entries(services, home=False):
        own_id = entry.id[place.end() :] if (place := _PLACE.match(entry.id)) else entry.id
        agency = agencies[like[own_id].agency_id]
        there = replace(agency, id=entry.agency_id, name=entry.agency, region=entry.region)
        told[Kind.AGENCY, there.id] = (Kind.AGENCY, there.id, to_record(there))
        service = replace(
            like[own_id],
            id=entry.id,
            agency_id=there.id,
            name=entry.name,
            region=entry.region,
            description=entry.description,
        )
        told[Kind.SERVICE, service.id] = (Kind.SERVICE, service.id, to_record(service))
    return list(told.values())


def fill(folder: Path, files: CatalogFiles, news: list[News]) -> float:
    """Bring it all to a hall's store as portals would; returns the seconds."""
    database = SqliteDatabase(folder / "hall.db")
    migrate.upgrade(database)
    hall = files.hall
    floor = Floor(hall)
    log = HallLog(hall.id, Days(floor, Today(floor.queues, ())), lambda _: None)
    now = datetime.now(UTC) + timedelta(seconds=shift_to_open(hall))
    connection = database.connect_writer()
    jobs = [Catalog(hall, files.agencies, files.services).store]
    jobs += [
        partial(_bring, news=news[first : first + PER_TRANSACTION])
        for first in range(0, len(news), PER_TRANSACTION)
    ]
    began = datetime.now(UTC)
    for job in jobs:
        connection.execute(database.begin_write)
        batch = Batch(database, connection)
        begun, tx = (Transaction(batch, hall.id, now) for _ in range(2))
        log.begin(begun)
        job(tx, floor)
        log.accept(tx.events)
        log.flush(begun)
        batch.write_out()
        connection.execute("commit")
    connection.close()
    return (datetime.now(UTC) - began).total_seconds()


def _bring(tx: Transaction, floor: Floor, news: list[News]) -> None:
    bring(tx, floor, news)


@contextmanager
def changing(folder: Path, files: CatalogFiles) -> Iterator[Site]:
    """A server on a folder that was filled; `change` changes its catalog."""
    port = write_settings(folder, files, "")
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.catalogs.hall", str(folder / "settings.toml")],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_ready(port)
        yield Site(folder, port, (), process)
    finally:
        process.terminate()
        process.wait(30)


def change(site: Site, record: dict[str, object]) -> None:
    """Let a portal tell a service anew."""
    assert site.process.stdin is not None
    site.process.stdin.write(json.dumps(record).encode() + b"\n")
    site.process.stdin.flush()


def _main(settings: Path) -> None:
    begin = HallLife.begin

    async def begin_and_listen(life: HallLife, epoch: str) -> None:
        await begin(life, epoch)
        loop = asyncio.get_running_loop()

        async def tell(line: bytes) -> None:
            record = json.loads(line)
            news: News = (Kind.SERVICE, record["id"], record)
            engine = life.engine
            await engine.store.write(lambda tx: bring(tx, engine.floor, [news]))

        def hear() -> None:
            heard.extend(os.read(sys.stdin.fileno(), 1_000_000))
            *lines, rest = heard.split(b"\n")
            heard[:] = rest
            told.extend(asyncio.create_task(tell(line)) for line in lines)

        heard = bytearray()
        told: list[asyncio.Task[None]] = []
        loop.add_reader(sys.stdin.fileno(), hear)

    HallLife.begin = begin_and_listen  # type: ignore[method-assign]
    everything = read_settings(settings, os.environ)
    assert everything.hall is not None
    run(everything.hall, SteadyClock(timedelta(seconds=everything.clock_shift_seconds)))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
