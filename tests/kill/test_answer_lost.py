"""F12, F13: an answer lost after the commit, a request that arrives three times or a day later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journeys.cutting_proxy import CuttingProxy
from tests.kill.history import Done, Numbered
from tests.kill.line import LINE_DOWN
from tests.kill.stage import Stage
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import Answer, Seat, Server, new_id


class Desk:
    """A kiosk and a counter of the first server, and what they are told."""

    def __init__(self, stage: Stage) -> None:
        self.history = stage.history
        self.seat = stage.servers[0].sign_in("1")

    def take(self, server: Server, ticket: str) -> Answer:
        answer = server.put_ticket(ticket)
        told = answer.json
        self.history.tell(Numbered(told["id"], told["service_day"], told["number"]))
        return answer

    def do(self, server: Server, action: str, key: str, ticket: str = "") -> Answer:
        seat = replace(self.seat, server=server)
        answer = seat.post(f"/{ticket}/{action}" if ticket else "", key)
        assert answer.status == 200, answer.body
        self.history.tell(Done(key, seat.counter, action, answer.json["ticket"]["id"]))
        return answer


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return Desk(stage)


@contextmanager
def answers_lost(stage: Stage, method: str) -> Iterator[Server]:
    """The first server over a wire that loses its answers to `method` after the commit."""
    with CuttingProxy(stage.servers[0].port, method) as wire:
        wire.cutting.set()
        yield Server(stage.folder, wire.port)
        assert wire.cut.is_set()


def test_a_ticket_whose_answer_was_lost_is_the_same_ticket_when_asked_for_again(
    stage: Stage, desk: Desk
) -> None:
    ticket = new_id()
    with answers_lost(stage, "PUT") as server, pytest.raises(LINE_DOWN):
        desk.take(server, ticket)
    again = desk.take(stage.other, ticket)
    assert (again.status, again.json["number"]) == (200, "A001")
    assert desk.take(stage.servers[0], new_id()).json["number"] == "A002"
    stage.must_have_told_the_truth()


def test_a_call_whose_answer_was_lost_calls_nobody_else_when_asked_for_again(
    stage: Stage, desk: Desk
) -> None:
    first, second, key = new_id(), new_id(), str(uuid4())
    for ticket in (first, second):
        desk.take(stage.servers[0], ticket)
    with answers_lost(stage, "POST") as server, pytest.raises(LINE_DOWN):
        desk.do(server, "call", key)
    again = desk.do(stage.other, "call", key)
    assert again.json["ticket"]["id"] == first
    assert desk.seat.get()["ticket"]["id"] == first
    stage.must_have_told_the_truth()


def test_each_step_whose_answer_was_lost_is_one_step(stage: Stage, desk: Desk) -> None:
    ticket = new_id()
    desk.take(stage.servers[0], ticket)
    desk.do(stage.servers[0], "call", str(uuid4()))
    for action, state in (("start", "serving"), ("finish", "finished")):
        key = str(uuid4())
        with answers_lost(stage, "POST") as server, pytest.raises(LINE_DOWN):
            desk.do(server, action, key, ticket)
        assert desk.do(stage.other, action, key, ticket).json["ticket"]["state"] == state
    stage.must_have_told_the_truth()


def test_a_request_that_arrives_three_times_at_once_has_one_effect(
    stage: Stage, desk: Desk
) -> None:
    first, key = new_id(), str(uuid4())
    takes = at_once(stage, lambda server: desk.take(server, first))
    assert sorted(answer.status for answer in takes) == [200, 200, 201]
    desk.take(stage.other, new_id())
    calls = at_once(stage, lambda server: desk.do(server, "call", key))
    assert {answer.json["ticket"]["id"] for answer in calls} == {first}
    stage.must_have_told_the_truth()


def at_once(stage: Stage, ask: Callable[[Server], Answer]) -> list[Answer]:
    """The same request on three lines at the same time, to every server there is."""
    servers = (stage.servers[0], stage.other, stage.servers[0])
    with ThreadPoolExecutor(len(servers)) as pool:
        return list(pool.map(ask, servers))


def test_a_day_later_an_old_request_gives_nothing_new(stage: Stage, desk: Desk) -> None:
    server, ticket, waiting, key = stage.servers[0], new_id(), new_id(), str(uuid4())
    for one in (ticket, waiting):
        desk.take(server, one)
    called = desk.do(server, "call", key).json["ticket"]
    stage.stop()
    stage.start(at=MORNING + timedelta(days=1))
    told = desk.take(server, ticket).json
    assert (told["number"], told["service_day"]) == (called["number"], called["service_day"])
    late = Seat(server, desk.seat.counter, desk.seat.cookie).post(key=key)
    assert (late.status, late.code) == (401, "not-signed-in")
    today = server.ask("GET", "/v1/hall").json
    assert all(queue["waiting"] == 0 for queue in today["queues"])
    new = server.put_ticket().json
    assert (new["number"], new["service_day"]) == ("A001", "2026-11-24")
