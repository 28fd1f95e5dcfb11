"""What a counter does beyond the ordinary, and bookings and cancellations, over a real socket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.unit.hall.desk import MORNING
from tests.unit.hall.halls import KK, KTP, PASPOR
from tests.unit.hall.server import Answer, Listener, Seat, Server, new_id

UNTIL = (MORNING + timedelta(hours=2)).isoformat()


@pytest.fixture
def seat(server: Server) -> Seat:
    """Counter 2, which serves KTP and KK, with nobody at it."""
    seat = server.sign_in("2")
    held = seat.get()["ticket"]
    if held is not None:
        if held["state"] == "called":
            seat.post(f"/{held['id']}/start")
        while (ticket := seat.get()["ticket"]) is not None:
            seat.post(f"/{ticket['id']}/finish")
    return seat


def ask(seat: Seat, method: str, path: str, content: Any = None, key: str = "") -> Answer:
    headers = {"cookie": seat.cookie, "idempotency-key": key or str(uuid4())}
    return seat.server.ask(method, f"/v1/counters/{seat.counter}{path}", content, headers=headers)


def number_of(server: Server, service: str = KTP) -> tuple[str, str]:
    ticket = server.put_ticket(services=[service]).json
    return ticket["id"], ticket["number"]


def serving(seat: Seat) -> str:
    """Somebody at the counter, being served."""
    ticket_id, number = number_of(seat.server)
    wanted = {"number": number, "reason": "needs-help"}
    assert ask(seat, "POST", "/calls", wanted).json["ticket"]["id"] == ticket_id
    assert seat.post(f"/{ticket_id}/start").status == 200
    return ticket_id


def last_seq(server: Server) -> int:
    return int(server.ask("GET", "/v1/hall").json["seq"])


def twice(server: Server, command: Callable[[str], Answer]) -> Any:
    """A command sent again with its key: the same answer, and nothing happens again."""
    key = str(uuid4())
    first = command(key)
    assert first.status in {200, 204}, first.body
    seq = last_seq(server)
    again = command(key)
    assert (again.status, again.body) == (first.status, first.body)
    assert last_seq(server) == seq
    return first.json["ticket"] if first.body else None


def test_a_call_out_of_order_is_one_call_however_often_it_is_sent(seat: Seat) -> None:
    number_of(seat.server)
    ticket_id, number = number_of(seat.server)
    wanted = {"number": number, "reason": "staff-mistake"}
    called = twice(seat.server, lambda key: ask(seat, "POST", "/calls", wanted, key))
    assert (called["id"], called["state"]) == (ticket_id, "called")
    assert seat.get()["ticket"]["id"] == ticket_id


def test_hold_and_return_are_each_done_once(seat: Seat) -> None:
    ticket_id = serving(seat)
    held = twice(seat.server, lambda key: seat.post(f"/{ticket_id}/hold", key))
    assert (held["state"], held["counter"]) == ("held", None)
    assert ticket_id in [one["id"] for one in seat.get()["held"]]
    back = twice(seat.server, lambda key: seat.post(f"/{ticket_id}/return", key))
    assert back["state"] == "waiting"
    assert ticket_id not in [one["id"] for one in seat.get()["held"]]


def test_a_transfer_is_done_once(seat: Seat) -> None:
    ticket_id = serving(seat)
    path = f"/calls/{ticket_id}/transfer"
    sent = twice(seat.server, lambda key: ask(seat, "POST", path, {"service": PASPOR}, key))
    assert (sent["state"], sent["queue"]) == ("waiting", "paspor")
    assert sent["services"] == [KTP, PASPOR]


def test_a_cancellation_by_staff_is_done_once(seat: Seat) -> None:
    _, number = number_of(seat.server)
    called = ask(seat, "POST", "/calls", {"number": number, "reason": "needs-help"}).json["ticket"]
    gone = twice(seat.server, lambda key: seat.post(f"/{called['id']}/cancel", key))
    assert gone["state"] == "cancelled"


def test_closing_and_opening_a_queue_are_each_done_once(seat: Seat, server: Server) -> None:
    content = {"until": UNTIL, "reason": "system-down"}
    twice(server, lambda key: ask(seat, "PUT", "/closures/kk", content, key))
    answer = server.put_ticket(services=[KK])
    assert (answer.status, answer.code) == (409, "not-served-now")
    assert (answer.json["reason"], answer.json["opens_at"]) == ("queue-closed", UNTIL)
    (closed,) = seat.get()["closures"]
    assert closed == {"queue": "kk", "until": UNTIL, "reason": "system-down"}
    refusals = {q["id"]: q["refusal"] for q in server.ask("GET", "/v1/hall").json["queues"]}
    assert refusals["kk"] == {
        "reason": "queue-closed",
        "opens_at": UNTIL,
        "occasion": "system-down",
    }
    twice(server, lambda key: ask(seat, "DELETE", "/closures/kk", None, key))
    assert server.put_ticket(services=[KK]).status == 201


def test_a_key_of_one_command_is_no_key_for_another(seat: Seat) -> None:
    ticket_id = serving(seat)
    key = str(uuid4())
    assert seat.post(f"/{ticket_id}/hold", key).status == 200
    for answer in (
        seat.post(f"/{ticket_id}/return", key),
        ask(seat, "POST", "/calls", None, key),
        ask(seat, "PUT", "/closures/kk", {"until": UNTIL, "reason": "system-down"}, key),
    ):
        assert (answer.status, answer.code) == (422, "content-conflict")


def test_a_refused_command_may_be_tried_again_with_its_key(seat: Seat) -> None:
    ticket_id, number = number_of(seat.server)
    key = str(uuid4())
    assert seat.post(f"/{ticket_id}/start", key).code == "illegal-transition"
    ask(seat, "POST", "/calls", {"number": number, "reason": "needs-help"})
    assert seat.post(f"/{ticket_id}/start", key).json["ticket"]["state"] == "serving"


def test_a_visitor_gives_up_a_place_without_a_token_and_may_say_so_twice(server: Server) -> None:
    ticket_id = server.put_ticket(services=[PASPOR]).json["id"]
    first, again = (server.ask("DELETE", f"/v1/tickets/{ticket_id}") for _ in range(2))
    assert (first.status, again.status) == (200, 200)
    assert first.json == again.json
    assert first.json["state"] == "cancelled"
    nobody = server.ask("DELETE", f"/v1/tickets/{new_id()}")
    assert (nobody.status, nobody.code) == (404, "unknown-ticket")


@pytest.mark.parametrize(
    "content",
    [
        {"number": "A001"},
        {"number": "A001", "reason": "vip"},
        {"number": "", "reason": "needs-help"},
        {"number": "A" * 13, "reason": "needs-help"},
        {"reason": "needs-help"},
        {"number": "A001", "reason": "needs-help", "note": "Budi"},
        [],
    ],
)
def test_a_call_out_of_order_of_the_wrong_form_calls_nobody(seat: Seat, content: Any) -> None:
    number_of(seat.server)
    answer = ask(seat, "POST", "/calls", content)
    assert (answer.status, answer.code) == (400, "bad-request")
    assert seat.get()["ticket"] is None


def topics(server: Server, after: int, *topic: str) -> Listener:
    listener = Listener.__new__(Listener)
    Listener.__init__(listener, server, after=f"{after}" + "".join(f"&topic={t}" for t in topic))  # type: ignore[arg-type]
    return listener


def test_who_listens_to_a_topic_hears_of_it_and_of_what_is_nobodys(
    seat: Seat, server: Server
) -> None:
    seen = last_seq(server)
    server.put_ticket(services=[PASPOR])
    ticket_id = serving(seat)
    seat.post(f"/{ticket_id}/finish")
    for topic, expected in (
        ("queue:paspor", ["ticket.issued"]),
        ("agency:imigrasi", ["ticket.issued"]),
        ("counter:2", ["ticket.called", "ticket.started", "ticket.finished"]),
        (
            f"ticket:{ticket_id}",
            ["ticket.issued", "ticket.called", "ticket.started", "ticket.finished"],
        ),
    ):
        with topics(server, seen, topic) as listener:
            events = listener.events(len(expected))
        assert [event["type"] for event in events] == expected
        assert ticket_id not in str(events)
    with topics(server, 0, "ticket:nobody") as listener:
        first = listener.events(2)
    assert [event["type"] for event in first] == ["day.began", "catalog.changed"]


def test_the_id_of_who_hears_little_moves_on_with_the_ping(server: Server) -> None:
    seen = last_seq(server)
    for _ in range(3):
        server.put_ticket(services=[KTP])
    with topics(server, seen, "queue:paspor") as listener:
        block = next(block for block in listener.blocks() if "id" in block)
    assert "event" not in block
    assert int(block["id"]) >= seen + 3


@pytest.mark.parametrize("topic", ["kk", "queue:", "queue:a b", "hall:x", "queue:" + "a" * 65])
def test_a_topic_that_is_none_is_refused(server: Server, topic: str) -> None:
    answer = server.ask("GET", f"/v1/events?topic={topic.replace(' ', '%20')}")
    assert (answer.status, answer.code) == (400, "bad-request")
