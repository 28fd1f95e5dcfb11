"""F28: a day ends with open tickets. The next one begins once: nothing of yesterday is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.calendar import Calendar, Hours
from tests.faults.clock_servers import ClockServer, clock_server
from tests.helpers.waiting import until
from tests.unit.hall import halls
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import Listener, Seat

NEXT_MORNING = MORNING + timedelta(days=1)
MIDNIGHT = MORNING.replace(hour=0) + timedelta(days=1)
#: Open around the clock, so that a night has visitors too.
HALL = replace(
    halls.hall(),
    calendar=Calendar(hours=tuple(Hours(day, time(0), time(23, 59, 59)) for day in range(7))),
)


class Yesterday:
    """What was left when the day ended, by number."""

    def __init__(self, hall: ClockServer) -> None:
        self.seats = {name: hall.sign_in(name) for name in ("1", "3", "4")}
        self.tickets: dict[str, str] = {}
        for _ in range(5):
            ticket = hall.put_ticket().json
            self.tickets[ticket["number"]] = ticket["id"]
        self.called = self.seats["1"].post().json["ticket"]
        served = self.seats["3"].post().json["ticket"]
        assert self.seats["3"].post(f"/{served['id']}/start").status == 200
        done = self.seats["4"].post().json["ticket"]
        for step in ("start", "finish"):
            assert self.seats["4"].post(f"/{done['id']}/{step}").status == 200

    def states(self, hall: ClockServer) -> dict[str, str]:
        return {
            number: hall.ask("GET", f"/v1/tickets/{ticket}").json["state"]
            for number, ticket in self.tickets.items()
        }


LEFT = {
    "A001": "called",
    "A002": "serving",
    "A003": "finished",
    "A004": "waiting",
    "A005": "waiting",
}
ENDED = LEFT | dict.fromkeys(("A001", "A002", "A004", "A005"), "expired")


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[ClockServer]:
    with clock_server(tmp_path, {}, hall=HALL) as server:
        yield server


def expired(hall: ClockServer) -> list[str]:
    """The numbers whose end was told, in order, up to a ticket of another queue taken now."""
    mark = hall.put_ticket(services=[halls.PASPOR]).json["number"]
    numbers = []
    with Listener(hall, after=0) as listener:
        while True:
            event = listener.events(1)[0]
            assert event["event"] != "reset"
            if event["event"] == "ticket.expired":
                numbers.append(event["number"])
            if event.get("number") == mark:
                return numbers


def holds(seat: Seat) -> Any:
    return seat.get()["ticket"]


def test_the_next_morning_begins_with_the_first_number_and_free_counters(
    hall: ClockServer,
) -> None:
    yesterday = Yesterday(hall)
    assert yesterday.states(hall) == LEFT
    assert hall.stop() == 0
    hall.start_at(NEXT_MORNING, hall=HALL)
    ticket = hall.put_ticket().json
    assert (ticket["number"], ticket["service_day"]) == ("A001", "2026-11-24")
    assert yesterday.states(hall) == ENDED
    for counter in ("1", "3"):
        seat = hall.sign_in(counter)
        assert holds(seat) is None
    called = seat.post().json["ticket"]
    assert called["id"] == ticket["id"]
    # What yesterday's counter still shows can no longer be done.
    again = hall.sign_in("1").post(f"/{yesterday.called['id']}/start")
    assert (again.status, again.code) == (409, "illegal-transition")


def test_the_day_ends_once_over_two_restarts(hall: ClockServer) -> None:
    yesterday = Yesterday(hall)
    hall.kill()
    hall.start_at(NEXT_MORNING, hall=HALL)
    assert hall.put_ticket().json["number"] == "A001"
    hall.kill()
    hall.start_at(NEXT_MORNING + timedelta(hours=1), hall=HALL)
    assert hall.put_ticket().json["number"] == "A002"
    hall.kill()
    hall.start_at(NEXT_MORNING + timedelta(hours=2), hall=HALL)
    assert hall.put_ticket().json["number"] == "A003"
    assert yesterday.states(hall) == ENDED
    assert sorted(expired(hall)) == ["A001", "A002", "A004", "A005"]


def test_a_server_that_runs_over_midnight_begins_the_new_day_by_itself(hall: ClockServer) -> None:
    yesterday = Yesterday(hall)
    hall.kill()
    hall.start_at(MIDNIGHT - timedelta(seconds=3), hall=HALL)
    until(lambda: hall.ask("GET", "/v1/hall").json["service_day"] == "2026-11-24")
    snapshot = hall.ask("GET", "/v1/hall").json
    assert datetime.fromisoformat(snapshot["now"]) >= MIDNIGHT
    assert {queue["waiting"] for queue in snapshot["queues"]} == {0}
    assert snapshot["calls"] == []
    assert yesterday.states(hall) == ENDED
    seat = hall.sign_in("1")
    assert holds(seat) is None
    assert seat.post().json["ticket"] is None
    assert hall.put_ticket().json["number"] == "A001"
    assert seat.post().json["ticket"]["number"] == "A001"
    assert sorted(expired(hall)) == ["A001", "A002", "A004", "A005"]
