"""Whatever a machine's clock does, the hall's time goes forward, and hardly faster than time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import LOOK_SECONDS, SLEW, TRUSTED_SECONDS
from tests.unit.kiosk.clocks import Machine, watch

DAYS = 86_400.0
#: How long nothing happens, and how far the machine's clock is moved then.
moves = st.lists(
    st.tuples(
        st.floats(0.0, 3 * DAYS),
        st.one_of(st.floats(-5.0, 5.0), st.floats(-600.0, 600.0), st.floats(-3 * DAYS, 3 * DAYS)),
    ),
    max_size=30,
)


@pytest.fixture(autouse=True)
def quietly() -> Iterator[None]:
    """Hypothesis jumps thousands of times."""
    logging.getLogger("kiosk.clock").setLevel(logging.CRITICAL + 1)
    yield
    logging.getLogger("kiosk.clock").setLevel(logging.NOTSET)


@given(moves)
def test_time_goes_forward_and_never_faster_than_it_may_catch_up(
    happens: list[tuple[float, float]],
) -> None:
    machine = Machine()
    clock = machine.clock()
    before = clock.now()
    for seconds, jump in happens:
        machine.run(seconds)
        machine.wall += jump
        now = clock.now()
        passed = (now - before).total_seconds()
        most = SLEW * min(seconds, LOOK_SECONDS) + 1e-5
        assert passed >= 0.0
        assert seconds - most <= passed <= seconds + most
        before = now


@given(moves)
def test_it_says_how_far_the_machine_is_off_and_whether_it_is_followed(
    happens: list[tuple[float, float]],
) -> None:
    machine = Machine()
    clock = machine.clock()
    for seconds, jump in happens:
        machine.run(seconds)
        machine.wall += jump
        watch(machine, clock, 2)
        away = machine.wall - clock.now().timestamp()
        assert abs(clock.offset_seconds - away) < 1e-3
        assert clock.jumped == (abs(clock.offset_seconds) > TRUSTED_SECONDS)


@given(st.floats(-2 * DAYS, 2 * DAYS), st.floats(-2 * DAYS, 2 * DAYS), moves)
def test_nothing_is_ever_before_what_the_store_has_seen(
    behind: float, later: float, happens: list[tuple[float, float]]
) -> None:
    machine = Machine(uptime=30.0)
    clock = machine.clock()
    bound = clock.now() + timedelta(seconds=behind)
    clock.not_before(bound)
    machine.wall += later
    for seconds, jump in happens:
        machine.run(seconds)
        machine.wall += jump
        assert clock.now() >= bound - timedelta(microseconds=1)
