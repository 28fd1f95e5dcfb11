"""F26: a kiosk whose clock is days off prints the hall's day, with a line, without, and anew."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.clock_servers import WallClock, clock_server, kiosk_process
from tests.faults.whole_kiosk import PaperRoll
from tests.unit.hall.desk import MORNING

#: What a slow machine may need for a test.
WHILE = timedelta(minutes=10)


@pytest.mark.parametrize("days", [-2, 2])
def test_numbers_and_times_are_the_halls_whatever_the_kiosks_clock_does(
    tmp_path: Path, days: int
) -> None:
    wall = WallClock(tmp_path)
    shift = MORNING - datetime.now(UTC)
    folder = tmp_path / "kiosk"
    (tmp_path / "hall").mkdir()
    with clock_server(tmp_path / "hall", {}) as hall:
        with kiosk_process(folder, hall, shift, wall.env) as kiosk:
            kiosk.do("learn", "take")
            wall.jump(timedelta(days=days))
            kiosk.do("take")
            hall.kill()
            kiosk.do("take")
        # Started anew while there is no line, and the clock still wrong.
        with kiosk_process(folder, hall, shift, wall.env) as kiosk:
            kiosk.do("take")
            hall.start()
            kiosk.do("tell")
        papers = PaperRoll(folder / "papers.txt").papers()
        assert [paper.number for paper in papers] == ["A001", "A002", "A001X", "A002X"]
        tickets = [hall.ask("GET", f"/v1/tickets/{paper.ticket}").json for paper in papers]
        assert {ticket["service_day"] for ticket in tickets} == {"2026-11-23"}
        assert {ticket["state"] for ticket in tickets} == {"waiting"}
        taken = [datetime.fromisoformat(ticket["taken_at"]) for ticket in tickets]
        assert all(MORNING - timedelta(seconds=5) <= at < MORNING + WHILE for at in taken)
    records = [json.loads(line) for line in (folder / "audit.jsonl").read_text().splitlines()]
    told = [record for record in records if record["event"] == "clock-corrected"]
    assert {record["code"] for record in told} == {"clock-far-off"}
    assert all(abs(record["count"] - abs(days) * 86_400) < WHILE.total_seconds() for record in told)
