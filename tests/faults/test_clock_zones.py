"""F30: a process with a wrong time zone tells the hall's day, hours and times all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.faults.clock_servers import clock_server, kiosk_process
from tests.faults.whole_kiosk import PaperRoll
from tests.unit.hall import halls

#: A morning that is still yesterday in UTC east of Jakarta, and everywhere in New York.
DAY = datetime(2026, 11, 24)  # noqa: DTZ001 - hall-local, in three zones
#: The zone of the process, the zone of the hall, its offset.
ZONES = [
    ("America/New_York", "Asia/Jakarta", "+07:00"),
    ("UTC", "Asia/Makassar", "+08:00"),
    ("Asia/Jakarta", "Asia/Jayapura", "+09:00"),
]


@pytest.mark.parametrize(("process", "zone", "offset"), ZONES)
def test_day_hours_and_times_are_the_halls(
    tmp_path: Path, process: str, zone: str, offset: str
) -> None:
    place = replace(halls.hall(), time_zone=zone)
    env = {"TZ": process}
    early = DAY.replace(hour=7, minute=30, tzinfo=ZoneInfo(zone))
    with clock_server(tmp_path, env, at=early, hall=place) as hall:
        refused = hall.put_ticket()
        assert (refused.status, refused.code) == (409, "not-served-now")
        assert f"2026-11-24T08:00:00{offset}" in refused.body.decode()
        hall.kill()
        hall.start_at(early + timedelta(hours=1), hall=place)
        ticket = hall.put_ticket().json
        assert ticket["service_day"] == "2026-11-24"
        assert ticket["taken_at"].startswith("2026-11-24T08:")
        assert ticket["taken_at"].endswith(offset)
        snapshot = hall.ask("GET", "/v1/hall").json
        assert snapshot["service_day"] == "2026-11-24"
        assert snapshot["now"].endswith(offset)
        called = hall.sign_in("1").post().json["ticket"]
        assert called["called_at"].endswith(offset)


@pytest.mark.parametrize(("process", "zone", "offset"), ZONES)
def test_a_kiosks_own_numbers_are_of_the_halls_day(
    tmp_path: Path, process: str, zone: str, offset: str
) -> None:
    place = replace(halls.hall(), time_zone=zone)
    at = DAY.replace(hour=8, minute=30, tzinfo=ZoneInfo(zone))
    shift = at - datetime.now(UTC)
    (tmp_path / "hall").mkdir()
    with clock_server(tmp_path / "hall", {}, at=at, hall=place) as hall:
        with kiosk_process(tmp_path / "kiosk", hall, shift, {"TZ": process}) as kiosk:
            kiosk.do("learn", "take")
            hall.kill()
            kiosk.do("take")
            hall.start_at(at + timedelta(minutes=5), hall=place)
            kiosk.do("tell")
        online, offline = PaperRoll(tmp_path / "kiosk" / "papers.txt").papers()
        assert (online.number, offline.number) == ("A001", "A001X")
        for paper in (online, offline):
            ticket = hall.ask("GET", f"/v1/tickets/{paper.ticket}").json
            assert ticket["service_day"] == "2026-11-24"
            assert ticket["state"] == "waiting"
            assert ticket["taken_at"].startswith("2026-11-24T08:")
            assert ticket["taken_at"].endswith(offset)
