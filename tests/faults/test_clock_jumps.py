"""F27: the clock of the hall server's machine jumps in the middle of a day, and nobody notices."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import LOOK_SECONDS
from tests.faults.clock_servers import ClockServer, WallClock, clock_server
from tests.helpers.waiting import until
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import Listener

#: What a slow machine may need for a test; far less than any jump.
WHILE = timedelta(minutes=10)
JUMPS = (timedelta(days=2), timedelta(days=-2), timedelta(hours=7), timedelta(hours=-7))


@pytest.fixture
def wall(tmp_path: Path) -> WallClock:
    return WallClock(tmp_path)


@pytest.fixture
def hall(tmp_path: Path, wall: WallClock) -> Iterator[ClockServer]:
    folder = tmp_path / "hall"
    folder.mkdir()
    with clock_server(folder, wall.env, long_up=True) as server:
        yield server


def noticed(hall: ClockServer, words: str, times: int) -> bool:
    """Whether the server has said so often that it looked at its clock."""
    hall_now(hall)
    return hall.log.count(words) >= times


def hall_now(hall: ClockServer) -> datetime:
    answer = hall.ask("GET", "/v1/hall")
    assert answer.status == 200, (answer.body, hall.log)
    return datetime.fromisoformat(answer.json["now"])


def same_morning(moment: str) -> bool:
    return MORNING <= datetime.fromisoformat(moment) < MORNING + WHILE


def test_no_day_begins_and_nobody_waits_less_than_nothing(
    hall: ClockServer, wall: WallClock
) -> None:
    seat = hall.sign_in("1")
    first, waiting = (hall.put_ticket().json for _ in range(2))
    held = seat.post().json["ticket"]
    assert held["id"] == first["id"]
    numbers = []
    for times, jump in enumerate(JUMPS, start=1):
        wall.jump(jump)
        until(partial(noticed, hall, "is not followed", times))
        ticket = hall.put_ticket().json
        assert ticket["service_day"] == first["service_day"]
        assert same_morning(ticket["taken_at"])
        assert hall.ask("GET", f"/v1/tickets/{waiting['id']}").json["state"] == "waiting"
        assert seat.get()["ticket"] == held
        numbers.append(ticket["number"])
        wall.jump(timedelta(0))
        until(partial(noticed, hall, "agrees with the hall's time again", times))
    assert numbers == ["A003", "A004", "A005", "A006"]
    started = seat.post(f"/{held['id']}/start").json["ticket"]
    assert datetime.fromisoformat(held["called_at"]) >= MORNING
    assert held["called_at"] <= started["started_at"]
    with Listener(hall, after=0) as listener:
        last = hall.ask("GET", "/v1/hall").json["seq"]
        moments = [datetime.fromisoformat(event["at"]) for event in _until(listener, last)]
    assert moments == sorted(moments)
    assert all(same_morning(moment.isoformat()) for moment in moments)


def test_a_paper_of_before_the_jump_is_taken_and_one_of_the_future_is_not(
    hall: ClockServer, wall: WallClock
) -> None:
    wall.jump(timedelta(days=2))
    until(lambda: noticed(hall, "is not followed", 1))
    now = hall_now(hall)
    for number, taken_at, status in (
        ("A001X", now - timedelta(minutes=30), 201),
        ("A002X", now + timedelta(days=2), 422),
    ):
        paper = {"number": number, "taken_at": taken_at.isoformat()}
        assert hall.put_ticket(offline=paper).status == status


def test_the_time_of_the_halls_answers_goes_forward_over_a_small_correction(
    hall: ClockServer, wall: WallClock
) -> None:
    moments = [hall_now(hall)]
    for seconds in (3, -3, 90, -90):
        wall.jump(timedelta(seconds=seconds))
        looked = time.monotonic() + 2 * LOOK_SECONDS
        while time.monotonic() < looked:
            moments.append(hall_now(hall))
    assert moments == sorted(moments)
    assert "is not followed" not in hall.log


def test_who_watches_the_server_is_told_while_the_clock_is_off(
    hall: ClockServer, wall: WallClock
) -> None:
    """It goes on working, so it stays ready: taken away, the hall would have nothing."""
    assert hall.ask("GET", "/readyz").json == {"status": "ok", "troubles": []}
    wall.jump(timedelta(days=2))
    told = {"status": "degraded", "troubles": ["clock-jumped"]}
    until(lambda: hall.ask("GET", "/readyz").json == told)
    assert hall.ask("GET", "/readyz").status == 200
    assert hall.put_ticket().status == 201
    wall.jump(timedelta(0))
    until(lambda: hall.ask("GET", "/readyz").json["status"] == "ok")


def _until(listener: Listener, last: int) -> Iterator[dict[str, Any]]:
    """The events up to the one with the number `last`."""
    for block in listener.blocks():
        if "event" in block:
            event = json.loads(block["data"])
            yield event
            if event["seq"] >= last:
                return
