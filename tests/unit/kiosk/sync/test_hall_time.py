"""The hall's day and hour are the kiosk's, whatever its machine believes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from kiosk.sync.time.hall_time import TOLERANCE, ClockNews, HallTime
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
    assert time.hear(NOW + TOLERANCE) is None
    assert time.now() == NOW
    machine.run(5)
    assert time.now() == NOW + timedelta(seconds=5)
    assert time.monotonic() == machine.seconds


@pytest.mark.parametrize("days", [-2, -0.01, 0.01, 2, 400])
def test_a_machine_that_is_wrong_is_not(days: float) -> None:
    machine = Machine(NOW + timedelta(days=days))
    time = HallTime(machine)
    news = time.hear(NOW)
    assert news == ClockNews("clock-far-off", min(999_999, round(abs(days) * 86_400)))
    assert time.now() == NOW
    machine.run(60)
    assert time.now() == NOW + timedelta(seconds=60)
    assert time.hear(NOW + timedelta(seconds=60.5)) is None


@pytest.mark.parametrize("began", [timedelta(0), timedelta(hours=-7)])
def test_a_jump_of_the_machine_without_the_line_reaches_no_paper(began: timedelta) -> None:
    machine = Machine(NOW + began)
    time = HallTime(machine)
    time.hear(NOW)
    machine.moment += timedelta(days=2)
    machine.run(10)
    assert time.now() == NOW + timedelta(seconds=10)


def test_a_sleep_of_the_machine_passes_in_the_halls_time() -> None:
    machine = Machine()
    time = HallTime(machine)
    time.hear(NOW)
    machine.run(20 * 3600)
    assert time.now() == NOW + timedelta(hours=20)


def test_a_few_seconds_are_news_and_set_right_is_news_too() -> None:
    machine = Machine(NOW + timedelta(seconds=3))
    time = HallTime(machine)
    assert time.hear(NOW) == ClockNews("clock-off", 3)
    assert time.now() == NOW
    machine.run(10)
    machine.moment = NOW + timedelta(seconds=10)
    assert time.hear(NOW + timedelta(seconds=10)) == ClockNews("clock-right", 0)
    assert time.now() == NOW + timedelta(seconds=10)


def test_a_machine_just_at_the_bound_is_not_news_with_every_heartbeat() -> None:
    machine = Machine()
    time = HallTime(machine)
    late = (timedelta(seconds=s) for s in (2.1, 1.9, 2.2, 1.8, 2.1, 1.7))
    assert [time.hear(NOW + by) is not None for by in late] == [True, *[False] * 5]


def test_before_the_hall_is_heard_the_machines_time_is_all_there_is() -> None:
    machine = Machine()
    time = HallTime(machine)
    machine.moment += timedelta(hours=1)
    assert time.now() == machine.moment
