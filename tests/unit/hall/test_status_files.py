"""The drop folder: what is taken in, what is left alone, and what the report says."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hall.applications import Applications
from hall.catalog import Catalog
from hall.sources import status_files
from hall.sources.status_files import StatusDrop
from hall.store.transaction import Transaction
from kiosk.errors import ApplicationNotFound, StoreUnavailable
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk
from tests.unit.hall.test_api_applications import FACTOR, HEADER, number, rows


class Drop:
    """A drop folder with everything behind it, on a real store."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder
        self.kept = Applications(b"a key")
        self.fails = False
        catalog = Catalog(halls.hall(), halls.AGENCIES, halls.SERVICES)
        self.drop = StatusDrop(folder, halls.hall(), catalog, self.kept, self, desk.clock)

    async def write(self, job: Callable[[Transaction], Any]) -> Any:
        if self.fails:
            raise StoreUnavailable
        return self.desk.do(job)

    def put(self, text: str, name: str = "dukcapil.csv", age: float = 60.0) -> Path:
        path = self.folder / name
        path.write_text(f"{HEADER}\n{text}")
        os.utime(path, (time.time() - age, time.time() - age))
        return path

    def look(self) -> None:
        asyncio.run(self.drop.look())

    def found(self, serial: int) -> Any:
        return json.loads(self.desk.do(self.kept.look_up, number(serial), FACTOR))

    def report(self, name: str = "dukcapil.csv") -> str:
        return (self.folder / f"{name}.laporan.txt").read_text()


@pytest.fixture
def drop(desk: Desk, tmp_path: Path) -> Drop:
    folder = tmp_path / "status"
    folder.mkdir()
    return Drop(desk, folder)


def test_a_good_file_is_taken_in_and_reported(drop: Drop) -> None:
    drop.put(rows(1))
    drop.look()
    assert drop.found(1)["service"] == "KTP baru"
    report = drop.report()
    expected = "dukcapil.csv, dibaca 23-11-2026 pukul 09.00: 1 permohonan diterima, 0 kesalahan.\n"
    assert report == expected


def test_a_file_is_read_once_until_it_changes(drop: Drop) -> None:
    path = drop.put(rows(1))
    drop.look()
    (drop.folder / "dukcapil.csv.laporan.txt").unlink()
    drop.look()
    assert not (drop.folder / "dukcapil.csv.laporan.txt").exists()
    drop.put(rows(1) + rows(2), age=30.0)
    drop.look()
    assert drop.found(2)
    assert path.exists()


def test_a_file_still_being_written_is_left_until_it_rests(drop: Drop) -> None:
    path = drop.put(rows(1), age=-600.0)
    drop.look()
    assert list(drop.folder.iterdir()) == [path]


def test_what_a_file_no_longer_tells_is_forgotten(drop: Drop) -> None:
    drop.put(rows(1) + rows(2))
    drop.look()
    drop.put(rows(2), age=30.0)
    drop.look()
    assert drop.found(2)
    with pytest.raises(ApplicationNotFound):
        drop.found(1)


def test_a_file_that_goes_away_takes_nothing_with_it(drop: Drop) -> None:
    drop.put(rows(1)).unlink()
    drop.look()
    drop.put(rows(1))
    drop.look()
    (drop.folder / "dukcapil.csv").unlink()
    drop.look()
    assert drop.found(1)


def test_an_application_may_move_to_another_file(drop: Drop) -> None:
    drop.put(rows(1), "old.csv")
    drop.look()
    drop.put(rows(1).replace("Diterima", "Dicetak"), "new.csv")
    drop.look()
    assert drop.found(1)["stages"][0]["name"] == "Dicetak"
    drop.put(rows(2), "old.csv", age=30.0)
    drop.look()
    assert drop.found(1)


def test_another_key_finds_nothing(drop: Drop) -> None:
    drop.put(rows(1))
    drop.look()
    with pytest.raises(ApplicationNotFound):
        drop.desk.do(Applications(b"other").look_up, number(1), FACTOR)


def test_large_files_are_stored_in_parts(drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_files, "_PER_TRANSACTION", 7)
    drop.put("".join(rows(n) for n in range(100)))
    drop.look()
    assert all(drop.found(n) for n in range(100))


def test_the_time_told_is_the_files_own_and_never_in_the_future(drop: Drop) -> None:
    drop.put(rows(1))
    drop.look()
    assert drop.found(1)["as_of"] <= drop.desk.clock.now().isoformat()


# --- what does not go well ----------------------------------------------------------------------


def test_pipes_folders_and_links_in_the_drop_are_left_alone(drop: Drop, tmp_path: Path) -> None:
    os.mkfifo(drop.folder / "pipe.csv")
    (drop.folder / "folder.csv").mkdir()
    secret = tmp_path / "secret"
    secret.write_text(f"{HEADER}\n{rows(1)}")
    (drop.folder / "link.csv").symlink_to(secret)
    drop.look()
    assert not list(drop.folder.glob("*.txt"))


def test_a_folder_that_is_not_there_yet_is_no_error(drop: Drop) -> None:
    drop.folder.rmdir()
    drop.look()


def test_a_huge_file_is_refused_unread(drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_files, "MOST_BYTES", 1000)
    drop.put(rows(1) * 20)
    drop.look()
    assert "kolom berkas: lebih besar dari" in drop.report()


def test_many_faults_are_told_in_a_report_of_bounded_length(drop: Drop) -> None:
    drop.put("x,,,,,,,\n" * 1000)
    drop.look()
    lines = drop.report().splitlines()
    assert len(lines) == 203
    assert lines[-2] == "... dan 800 kesalahan lain."


def test_while_the_store_is_away_the_file_waits(drop: Drop) -> None:
    drop.put(rows(1))
    drop.fails = True
    with pytest.raises(StoreUnavailable):
        drop.look()
    drop.fails = False
    drop.look()
    assert drop.found(1)


@pytest.mark.logs("no report beside 'dukcapil.csv'")
def test_a_folder_we_may_not_write_to_is_read_all_the_same(drop: Drop) -> None:
    drop.put(rows(1))
    (drop.folder / "dukcapil.csv.laporan.txt").mkdir()
    drop.look()
    assert drop.found(1)
