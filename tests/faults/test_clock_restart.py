"""A hall server that starts with a clock in the past goes on from what its store has seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.faults.clock_servers import ClockServer, clock_server
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import Listener


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[ClockServer]:
    with clock_server(tmp_path, {}, long_up=True) as server:
        yield server


@pytest.mark.parametrize("back", [timedelta(days=2), timedelta(hours=7), timedelta(days=365 * 20)])
def test_the_day_its_numbers_and_who_waits_are_still_there(
    hall: ClockServer, back: timedelta
) -> None:
    first, second = (hall.put_ticket().json for _ in range(2))
    called = hall.sign_in("1").post().json["ticket"]
    hall.kill()
    hall.start_at(MORNING - back)
    assert hall.log.count("behind the store's last event") == 1
    third = hall.put_ticket().json
    assert (third["number"], third["service_day"]) == ("A003", first["service_day"])
    assert third["taken_at"] >= second["taken_at"]
    assert hall.ask("GET", f"/v1/tickets/{second['id']}").json["state"] == "waiting"
    seat = hall.sign_in("1")
    assert seat.get()["ticket"]["id"] == called["id"]
    assert hall.sign_in("3").post().json["ticket"]["id"] == second["id"]
    seq = hall.ask("GET", "/v1/hall").json["seq"]
    with Listener(hall, after=0) as listener:
        events: list[dict[str, Any]] = []
        while not events or events[-1]["seq"] < seq:
            events += listener.events(1)
    moments = [datetime.fromisoformat(event["at"]) for event in events]
    assert moments == sorted(moments)


def test_a_start_the_next_morning_is_an_ordinary_one(hall: ClockServer) -> None:
    hall.put_ticket()
    hall.kill()
    hall.start_at(MORNING + timedelta(days=1))
    assert hall.put_ticket().json["number"] == "A001"
    assert "CRITICAL" not in hall.log
