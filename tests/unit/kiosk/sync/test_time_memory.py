"""F26 at a start without a line: the hall's day is remembered, not the machine's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.sync.time import hall_time
from kiosk.sync.time.hall_time import REMEMBER_SECONDS, HallTime
from kiosk.sync.time.memory import TimeMemory, this_boot
from tests.unit.kiosk.sync.parts import NOW, StillClock


@dataclass
class Machine(StillClock):
    """A machine's two clocks, moved on together or corrected."""

    def run(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def memory(tmp_path: Path) -> TimeMemory:
    return TimeMemory(tmp_path / "hall-time.json")


@pytest.fixture
def reboot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every process of the test runs on another start of the machine."""
    boots = iter("abcdef")
    monkeypatch.setattr(hall_time, "this_boot", lambda: next(boots))


@pytest.mark.parametrize("days", [-2, 0, 2])
def test_a_new_process_knows_the_halls_time_whatever_the_machine_says(
    memory: TimeMemory, days: int
) -> None:
    machine = Machine()
    HallTime(machine, memory).hear(NOW)
    machine.run(3600)
    machine.moment += timedelta(days=days)
    assert HallTime(machine, memory).now() == NOW + timedelta(hours=1)


@pytest.mark.usefixtures("reboot")
def test_a_machine_started_again_is_as_wrong_as_it_was(memory: TimeMemory) -> None:
    machine = Machine(NOW + timedelta(days=2))
    HallTime(machine, memory).hear(NOW)
    machine.moment += timedelta(hours=1)
    machine.seconds = 30.0
    assert HallTime(machine, memory).now() == NOW + timedelta(hours=1)


@pytest.mark.usefixtures("reboot")
def test_an_empty_battery_brings_no_day_before_the_last_one_heard(memory: TimeMemory) -> None:
    machine = Machine()
    HallTime(machine, memory).hear(NOW)
    again = Machine(NOW - timedelta(days=9000), 30.0)
    time = HallTime(again, memory)
    assert time.now() == NOW
    again.run(60)
    assert time.now() == NOW + timedelta(seconds=60)
    time.hear(NOW + timedelta(hours=3))
    assert time.now() == NOW + timedelta(hours=3)


def test_what_is_remembered_is_never_long_ago(memory: TimeMemory) -> None:
    machine = Machine()
    time = HallTime(machine, memory)
    for _ in range(200):
        time.hear(machine.moment)
        kept = memory.read()
        assert kept is not None
        assert machine.seconds - kept.steady <= REMEMBER_SECONDS + 3
        machine.run(3)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "null",
        "[]",
        "7",
        "{}",
        '{"hall": "x", "machine": 1, "steady": 1, "boot": ""}',
        '{"hall": NaN, "machine": 1, "steady": 1, "boot": ""}',
        '{"hall": 1e300, "machine": 1, "steady": 1, "boot": ""}',
        '{"hall": -1, "machine": 1, "steady": 1, "boot": ""}',
        '{"hall": ' + "9" * 400 + ', "machine": 1, "steady": 1, "boot": ""}',
        "\u00ff",
    ],
)
def test_a_damaged_memory_is_none(memory: TimeMemory, tmp_path: Path, content: str) -> None:
    (tmp_path / "hall-time.json").write_text(content, encoding="utf-8")
    assert memory.read() is None
    assert HallTime(Machine(), memory).now() == NOW


def test_a_disk_that_does_not_keep_it_disturbs_nobody(tmp_path: Path) -> None:
    memory = TimeMemory(tmp_path / "no such folder" / "hall-time.json")
    time = HallTime(Machine(), memory)
    time.hear(NOW + timedelta(hours=1))
    assert time.now() == NOW + timedelta(hours=1)


def test_the_file_holds_times_and_nothing_else(memory: TimeMemory, tmp_path: Path) -> None:
    HallTime(Machine(), memory).hear(NOW)
    told = json.loads((tmp_path / "hall-time.json").read_text())
    assert told == {
        "hall": NOW.timestamp(),
        "machine": NOW.timestamp(),
        "steady": 1000.0,
        "boot": this_boot(),
    }
    assert [path.name for path in tmp_path.iterdir()] == ["hall-time.json"]
