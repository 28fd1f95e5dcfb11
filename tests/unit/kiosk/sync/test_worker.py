"""The worker keeps kiosk and hall of one mind: line, outbox, catalog."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.audit import Audit
from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.domain.live import HallSnapshot
from kiosk.sync.hall_client import HallClient
from kiosk.sync.journal import Journal, open_journal
from kiosk.sync.line import LineState
from kiosk.sync.time.hall_time import HallTime
from kiosk.sync.worker import Listeners, Pace, SyncWorker
from tests.helpers.waiting import until
from tests.unit.kiosk.sync.parts import (
    AGENCY,
    HALL,
    NOW,
    SERVICE,
    RunningClock,
    audited,
    printed_offline,
)
from tests.unit.kiosk.sync.rude_server import (
    RudeServer,
    answer,
    hangs,
    hangs_up,
    refuses,
    says,
)
from tests.unit.kiosk.sync.small_hall import SmallHall, running, ticket_json

#: Longer than any test may last (pyproject.toml): who waits this out is stopped as a failure.
LONG = 1_000.0


@dataclass
class Heard:
    """What the listeners were told."""

    lines: list[LineState] = field(default_factory=list)
    snapshots: list[HallSnapshot] = field(default_factory=list)
    catalogs: list[None] = field(default_factory=list)

    @property
    def line(self) -> LineState | None:
        return self.lines[-1] if self.lines else None

    def is_up(self) -> bool:
        return self.line is not None and self.line.up

    def is_down(self) -> bool:
        return self.line is not None and not self.line.up


@dataclass
class Kiosk:
    worker: SyncWorker
    journal: Journal
    heard: Heard
    catalog: CatalogReader
    machine: RunningClock
    folder: Path

    def pending(self) -> int:
        return self.journal.outbox.counts().pending

    def parked(self) -> int:
        return self.journal.outbox.counts().parked

    def events(self) -> list[str]:
        return [record["event"] for record in audited(self.folder)]


def ended(worker: SyncWorker) -> bool:
    """Stop a worker; it ends, be it later than `stop` itself waits on a quick machine."""
    if not worker.stop():
        worker._thread.join(30)
    return not worker._thread.is_alive()


@contextmanager
def a_kiosk(
    folder: Path, url: str, pace: Pace | None = None, answer: float = 30.0
) -> Iterator[Kiosk]:
    """A kiosk whose worker runs against the hall at `url`."""
    machine = RunningClock()
    clock = HallTime(machine)
    audit = Audit(folder / "audit.jsonl", clock)
    journal = open_journal(folder, audit)
    cache = CatalogCache.open(folder / "catalog.db")
    catalog = CatalogReader.open(folder / "catalog.db")
    heard = Heard()
    worker = SyncWorker(
        HallClient(url, "t", answer, answer),
        journal.outbox,
        cache,
        audit,
        clock,
        listeners=Listeners(
            heard.lines.append, heard.snapshots.append, lambda: heard.catalogs.append(None)
        ),
        pace=pace or Pace(heartbeat=0.05, catalog=0.2),
    )
    worker.start()
    try:
        yield Kiosk(worker, journal, heard, catalog, machine, folder)
    finally:
        assert ended(worker)
        catalog.close()
        cache.close()
        journal.close()
        audit.close()


def test_the_line_the_hall_and_the_catalog_are_there_after_a_start(tmp_path: Path) -> None:
    with running(SmallHall()) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: kiosk.catalog.service(SERVICE.id))
        until(kiosk.heard.is_up)
        assert kiosk.heard.snapshots[0].epoch == "e1"
        assert kiosk.catalog.hall() == HALL
        assert kiosk.catalog.agency(AGENCY.id) == AGENCY
        assert not kiosk.worker.down
        assert kiosk.heard.line is not None
        assert kiosk.heard.line.pending == 0


def test_a_printed_ticket_is_told_once_with_its_number(tmp_path: Path) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        ticket = printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 0)
        until(lambda: len(kiosk.heard.snapshots) > 3)
    assert hall.book.numbers == {str(ticket): "A001X"}
    assert len(hall.told) == 1
    assert "ticket-told" in kiosk.events()


def test_tickets_are_told_in_the_order_of_printing(tmp_path: Path) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        tickets = [str(printed_offline(kiosk.journal)) for _ in range(130)]
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 0, 30)
    assert [ticket for ticket, _ in hall.told] == tickets


def test_a_wake_does_not_wait_for_the_heartbeat(tmp_path: Path) -> None:
    hall = SmallHall()
    with (
        running(hall) as server,
        a_kiosk(tmp_path, server.url, Pace(heartbeat=60.0, catalog=600.0)) as kiosk,
    ):
        until(kiosk.catalog.hall)
        hall.changes.append({"kind": "agency", "id": "bpn", "record": _agency("bpn")})
        printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 0)
        until(lambda: kiosk.catalog.agency("bpn"))


def test_the_catalog_is_there_without_the_line(tmp_path: Path) -> None:
    with running(SmallHall()) as server:
        with a_kiosk(tmp_path, server.url) as kiosk:
            until(lambda: kiosk.catalog.service(SERVICE.id))
        url = server.url
    with a_kiosk(tmp_path, url) as kiosk:
        until(kiosk.heard.is_down)
        assert kiosk.catalog.hall() == HALL
        assert kiosk.catalog.service(SERVICE.id) == SERVICE


def test_changes_of_the_catalog_arrive_and_are_told(tmp_path: Path) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: kiosk.heard.catalogs)
        before = len(kiosk.heard.catalogs)
        hall.changes.append({"kind": "agency", "id": "bpn", "record": _agency("bpn")})
        until(lambda: len(kiosk.heard.catalogs) > before)
        assert kiosk.catalog.agency("bpn")
        quiet = len(kiosk.heard.catalogs)
        seen = len(kiosk.heard.snapshots)
        until(lambda: len(kiosk.heard.snapshots) > seen + 10)
        assert len(kiosk.heard.catalogs) == quiet


def test_the_line_comes_and_goes_in_words(tmp_path: Path) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(kiosk.heard.is_up)
        hall.snapshots = hangs_up
        until(kiosk.heard.is_down)
        assert kiosk.worker.down
        printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: kiosk.heard.line and kiosk.heard.line.pending == 1)
        hall.snapshots = None
        until(kiosk.heard.is_up)
        until(lambda: kiosk.heard.line and kiosk.heard.line.pending == 0)
        ups = [line.up for line in kiosk.heard.lines]
    changes = [up for up, before in zip(ups, [None, *ups], strict=False) if up is not before]
    assert changes == [True, False, True]
    assert kiosk.events().count("line-down") == 1


def test_one_lost_snapshot_is_not_shown(tmp_path: Path) -> None:
    hall = SmallHall()
    lost: list[bytes] = []

    def lose_one(server: RudeServer, connection: object, request: bytes) -> None:
        lost.append(request)
        hall.snapshots = None

    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(kiosk.heard.is_up)
        hall.snapshots = lose_one
        until(lambda: lost)
        seen = len(kiosk.heard.snapshots)
        until(lambda: len(kiosk.heard.snapshots) > seen + 3)
        assert all(line.up for line in kiosk.heard.lines)


def test_what_the_desk_met_counts_as_evidence(tmp_path: Path) -> None:
    hall = SmallHall()
    with (
        running(hall) as server,
        a_kiosk(tmp_path, server.url, Pace(heartbeat=60.0), answer=30.0) as kiosk,
    ):
        until(kiosk.heard.is_up)
        hall.snapshots = hangs
        kiosk.worker.lost()
        assert not kiosk.worker.down
        kiosk.worker.lost()
        assert kiosk.worker.down


def test_stop_does_not_wait_for_a_hall_that_hangs(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.snapshots = hangs
    with running(hall) as server, a_kiosk(tmp_path, server.url, answer=LONG):
        until(lambda: server.requests)


def test_a_hall_that_lost_its_store_is_told_todays_tickets_again(tmp_path: Path) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        ticket = printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 0 and hall.told)
        hall.book.numbers.clear()
        hall.book.given.clear()
        hall.epoch = "e2"
        until(lambda: hall.book.numbers == {str(ticket): "A001X"})
    assert "hall-replaced" in kiosk.events()


def test_an_answer_with_another_number_is_for_the_staff(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.puts = lambda ticket: says(answer(ticket_json(ticket, "A012")))
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: kiosk.parked() == 1)
    parked = [r for r in audited(tmp_path) if r["event"] == "ticket-parked"]
    assert [(r["number"], r["code"]) for r in parked] == [("A001X", "number-differs")]


@pytest.mark.parametrize("place", ["snapshots", "puts"])
def test_a_device_that_is_refused_keeps_its_tickets_and_says_so_once(
    tmp_path: Path, place: str
) -> None:
    hall = SmallHall()
    refusal = refuses("not-signed-in", 401)
    if place == "puts":
        hall.puts = lambda _: refusal
    else:
        hall.snapshots = refusal
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        printed_offline(kiosk.journal)
        until(lambda: len(server.requests) > 6)
        assert (kiosk.pending(), kiosk.parked()) == (1, 0)
        assert not kiosk.worker.down
        hall.snapshots = None
        hall.puts = lambda _: None
        until(lambda: kiosk.pending() == 0)
    assert kiosk.events().count("device-refused") == 1


def test_a_kiosk_with_a_wrong_clock_takes_the_halls(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.now = NOW + timedelta(days=2)
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: "clock-corrected" in kiosk.events())
        until(kiosk.heard.is_up)
        seen = len(kiosk.heard.snapshots)
        until(lambda: len(kiosk.heard.snapshots) > seen + 2)
        told = printed_offline(kiosk.journal)
        until(lambda: "ticket-told" in kiosk.events())
    assert str(told) in hall.book.numbers
    assert kiosk.events().count("clock-corrected") == 1
    days = {record["at"][:10] for record in audited(tmp_path) if record["event"] == "ticket-told"}
    assert days == {"2026-11-25"}


def _agency(agency_id: str) -> dict[str, str]:
    return {"id": agency_id, "name": agency_id, "short_name": agency_id, "icon": "home"}
