"""Refusals that need something to be there before: the first thing stays as it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.unit.hall.desk import MORNING
from tests.unit.hall.halls import KK, KTP
from tests.unit.hall.server import Server, bearer, new_id, running_server


def test_other_content_under_a_used_id(server: Server) -> None:
    asked = new_id()
    first = server.put_ticket(asked).json
    answer = server.put_ticket(asked, services=[KK])
    assert (answer.status, answer.code) == (422, "content-conflict")
    assert server.ask("GET", f"/v1/tickets/{asked}").json["number"] == first["number"]


def test_a_printed_number_that_belongs_to_another_ticket(server: Server) -> None:
    offline = {"number": "A100X", "taken_at": "2026-11-23T08:59:00+07:00"}
    assert server.put_ticket(offline=offline).status == 201
    answer = server.put_ticket(offline=offline)
    assert (answer.status, answer.code) == (409, "number-taken")
    answer = server.put_ticket(offline=offline | {"number": "A101Y"})
    assert (answer.status, answer.code) == (422, "invalid-offline-number")


def test_a_closed_hall_still_takes_what_was_printed(tmp_path: Path) -> None:
    evening = MORNING + timedelta(hours=9)
    with running_server(tmp_path, at=evening) as server:
        answer = server.put_ticket()
        assert (answer.status, answer.code) == (409, "not-served-now")
        assert answer.json["reason"] == "closed-for-today"
        assert answer.json["opens_at"] == "2026-11-24T08:00:00+07:00"
        offline = {"number": "A001X", "taken_at": "2026-11-23T13:00:00+07:00"}
        answer = server.ask(
            "PUT",
            f"/v1/tickets/{new_id()}",
            {"services": [KTP], "offline": offline},
            headers=bearer(),
        )
        assert (answer.status, answer.json["number"]) == (201, "A001X")
        assert server.stop() == 0
