"""Sessions and counters over a real socket."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.unit.hall.halls import PASPOR
from tests.unit.hall.server import PIN, Answer, Seat, Server, new_id


@pytest.fixture
def passports(server: Server) -> Seat:
    """The passport counter, empty-handed, with one visitor waiting."""
    seat = server.sign_in("9")
    while (ticket := seat.get()["ticket"]) is not None:
        seat.post(f"/{ticket['id']}/start")
        seat.post(f"/{ticket['id']}/finish")
    server.put_ticket(services=[PASPOR])
    return seat


def step(seat: Seat, ticket: dict[str, str], action: str) -> Answer:
    return seat.post(f"/{ticket['id']}/{action}")


def test_a_visitor_is_called_served_and_let_go(passports: Seat) -> None:
    ticket = passports.post().json["ticket"]
    assert (ticket["state"], ticket["counter"], ticket["calls"]) == ("called", "9", 1)
    assert passports.get()["ticket"]["id"] == ticket["id"]
    assert step(passports, ticket, "again").json["ticket"]["calls"] == 2
    assert step(passports, ticket, "start").json["ticket"]["state"] == "serving"
    assert step(passports, ticket, "finish").json["ticket"]["state"] == "finished"
    assert passports.get()["recent"][0]["number"] == ticket["number"]


def test_a_no_show_is_back_in_the_queue(passports: Seat) -> None:
    ticket = passports.post().json["ticket"]
    back = step(passports, ticket, "no-show").json["ticket"]
    assert (back["state"], back["recalls"]) == ("waiting", 1)


def test_nobody_waiting_answers_null(server: Server) -> None:
    seat = server.sign_in("2")
    server.sign_in("9")
    answer = seat.post()
    assert (answer.status, answer.json) == (200, {"ticket": None})


def test_a_repeated_call_gives_the_first_answer_and_calls_nobody_else(passports: Seat) -> None:
    key = str(uuid4())
    first = passports.post(key=key)
    assert passports.post(key=key).json == first.json
    assert step(passports, first.json["ticket"], "start").status == 200
    assert passports.post(key=key).json == first.json


def test_a_key_used_for_something_else_is_refused(passports: Seat) -> None:
    key = str(uuid4())
    ticket = passports.post(key=key).json["ticket"]
    answer = passports.post(f"/{ticket['id']}/start", key=key)
    assert (answer.status, answer.code) == (422, "content-conflict")
    assert passports.get()["ticket"]["state"] == "called"


def test_a_counter_that_holds_a_ticket_is_told_which(server: Server, passports: Seat) -> None:
    server.put_ticket(services=[PASPOR])
    ticket = passports.post().json["ticket"]
    answer = passports.post()
    assert (answer.status, answer.code) == (409, "counter-holds-ticket")
    assert answer.json["number"] == ticket["number"]
    assert ticket["number"] in answer.json["detail"]


def test_an_unlawful_step_names_state_and_holder(passports: Seat) -> None:
    ticket = passports.post().json["ticket"]
    answer = step(passports, ticket, "finish")
    assert (answer.status, answer.code) == (409, "illegal-transition")
    assert (answer.json["state"], answer.json["holder"]) == ("called", "Loket 9")


@pytest.mark.parametrize("key", ["", "x", "0" * 36])
def test_a_command_without_a_key_is_not_done(passports: Seat, key: str) -> None:
    answer = passports.post(key=key or None, **({} if key else {"idempotency-key": ""}))
    assert (answer.status, answer.code) == (400, "bad-request")
    assert answer.json["field"] == "Idempotency-Key"
    assert passports.get()["ticket"] is None


def test_another_counter_is_none_of_ones_business(server: Server, passports: Seat) -> None:
    stranger = Seat(server, "1", passports.cookie)
    assert (stranger.post().status, stranger.post().code) == (403, "not-allowed")
    nowhere = Seat(server, "77", passports.cookie)
    assert nowhere.post().code == "unknown-counter"


def test_unknown_tickets_and_steps_are_named(passports: Seat) -> None:
    assert passports.post(f"/{new_id()}/start").code == "unknown-ticket"
    assert passports.post("/17/start").code == "invalid-ticket-id"
    assert passports.post(f"/{new_id()}/dance").code == "bad-request"


# --- sessions -----------------------------------------------------------------------------------


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(server: Server) -> None:
    content = {"username": "staff-3", "pin": PIN, "counter": "3"}
    answer = server.ask("POST", "/v1/session", content)
    assert answer.json == {
        "id": "3",
        "name": "Loket 3",
        "agency": "dukcapil",
        "staff": "Staff-3",
    }
    cookie = answer.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=strict", "max-age=43200", "path=/"):
        assert part in cookie


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(server: Server) -> None:
    seat = server.sign_in("4")
    answer = seat.sign_out()
    assert answer.status == 204
    assert "mpp_session=" in answer.headers["set-cookie"]
    assert (seat.post().status, seat.post().code) == (401, "not-signed-in")
    assert seat.sign_out().code == "not-signed-in"


@pytest.mark.parametrize("cookie", ["", "x", "eyJzZXNzaW9uIjoiYSIsImNvdW50ZXIiOiIxIn0.bad"])
def test_a_made_up_cookie_opens_nothing(server: Server, cookie: str) -> None:
    seat = Seat(server, "1", f"mpp_session={cookie}")
    assert (seat.post().status, seat.post().code) == (401, "not-signed-in")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_another_sites_page_can_not_use_the_cookie(
    passports: Seat, headers: dict[str, str]
) -> None:
    answer = passports.post(**headers)
    assert (answer.status, answer.code) == (403, "not-allowed")
    assert passports.get()["ticket"] is None


def test_our_own_page_can(passports: Seat) -> None:
    origin = f"http://127.0.0.1:{passports.server.port}"
    answer = passports.post(origin=origin, **{"sec-fetch-site": "same-origin"})
    assert answer.status == 200


def test_a_wrong_pin_and_an_unknown_name_are_refused_alike(server: Server) -> None:
    for content in (
        {"username": "staff-5", "pin": "000000", "counter": "5"},
        {"username": "nobody", "pin": PIN, "counter": "5"},
    ):
        answer = server.ask("POST", "/v1/session", content)
        assert (answer.status, answer.code) == (401, "sign-in-refused")


def test_five_wrong_pins_lock_the_account_for_a_while(server: Server) -> None:
    wrong = {"username": "staff-6", "pin": "000000", "counter": "6"}
    for _ in range(5):
        assert server.ask("POST", "/v1/session", wrong).code == "sign-in-refused"
    locked = server.ask("POST", "/v1/session", wrong | {"pin": PIN})
    assert (locked.status, locked.code) == (429, "too-many-tries")
    assert 0 < int(locked.headers["retry-after"]) <= 30
    assert server.sign_in("5").get()["counter"]["id"] == "5"


def test_signing_in_at_a_counter_the_hall_does_not_have(server: Server) -> None:
    content = {"username": "staff-5", "pin": PIN, "counter": "77"}
    assert server.ask("POST", "/v1/session", content).code == "unknown-counter"
