"""F27: a machine's clock that jumps fools nobody; one that starts in the past begins no new day."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from tests.unit.kiosk.clocks import MORNING, Machine, off, watch

JUMPS = [-2 * 86_400.0, -7 * 3600.0, -600.0, 600.0, 7 * 3600.0, 2 * 86_400.0]


@pytest.mark.logs("is not followed")
@pytest.mark.parametrize("jump", JUMPS)
def test_a_jump_is_not_followed(jump: float) -> None:
    machine = Machine()
    clock = machine.clock()
    watch(machine, clock, 10)
    machine.wall += jump
    watch(machine, clock, 3600)
    assert clock.now() == MORNING + timedelta(seconds=3610)
    assert clock.jumped
    assert clock.offset_seconds == pytest.approx(jump)


@pytest.mark.logs("is not followed")
def test_a_jump_is_told_loudly_and_once(caplog: pytest.LogCaptureFixture) -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += 86_400.0
    watch(machine, clock, 100)
    critical = [r for r in caplog.records if r.levelno == logging.CRITICAL]
    assert len(critical) == 1
    assert "+86400 s" in critical[0].getMessage()


@pytest.mark.logs("is not followed")
@pytest.mark.logs("agrees with the hall's time again")
def test_a_clock_that_is_set_back_is_followed_again() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += 86_400.0
    watch(machine, clock, 100)
    machine.wall -= 86_398.0
    times = watch(machine, clock, 120)
    assert not clock.jumped
    assert times == sorted(times)
    assert abs(off(clock, machine)) < 0.01


@pytest.mark.logs("is not followed")
def test_after_a_new_start_a_technicians_clock_is_believed() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += 86_400.0
    watch(machine, clock, 10)
    again = machine.clock()
    again.not_before(clock.now())
    assert off(again, machine) == 0.0
    assert not again.jumped


@pytest.mark.logs("behind the store's last event")
def test_a_start_two_days_back_goes_on_from_what_the_store_has_seen() -> None:
    machine = Machine()
    machine.wall -= 2 * 86_400.0
    clock = machine.clock()
    clock.not_before(MORNING)
    assert clock.now() == MORNING
    watch(machine, clock, 60)
    assert clock.now() == MORNING + timedelta(seconds=60)
    assert clock.jumped
    assert clock.offset_seconds == pytest.approx(-2 * 86_400.0)


@pytest.mark.logs("behind the store's last event")
@pytest.mark.logs("was set by")
def test_a_clock_that_was_held_follows_as_soon_as_it_is_set_right() -> None:
    machine = Machine()
    machine.wall -= 400 * 86_400.0
    clock = machine.clock()
    clock.not_before(MORNING - timedelta(hours=18))
    watch(machine, clock, 1800)
    machine.wall += 400 * 86_400.0
    watch(machine, clock, 1)
    assert off(clock, machine) == 0.0
    assert not clock.jumped


@pytest.mark.logs("behind the store's last event")
def test_a_clock_that_was_held_never_goes_back() -> None:
    machine = Machine()
    machine.wall -= 2 * 86_400.0
    clock = machine.clock()
    clock.not_before(MORNING)
    before = clock.now()
    machine.wall += 86_400.0
    times = watch(machine, clock, 10)
    assert [before, *times] == sorted([before, *times])
    assert clock.now() == MORNING + timedelta(seconds=10)


def test_a_store_a_blink_ahead_is_no_alarm() -> None:
    """Another hall server wrote, or the clock was set back a little while nothing ran."""
    machine = Machine()
    clock = machine.clock()
    clock.not_before(MORNING + timedelta(seconds=2))
    times = [clock.now(), *watch(machine, clock, 120)]
    assert times[0] == MORNING + timedelta(seconds=2)
    assert times == sorted(times)
    assert not clock.jumped
    assert abs(off(clock, machine)) < 0.01


@pytest.mark.logs("is not followed")
def test_settling_does_not_reach_behind_what_the_store_has_seen() -> None:
    machine = Machine(uptime=20.0)
    clock = machine.clock()
    clock.not_before(MORNING - timedelta(hours=1))
    machine.wall -= 7 * 3600.0
    watch(machine, clock, 10)
    assert clock.now() == MORNING + timedelta(seconds=10)
    assert clock.jumped
