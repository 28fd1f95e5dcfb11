"""The hall's day and hour are the kiosk's, whatever its machine believes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from kiosk.sync.hall_time import TOLERANCE, HallTime
from tests.unit.kiosk.sync.parts import NOW, StillClock


@dataclass
class Machine(StillClock):
    """A machine's two clocks, moved on together or corrected."""

    def run(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds


def test_a_machine_that_agrees_with_the_hall_is_believed() -> None:
    machine = Machine()
    time = HallTime(machine)
    assert not time.hear(NOW + TOLERANCE)
    assert time.now() == NOW
    machine.run(5)
    assert time.now() == NOW + timedelta(seconds=5)
    assert time.monotonic() == machine.seconds


@pytest.mark.parametrize("days", [-2, -0.01, 0.01, 2, 400])
def test_a_machine_that_is_wrong_is_not(days: float) -> None:
    machine = Machine(NOW + timedelta(days=days))
    time = HallTime(machine)
    assert time.hear(NOW)
    assert time.now() == NOW
    machine.run(60)
    assert time.now() == NOW + timedelta(seconds=60)
    assert not time.hear(NOW + timedelta(seconds=60.5))


def test_a_jump_of_the_machine_without_the_line_reaches_no_paper() -> None:
    machine = Machine(NOW - timedelta(hours=7))
    time = HallTime(machine)
    time.hear(NOW)
    machine.moment += timedelta(days=2)
    machine.run(10)
    assert time.now() == NOW + timedelta(seconds=10)


def test_a_machine_set_right_is_believed_again() -> None:
    machine = Machine(NOW - timedelta(days=2))
    time = HallTime(machine)
    time.hear(NOW)
    machine.run(10)
    machine.moment = NOW + timedelta(seconds=13)
    assert time.hear(NOW + timedelta(seconds=13))
    machine.run(1)
    assert time.now() == machine.moment
