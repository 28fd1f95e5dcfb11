"""The demo's clock shows an open hall, and says when it had to choose an hour."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kiosk.catalog.reader import read_hall
from kiosk.demo import choose_screen, demo_start
from kiosk.domain.calendar import opening
from kiosk.domain.hall import Hall

SAMPLE = Path(__file__).parents[3] / "assets" / "sample" / "hall.json"


@pytest.fixture(scope="module")
def hall() -> Hall:
    return read_hall(SAMPLE)


def test_in_an_open_hall_the_demo_runs_on_the_real_clock(hall: Hall) -> None:
    assert demo_start(hall, datetime.fromisoformat("2026-11-23T02:41:00+00:00")) is None


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ("2026-11-21T20:00:00+07:00", "2026-11-23T09:41:00+07:00"),  # Saturday evening: Monday
        ("2026-11-23T13:45:00+07:00", "2026-11-24T09:41:00+07:00"),  # last ticket gone: tomorrow
        ("2026-11-23T12:10:00+07:00", "2026-11-23T09:41:00+07:00"),  # a break: the same morning
        ("2026-12-24T15:00:00+07:00", "2026-12-28T09:41:00+07:00"),  # before Christmas on a Friday
    ],
)
def test_a_closed_hall_is_shown_on_an_open_morning(hall: Hall, now: str, start: str) -> None:
    begins = demo_start(hall, datetime.fromisoformat(now))
    assert begins is not None
    assert begins.isoformat() == start
    assert opening(hall.calendar, begins).given


def test_a_screen_is_used_where_there_is_one() -> None:
    assert choose_screen({"DISPLAY": ":0"}, windowed=False) == "full"
    assert choose_screen({"WAYLAND_DISPLAY": "wayland-0"}, windowed=True) == "windowed"
    assert choose_screen({}, windowed=True) == "vnc"
