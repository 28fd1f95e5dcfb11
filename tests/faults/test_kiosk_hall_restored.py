"""A hall put back from a copy: kiosks bring back what people hold, also when they die meanwhile."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.test_kiosk_killed import live
from tests.faults.whole_kiosk import PaperRoll, WholeKiosk
from tests.helpers.waiting import until
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import Server, running_server


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "hall"
    folder.mkdir()
    with running_server(folder) as server:
        yield server


@pytest.fixture
def shift() -> timedelta:
    return MORNING - datetime.now(UTC)


def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def copy_of(server: Server) -> Path:
    """A copy of the store as it is now."""
    server.stop()
    copy = server.folder / "copy.db"
    shutil.copy(server.folder / "hall.db", copy)
    server.start()
    return copy


def put_back(server: Server, copy: Path) -> None:
    """What a technician does with a stopped server."""
    command = [sys.executable, "-m", "kiosk", "restore", copy, "--settings", "settings.toml"]
    done = subprocess.run(
        command, check=False, cwd=server.folder, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def the_hall_has(server: Server, roll: PaperRoll) -> bool:
    """Whether every paper is a ticket that waits, with the number on the paper."""
    answers = [(p, server.ask("GET", f"/v1/tickets/{p.ticket}")) for p in roll.papers()]
    return all(
        answer.status == 200
        and (answer.json["number"], answer.json["state"]) == (paper.number, "waiting")
        for paper, answer in answers
    )


def dies_at(point: str, folder: Path, server: Server, shift: timedelta) -> None:
    """A kiosk that starts before its hall server and dies as soon as it comes to `point`."""
    life = live(folder, url(server), shift)
    assert life.ask(f"arm {point}")
    server.start()
    assert life.process.wait(60) == -9
    life.end()
    server.stop()


def test_every_paper_is_a_ticket_again_and_no_number_is_given_twice(
    tmp_path: Path, hall: Server, shift: timedelta
) -> None:
    with WholeKiosk(tmp_path / "kiosk", url(hall), shift) as kiosk:
        kiosk.learn()
        kiosk.take()
        until(kiosk.says_up)
        copy = copy_of(hall)
        until(lambda: not kiosk.take().number.offline)  # the line is up again
        for _ in range(3):
            kiosk.take()
        hall.stop()
        kiosk.take()
        put_back(hall, copy)
        hall.start()
        until(lambda: the_hall_has(hall, kiosk.roll))
        until(kiosk.says_up)
        kiosk.tell()
        assert kiosk.journal.outbox.counts().parked == 0
        until(lambda: not kiosk.take().number.offline)
        until(lambda: the_hall_has(hall, kiosk.roll))
        numbers = [paper.number for paper in kiosk.roll.papers()]
    assert len(set(numbers)) == len(numbers)
    told = (tmp_path / "kiosk" / "audit.jsonl").read_text()
    assert told.count('"hall-replaced"') == 1


def test_a_kiosk_that_dies_while_it_brings_back_numbers_goes_on_after_the_start(
    tmp_path: Path, hall: Server, shift: timedelta
) -> None:
    folder = tmp_path / "kiosk"
    roll = PaperRoll(folder / "papers.txt")
    with WholeKiosk(folder, url(hall), shift) as kiosk:
        kiosk.learn()
        kiosk.take()
        until(kiosk.says_up)
    copy = copy_of(hall)
    with WholeKiosk(folder, url(hall), shift) as kiosk:
        until(kiosk.says_up)
        for _ in range(4):
            kiosk.take()
    hall.stop()
    put_back(hall, copy)
    for _ in range(2):
        dies_at("told", folder, hall, shift)
    hall.start()
    with WholeKiosk(folder, url(hall), shift) as kiosk:
        until(lambda: the_hall_has(hall, roll))
        kiosk.tell()
        assert kiosk.journal.outbox.counts().parked == 0
    assert len(roll.papers()) == 5


def test_a_kiosk_that_dies_while_it_takes_a_ticket_back_takes_it_back_after_the_start(
    tmp_path: Path, hall: Server, shift: timedelta
) -> None:
    folder = tmp_path / "kiosk"
    with WholeKiosk(folder, url(hall), shift) as kiosk:
        kiosk.learn()
    life = live(folder, url(hall), shift)
    assert life.ask("arm answered")
    assert not life.ask("take")
    assert life.end() == -9
    hall.stop()
    dies_at("taken back", folder, hall, shift)
    with WholeKiosk(folder, url(hall), shift) as kiosk:
        (ghost,) = (row.ticket_id for row in kiosk.journal.outbox.pending())
    hall.start()
    with WholeKiosk(folder, url(hall), shift) as kiosk:
        kiosk.tell()
    assert hall.ask("GET", f"/v1/tickets/{ghost}").json["state"] == "cancelled"
    told = (folder / "audit.jsonl").read_text()
    assert told.count('"ticket-taken-back"') == 1
