"""PUT and GET /v1/tickets over a real socket to a real server."""

from __future__ import annotations

from tests.unit.hall.halls import KK, KTP
from tests.unit.hall.server import Server, bearer, new_id

FIELDS = (
    *("id", "number", "state", "priority", "services", "service", "queue"),
    *("service_day", "taken_at", "counter", "ahead", "wait"),
)


def test_a_ticket_reads_as_the_contract_says(server: Server) -> None:
    asked = new_id()
    answer = server.put_ticket(asked, services=[KTP, KK], priority="elderly")
    assert answer.status == 201
    assert answer.headers["content-type"] == "application/json"
    ticket = answer.json
    assert tuple(ticket) == FIELDS
    assert (ticket["id"], ticket["state"], ticket["priority"]) == (asked, "waiting", "elderly")
    assert (ticket["services"], ticket["service"], ticket["queue"]) == ([KTP, KK], KTP, "ktp")
    assert ticket["service_day"] == "2026-11-23"
    assert ticket["taken_at"].startswith("2026-11-23T09:")
    assert ticket["taken_at"].endswith("+07:00")


def test_a_repeated_put_answers_200_with_the_same_ticket(server: Server) -> None:
    asked = new_id()
    first, again = server.put_ticket(asked), server.put_ticket(asked)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json


def test_an_id_in_capitals_is_the_same_id(server: Server) -> None:
    asked = new_id()
    first, again = server.put_ticket(asked), server.put_ticket(asked.upper())
    assert (again.status, again.json["number"]) == (200, first.json["number"])


def test_a_put_that_its_kiosk_gave_up_before_it_arrived_gives_no_ticket(server: Server) -> None:
    asked = new_id()
    given_up = server.ask("DELETE", f"/v1/tickets/{asked}", headers=bearer())
    assert (given_up.status, given_up.json["code"]) == (404, "unknown-ticket")
    late = server.put_ticket(asked)
    assert (late.status, late.json["code"]) == (422, "content-conflict")
    assert server.ask("GET", f"/v1/tickets/{asked}").status == 404


def test_who_has_the_paper_reads_the_ticket_without_a_token(server: Server) -> None:
    ticket = server.put_ticket().json
    answer = server.ask("GET", f"/v1/tickets/{ticket['id']}")
    assert (answer.status, answer.json["number"]) == (200, ticket["number"])


def test_a_printed_number_is_taken_over_the_wire(server: Server) -> None:
    offline = {"number": "K003Y", "taken_at": "2026-11-23T08:59:00+07:00"}
    answer = server.put_ticket(kiosk="kiosk-2", services=[KK], offline=offline)
    assert (answer.status, answer.json["number"]) == (201, "K003Y")


def test_answers_of_the_api_are_stored_nowhere_and_trusted_for_what_they_are(
    server: Server,
) -> None:
    for answer in (server.put_ticket(), server.ask("GET", "/v1/nowhere")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_no_ticket_id_stands_in_the_log(server: Server) -> None:
    ticket = server.put_ticket().json
    server.ask("GET", f"/v1/tickets/{ticket['id']}")
    assert ticket["id"] not in server.log
