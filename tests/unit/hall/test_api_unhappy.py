"""Bad input over a real socket: one clear sentence, a stable code, and nothing lost."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from tests.unit.hall.halls import KK, KTP
from tests.unit.hall.server import ANSWER_SECONDS, Answer, Server, bearer, new_id

LIMIT = 64 * 1024


def last_seq(server: Server) -> int:
    return int(server.ask("GET", "/v1/hall").json["seq"])


def refused(answer: Answer, status: int, code: str) -> dict[str, Any]:
    problem: dict[str, Any] = answer.json
    assert (answer.status, answer.code) == (status, code)
    assert problem["type"] == "about:blank"
    assert problem["status"] == status
    sentence = problem["detail"]
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    return problem


def put_raw(server: Server, body: bytes, ticket_id: str | None = None) -> Answer:
    path = f"/v1/tickets/{ticket_id or new_id()}"
    return server.ask("PUT", path, body=body, headers=bearer())


@pytest.fixture(autouse=True)
def nothing_changes(server: Server) -> Any:
    before = last_seq(server)
    yield
    assert last_seq(server) == before


def test_an_unknown_service(server: Server) -> None:
    problem = refused(server.put_ticket(services=["dukcapil.x"]), 422, "unknown-service")
    assert problem["service"] == "dukcapil.x"
    assert "Layanan ini tidak ada di mal ini" in problem["detail"]


@pytest.mark.parametrize(
    "ticket_id",
    ["1", "not-a-uuid", "0192f0c1-0000-4000-8000-000000000000", "0" * 36, "%00", "a" * 2000],
)
def test_a_malformed_ticket_id(server: Server, ticket_id: str) -> None:
    answer = server.ask("PUT", f"/v1/tickets/{ticket_id}", {"services": [KTP]}, headers=bearer())
    refused(answer, 422, "invalid-ticket-id")
    refused(server.ask("GET", f"/v1/tickets/{ticket_id}"), 422, "invalid-ticket-id")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({}, "isi"),  # neither services nor a booking: no field of its own is wrong
        ({"services": []}, "isi"),
        ({"services": [KTP], "booking": "JT-0001"}, "isi"),
        ({"booking": "x"}, "booking"),
        ({"booking": "../../../etc"}, "booking"),
        ({"services": [KTP], "given": {"number": "A001"}}, "given.taken_at"),
        ({"services": [KTP] * 2}, "services"),
        ({"services": [KTP, KK, "c", "d", "e", "f"]}, "services"),
        ({"services": "dukcapil.ktp"}, "services"),
        ({"services": [7]}, "services.0"),
        ({"services": [KTP], "priority": "vip"}, "priority"),
        ({"services": [KTP], "name": "Budi"}, "name"),
        ({"services": [KTP], "offline": {"number": "A001X"}}, "offline.taken_at"),
        (
            {"services": [KTP], "offline": {"number": "A001X", "taken_at": "2026-11-23T09:00:00"}},
            "offline.taken_at",
        ),
        (
            {"services": [KTP], "offline": {"number": "A001X", "taken_at": 1764000000}},
            "offline.taken_at",
        ),
        ([], "isi"),
        (None, "isi"),
    ],
)
def test_a_body_of_the_wrong_form_is_named_by_its_field(
    server: Server, content: Any, field: str
) -> None:
    problem = refused(put_raw(server, json.dumps(content).encode()), 400, "bad-request")
    assert problem["field"] == field
    assert "Budi" not in problem["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"[" * 60_000, b'{"services": ["\\ud800"]}']
)
def test_a_body_that_is_no_json(server: Server, body: bytes) -> None:
    refused(put_raw(server, body), 400, "bad-request")


def test_a_body_over_64_kb_is_refused_before_it_is_read(server: Server) -> None:
    head = (
        f"PUT /v1/tickets/{new_id()} HTTP/1.1\r\nHost: hall\r\n"
        f"Authorization: {bearer()['authorization']}\r\nContent-Length: {LIMIT + 1}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=ANSWER_SECONDS) as connection:
        connection.sendall(head.encode())  # and not one byte of the body
        with connection.makefile("rb") as file:
            text = file.read().decode()
    assert text.startswith("HTTP/1.1 413")
    assert '"code": "body-too-large"' in text
    assert "64 kB" in text


def test_a_body_over_64_kb_is_refused_on_every_address(server: Server) -> None:
    for method, path in (("POST", "/v1/counters/1/calls"), ("GET", "/v1/hall")):
        answer = server.ask(method, path, body=b"x" * (LIMIT + 1))
        assert refused(answer, 413, "body-too-large")["limit"] == LIMIT


def test_a_body_that_hides_its_length_is_cut_off_at_64_kb(server: Server) -> None:
    chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    head = (
        f"PUT /v1/tickets/{new_id()} HTTP/1.1\r\nHost: hall\r\n"
        f"Authorization: {bearer()['authorization']}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=ANSWER_SECONDS) as connection:
        connection.sendall(head.encode() + chunk * 5)  # and no end
        with connection.makefile("rb") as file:
            assert file.readline().startswith(b"HTTP/1.1 413")


def test_a_body_of_exactly_64_kb_is_read(server: Server) -> None:
    content = json.dumps({"services": ["dukcapil.x"]}).encode()
    refused(put_raw(server, content.ljust(LIMIT)), 422, "unknown-service")


def test_a_client_that_leaves_in_mid_body_harms_nobody(server: Server) -> None:
    head = (
        f"PUT /v1/tickets/{new_id()} HTTP/1.1\r\nHost: hall\r\n"
        f"Authorization: {bearer()['authorization']}\r\nContent-Length: 500\r\n\r\n{{"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=ANSWER_SECONDS) as connection:
        connection.sendall(head.encode())
    assert server.ask("GET", "/healthz").status == 200
    assert "Traceback" not in server.log


def test_addresses_and_methods_that_do_not_exist(server: Server) -> None:
    refused(server.ask("GET", "/v1/nothing"), 404, "not-found")
    refused(server.ask("DELETE", "/v1/hall"), 405, "method-not-allowed")
    refused(server.ask("GET", "/docs"), 404, "not-found")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": "Basic dG9rZW4tb25l"},
        {"authorization": "Bearer"},
        {"authorization": "Bearer token-oné"},
    ],
)
def test_a_stranger_takes_no_number(server: Server, headers: dict[str, str]) -> None:
    answer = server.ask("PUT", f"/v1/tickets/{new_id()}", {"services": [KTP]}, headers=headers)
    refused(answer, 401, "not-signed-in")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_board_takes_no_number(server: Server) -> None:
    refused(server.put_ticket(kiosk="board-1"), 403, "not-allowed")


def test_a_ticket_nobody_has(server: Server) -> None:
    refused(server.ask("GET", f"/v1/tickets/{new_id()}"), 404, "unknown-ticket")


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "limit=1001", "limit="])
def test_a_wrong_query_is_named(server: Server, query: str) -> None:
    problem = refused(server.ask("GET", f"/v1/catalog/changes?{query}"), 400, "bad-request")
    assert problem["field"] == query.partition("=")[0]
