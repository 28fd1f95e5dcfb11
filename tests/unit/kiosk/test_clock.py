"""The hall's time goes forward, and with the machine's clock as long as that can be right."""

from __future__ import annotations

import itertools
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.clock import SETTLING_SECONDS, SLEW, ShiftedClock, SteadyClock, SystemClock
from kiosk.ports import Clock
from tests.unit.kiosk.clocks import MORNING, Machine, off, watch


def test_it_says_what_the_machine_says() -> None:
    machine = Machine()
    clock = machine.clock()
    assert clock.now() == MORNING
    machine.run(3600.5)
    assert clock.now() == MORNING + timedelta(seconds=3600.5)
    assert (clock.offset_seconds, clock.jumped) == (0.0, False)


def test_it_runs_as_far_away_as_it_is_told_to() -> None:
    machine = Machine()
    clock = machine.clock(timedelta(days=3))
    watch(machine, clock, 5)
    assert clock.now() == MORNING + timedelta(days=3, seconds=5)


@pytest.mark.parametrize("seconds", [-120.0, -2.0, -0.3, 0.3, 2.0, 120.0])
def test_a_small_correction_is_made_smoothly_and_whole(seconds: float) -> None:
    machine = Machine()
    clock = machine.clock()
    watch(machine, clock, 3)
    machine.wall += seconds
    times = [clock.now(), *watch(machine, clock, round(abs(seconds) / SLEW) + 120)]
    steps = [(b - a).total_seconds() for a, b in itertools.pairwise(times)]
    assert min(steps) >= 1 - SLEW - 1e-5
    assert max(steps) <= 1 + SLEW + 1e-5
    assert abs(off(clock, machine)) < 0.01
    assert not clock.jumped


def test_a_correction_is_no_larger_when_nobody_asked_for_a_long_time() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += 60.0
    watch(machine, clock, 1)
    machine.run(7200.0)
    assert -60.0 <= off(clock, machine) < -59.0


def test_the_sleep_of_the_machine_counts() -> None:
    machine = Machine()
    clock = machine.clock()
    began = clock.monotonic()
    machine.run(8 * 3600.0)
    assert clock.now() == MORNING + timedelta(hours=8)
    assert clock.monotonic() - began == 8 * 3600.0


@pytest.mark.logs("was set by")
@pytest.mark.parametrize("hours", [-7.0, 7.0, 24.0 * 365])
def test_a_time_server_that_answers_soon_after_the_start_is_followed(hours: float) -> None:
    """The battery is empty, or the machine keeps local time: a minute later it knows better."""
    machine = Machine(uptime=20.0)
    clock = machine.clock()
    clock.not_before(MORNING - timedelta(days=1))
    watch(machine, clock, 60)
    machine.wall += hours * 3600
    watch(machine, clock, 1)
    assert off(clock, machine) == 0.0
    assert not clock.jumped


@pytest.mark.logs("was set by")
@pytest.mark.logs("is not followed")
def test_the_end_of_the_start_is_by_uptime_and_not_by_the_process() -> None:
    machine = Machine(uptime=SETTLING_SECONDS - 10)
    clock = machine.clock()
    machine.wall += 3600.0
    watch(machine, clock, 2)
    assert off(clock, machine) == 0.0
    watch(machine, clock, 20)
    machine.wall += 3600.0
    watch(machine, clock, 2)
    assert clock.jumped


def test_asking_from_many_threads_never_sees_time_go_back() -> None:
    clock = SteadyClock(wall=lambda: time.time() + 200.0 * (time.monotonic_ns() // 10**8 % 2))
    backwards: list[tuple[datetime, datetime]] = []
    latest = [clock.now()]
    turn = threading.Lock()

    def ask() -> None:
        for _ in range(3000):
            with turn:
                now = clock.now()
                if now < latest[0]:
                    backwards.append((latest[0], now))
                latest[0] = now

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not backwards


@pytest.fixture(params=[SystemClock, lambda: ShiftedClock(timedelta(0)), SteadyClock])
def clock(request: pytest.FixtureRequest) -> Clock:
    """Each clock of the product, made when its test begins."""
    made: Clock = request.param()
    return made


def test_every_clock_tells_an_aware_time_close_to_the_machines(clock: Clock) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert before <= clock.now() <= datetime.now(UTC) + timedelta(seconds=1)
    assert clock.monotonic() <= clock.monotonic()
