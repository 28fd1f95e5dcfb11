"""What people find when they come back to a hall whose server was killed."""

from __future__ import annotations

import time
from dataclasses import replace

from tests.kill.stage import Stage
from tests.unit.hall.server import PIN, Listener, new_id


def test_a_number_printed_because_the_answer_was_lost_wins(stage: Stage) -> None:
    """The server dies after the commit: the kiosk printed a number of its own meanwhile."""
    ticket = new_id()
    lost = stage.servers[0].put_ticket(ticket).json
    stage.kill_first()
    offline = {"number": "A001X", "taken_at": "2026-11-23T09:00:30+07:00"}
    answer = stage.other.put_ticket(ticket, offline=offline)
    assert (answer.status, answer.json["number"]) == (200, "A001X")
    assert stage.other.put_ticket(ticket, offline=offline).json == answer.json
    assert stage.other.put_ticket().json["number"] != lost["number"]
    assert stage.other.sign_in("1").post().json["ticket"]["number"] == "A001X"


def test_a_counter_finds_its_ticket_again(stage: Stage) -> None:
    stage.servers[0].put_ticket()
    seat = stage.servers[0].sign_in("1")
    called = seat.post().json["ticket"]
    stage.kill_first()
    assert replace(seat, server=stage.other).get()["ticket"] == called
    content = {"username": "staff-1", "pin": PIN, "counter": "1"}
    assert stage.other.ask("POST", "/v1/session", content).status == 200


def test_a_new_hall_tells_its_first_event_once(stage: Stage) -> None:
    for server in stage.servers:
        with Listener(server, after=0) as listener:
            assert [event["seq"] for event in listener.events(2)] == [1, 2]


def test_a_killed_hall_is_not_taken_for_a_restored_one(stage: Stage) -> None:
    """Same epoch, next number, next event: nothing was lost, so nothing is passed over."""
    first = stage.servers[0].put_ticket().json
    before = stage.servers[0].ask("GET", "/v1/hall").json
    stage.kill_first()
    second = stage.other.put_ticket().json
    assert (first["number"], second["number"]) == ("A001", "A002")
    assert stage.other.ask("GET", "/v1/hall").json["epoch"] == before["epoch"]
    with Listener(stage.other, after=0) as listener:
        heard = [event["seq"] for event in listener.events(before["seq"] + 1)]
    assert heard == list(range(1, before["seq"] + 2))


def test_a_second_kill_while_the_file_is_looked_through_restores_nothing(one_server: Stage) -> None:
    """Looking through the file ends its write-ahead log, with every commit in the file by then."""
    (server,) = one_server.servers
    server.put_ticket()
    before = server.ask("GET", "/v1/hall").json
    server.kill()
    wal = server.folder / "hall.db-wal"
    assert wal.exists()
    server.spawn()
    deadline = time.monotonic() + 60.0
    while wal.exists():
        assert time.monotonic() < deadline
    server.kill()
    server.start()
    assert server.put_ticket().json["number"] == "A002"
    assert server.ask("GET", "/v1/hall").json["epoch"] == before["epoch"]
