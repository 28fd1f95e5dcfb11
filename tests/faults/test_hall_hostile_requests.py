"""Requests that no honest client sends: a typed problem or a closed line, and nothing changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from hall.openapi import contract_of_no_hall
from tests.faults.hostile import (
    DEADLINE,
    HOST,
    TICKET,
    TOKEN,
    connect,
    put_ticket,
    reply,
    request,
    reset,
    tell,
)
from tests.unit.hall.server import Server, new_id, running_server

LENGTH = b"Content-Length: %d" % len(TICKET)
CHUNKED = b"Transfer-Encoding: chunked"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(TICKET), TICKET)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("hall")) as server:
        yield server


@pytest.fixture(autouse=True)
def nothing_changes_and_others_are_served(server: Server) -> Iterator[None]:
    before = stored(server.folder)
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE)) as other:
        assert healthy(other)
        line = other.sock
        yield
        assert healthy(other)
        assert other.sock is line
    assert stored(server.folder) == before
    assert "Traceback" not in server.log
    assert "WARNING" not in server.log  # a stranger does not fill the disk


def healthy(connection: HTTPConnection) -> bool:
    connection.request("GET", "/healthz")
    response = connection.getresponse()
    return (response.status, response.read()) == (200, b'{"status":"ok"}')


def stored(folder: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(folder / "hall.db")) as store:
        tables = [n for (n,) in store.execute("select name from sqlite_master where type='table'")]
        return {n: store.execute(f'select count(*) from "{n}"').fetchone()[0] for n in tables}  # noqa: S608


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00" * 100,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /v1/hall\r\n\r\n",
        request(b"GET /v1/hall HTTP/0.9"),
        request(b"GET /v1/hall HTTP/2.0"),
        request(b"GET /v1/hall HTTP/1.9"),
        request(b"BREW /v1/hall HTTP/1.1"),
        request(b"get /v1/hall HTTP/1.1"),
        request(b"CONNECT hall:80 HTTP/1.1"),
        request(b"GET http://hall HTTP/1.1"),
        request(b"GET v1/hall HTTP/1.1"),
        request(b"GET /v1/\x00hall HTTP/1.1"),
        request(b"GET /v1/\xff HTTP/1.1"),
        request(b"GET /v1/hall HTTP/1.1", b"X-Note: a\x00b"),
        request(b"GET /v1/hall HTTP/1.1", b"X-Note: a\rb"),
        request(b"GET /v1/hall HTTP/1.1", b"X-Note: a\r\n folded"),
        request(b"GET /v1/hall HTTP/1.1", b"X Note: a"),
        request(b"GET /v1/hall HTTP/1.1", b"X-Note : a"),
        request(b"GET /v1/hall HTTP/1.1", b"no colon"),
        request(b"GET /v1/hall HTTP/1.1", host=b""),
        request(b"GET /v1/hall HTTP/1.1", host=HOST + HOST),
        request(b"GET /v1/hall HTTP/1.1").replace(b"\r\n", b"\n"),
        request(b"GET /v1/hall HTTP/1.1").replace(b"\r\n", b"\r"),
    ],
)
def test_a_head_that_is_no_http_is_told_so(server: Server, data: bytes) -> None:
    answer = tell(server, data)
    assert (answer.status, answer.code) == (400, "bad-request")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([b"Content-Length: 28", b"Content-Length: 29"], TICKET),
        ([LENGTH, LENGTH], TICKET),
        ([b"Content-Length: -1"], TICKET),
        ([b"Content-Length: +28"], TICKET),
        ([b"Content-Length: 0x1c"], TICKET),
        ([b"Content-Length: 28, 28"], TICKET),
        ([b"Content-Length: " + b"9" * 30], TICKET),
        ([LENGTH, CHUNKED], CHUNKS),
        ([CHUNKED, LENGTH], CHUNKS),
        ([CHUNKED, b"Transfer-Encoding: identity"], CHUNKS),
        ([b"Transfer-Encoding: chunked, chunked"], CHUNKS),
        ([b"Transfer-Encoding: gzip"], CHUNKS),
        ([b"Transfer-Encoding: xchunked"], CHUNKS),
        ([b"Transfer-Encoding:\x0bchunked"], CHUNKS),
        ([CHUNKED], b"zz\r\n" + TICKET + b"\r\n0\r\n\r\n"),
        ([CHUNKED], b"-1\r\n" + TICKET),
        ([CHUNKED], b"f" * 20 + b"\r\n" + TICKET),
        ([CHUNKED], b"5\r\n" + TICKET + b"\r\n0\r\n\r\n"),
        ([CHUNKED], CHUNKS.replace(b"\r\n", b"\n")),
        ([CHUNKED], CHUNKS.removesuffix(b"\r\n") + b"X-Note: a\r\n\r\n"),
        ([LENGTH, b"Upgrade: h2c", b"Connection: upgrade"], TICKET),
    ],
)
def test_a_body_whose_end_is_in_doubt_changes_nothing(
    server: Server, headers: list[bytes], body: bytes
) -> None:
    """Two readers of such a request may see two requests in it (request smuggling)."""
    for start in (put_ticket(), b"POST /v1/session HTTP/1.1"):
        answer = tell(server, request(start, *headers, body=body))
        assert (answer.status, answer.code) == (400, "bad-request")


def test_a_request_hidden_behind_a_broken_one_is_not_done(server: Server) -> None:
    hidden = request(put_ticket(), LENGTH, body=TICKET)
    answer = tell(server, request(put_ticket(), LENGTH, CHUNKED, body=b"0\r\n\r\n") + hidden)
    assert answer.raw.count(b"HTTP/1.1") == 1
    assert answer.status == 400


def test_a_request_hidden_behind_an_upgrade_is_not_done(server: Server) -> None:
    upgrade = b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: upgrade\r\nUpgrade: h2c\r\n\r\n"
    with connect(server) as connection:
        connection.sendall(upgrade)
        connection.sendall(request(put_ticket(), LENGTH, body=TICKET))
        answer = reply(connection)
    assert answer.raw.count(b"HTTP/1.1") == 1


def test_a_header_after_the_body_opens_no_door(server: Server) -> None:
    body = CHUNKS.removesuffix(b"\r\n") + TOKEN + b"\r\n"
    data = b"\r\n".join([put_ticket(), HOST + CHUNKED, b"", body])
    answer = tell(server, data)
    assert (answer.status, answer.code) == (400, "bad-request")


@pytest.mark.parametrize(
    "data",
    [
        request(b"GET /" + b"a" * 70_000 + b" HTTP/1.1"),
        request(b"GET /v1/hall HTTP/1.1", b"X-Note: " + b"a" * 70_000),
        request(b"GET /v1/hall HTTP/1.1", *[b"x: y"] * 12_000),
        request(b"GET /v1/hall HTTP/1.1", b"Cookie: mpp_session=" + b"a" * 300_000),
        b"GET /v1/hall HTTP/1.1\r\n" + HOST + b"X-Note: " + b"a" * 3_000_000,  # and no end
    ],
)
def test_a_head_over_32_kb_is_told_so_and_dropped(server: Server, data: bytes) -> None:
    answer = tell(server, data)
    assert (answer.status, answer.code) == (431, "head-too-large")
    assert "connection: close" in answer.head


def test_an_absolute_address_gives_the_same_as_its_path(server: Server) -> None:
    """RFC 9112 3.2.2: a server takes it; whatever its host says, it is this server's page."""
    answer = tell(server, request(b"GET http://evil.example/healthz HTTP/1.1"))
    assert (answer.status, answer.json) == (200, {"status": "ok"})


def test_a_method_that_an_address_does_not_know_is_told_so(server: Server) -> None:
    known = json.loads(contract_of_no_hall())["paths"]
    for path, operations in known.items():
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
            if method.lower() in operations:
                continue
            answer = tell(server, request(f"{method} {path} HTTP/1.1".encode()))
            assert answer.status == 405, (method, path)
            assert "allow: " in answer.head
            if method != "HEAD":
                assert answer.code == "method-not-allowed"


def test_a_reset_in_mid_body_leaves_no_row(server: Server) -> None:
    ticket = new_id()
    for ending in (TICKET[:-1], TICKET[:1], b""):
        connection = connect(server)
        connection.sendall(request(put_ticket(ticket), LENGTH, body=ending))
        assert server.ask("GET", "/healthz").status == 200  # the head has arrived
        reset(connection)
    assert server.ask("GET", f"/v1/tickets/{ticket}").code == "unknown-ticket"


def test_a_reset_right_after_the_request_harms_nobody(server: Server) -> None:
    for _ in range(50):
        connection = connect(server)
        connection.sendall(request(b"GET /v1/hall HTTP/1.1"))
        reset(connection)


def test_requests_sent_ahead_are_answered_in_their_order(server: Server) -> None:
    health = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    nobody = f"GET /v1/tickets/{new_id()} HTTP/1.1\r\n".encode() + HOST + b"\r\n"
    answer = tell(server, health + nobody + health + request(b"GET /nowhere HTTP/1.1"))
    lines = [line for line in answer.raw.split(b"\r\n") if b"HTTP/1.1 " in line]
    statuses = [int(line.rpartition(b"HTTP/1.1 ")[2][:3]) for line in lines]
    assert statuses == [200, 404, 200, 404]


def test_a_small_head_after_a_large_body_is_read(server: Server) -> None:
    body = b" " * (64 * 1024)
    large = b"\r\n".join([put_ticket(), HOST + TOKEN + b"Content-Length: 65536", b"", body])
    after = request(b"GET /healthz HTTP/1.1")
    with connect(server) as connection:
        connection.sendall(large + after[:30])
        answers = connection.recv(12)  # so the rest comes in a piece of its own
        connection.sendall(after[30:])
        answers += reply(connection).raw
    assert answers.count(b"HTTP/1.1 400") == answers.count(b"HTTP/1.1 200") == 1


def test_too_many_requests_sent_ahead_end_the_line_after_the_first_ones(server: Server) -> None:
    health = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    answer = tell(server, health * 10_000)
    assert 0 < answer.raw.count(b"HTTP/1.1 200") < 100


def test_garbage_after_a_request_lets_that_one_be_answered(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(b"GET /v1/hall HTTP/1.1\r\n" + HOST + b"\r\n\x00\x01garbage")
        answer = reply(connection)
    assert (answer.status, answer.raw.count(b"HTTP/1.1")) == (200, 1)
