"""Limits on guessing."""

from __future__ import annotations

import pytest

from hall.tries import FailureWindow, Lockout
from kiosk.errors import TooManyTries
from tests.unit.hall.desk import FakeClock


def fail(lock: Lockout | FailureWindow, times: int, key: str = "rina") -> None:
    for _ in range(times):
        lock.count(key)


def locked_for(lock: Lockout | FailureWindow, key: str = "rina") -> int:
    with pytest.raises(TooManyTries) as refused:
        lock.count(key)
    seconds = refused.value.facts["retry_after"]
    assert isinstance(seconds, int)
    return seconds


def test_five_failures_lock_for_half_a_minute_and_each_further_one_doubles_it() -> None:
    clock = FakeClock()
    lock = Lockout(clock)
    fail(lock, 5)
    waits = []
    for _ in range(8):
        waits.append(locked_for(lock))
        clock.forward(seconds=waits[-1])
        fail(lock, 1)
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_asking_while_locked_does_not_lengthen_the_lock() -> None:
    clock = FakeClock()
    lock = Lockout(clock)
    fail(lock, 5)
    for _ in range(50):
        locked_for(lock)
    clock.forward(seconds=30)
    fail(lock, 1)


def test_others_are_not_locked() -> None:
    lock = Lockout(FakeClock())
    fail(lock, 5)
    fail(lock, 4, "budi")


def test_success_forgets_the_failures() -> None:
    lock = Lockout(FakeClock())
    fail(lock, 4)
    lock.clear("rina")
    fail(lock, 5)
    locked_for(lock)


def test_a_try_taken_back_does_not_count() -> None:
    lock = Lockout(FakeClock(), free=2)
    for _ in range(20):
        lock.count("rina")
        lock.take_back("rina")


def test_who_stayed_away_long_enough_starts_anew() -> None:
    clock = FakeClock()
    lock = Lockout(clock)
    fail(lock, 5)
    clock.forward(seconds=30 + 901)
    fail(lock, 5)
    assert locked_for(lock) == 30


def test_a_flood_of_names_does_not_fill_the_memory() -> None:
    clock = FakeClock()
    lock = Lockout(clock)
    for number in range(10_000):
        lock.count(f"name {number}")
    clock.forward(seconds=1)
    lock.count("one more")
    assert len(lock._records) == 1


def test_a_window_opens_again_as_its_failures_grow_old() -> None:
    clock = FakeClock()
    window = FailureWindow(clock, limit=3, seconds=3600)
    fail(window, 2)
    clock.forward(minutes=10)
    fail(window, 1)
    assert locked_for(window) == 3000
    clock.forward(minutes=50)
    fail(window, 2)
    assert locked_for(window) == 600


def test_a_success_takes_its_place_in_the_window_back() -> None:
    window = FailureWindow(FakeClock(), limit=3, seconds=3600)
    for _ in range(20):
        window.count("kiosk-1")
        window.take_back("kiosk-1")
    fail(window, 3, "kiosk-1")
