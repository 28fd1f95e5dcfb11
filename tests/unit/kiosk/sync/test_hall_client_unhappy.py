"""Whatever the other side does, a call ends in time and says that the hall was not reached."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kiosk.domain.ticket import Priority
from kiosk.errors import HallUnreachable
from kiosk.sync.hall_client import MAX_ANSWER, HallClient
from tests.unit.kiosk.sync.rude_server import (
    Manner,
    RudeServer,
    answer,
    drips,
    floods,
    hangs,
    hangs_up,
    refuses,
    resets,
    says,
)
from tests.unit.kiosk.sync.test_hall_client import HALL_JSON, TICKET, TICKET_JSON

#: For a hall that answers, however slowly the machine runs.
AMPLE = 30.0
#: For a hall whose answer never ends or ends well much later: that the call fails shows the bound.
BOUND = 0.4
#: Longer than any test may last (pyproject.toml).
LONG = 1_000.0


@contextmanager
def asking(url: str, bound: float = AMPLE, patience: float = AMPLE) -> Iterator[HallClient]:
    client = HallClient(url, "t", bound, bound, patience)
    yield client
    client.close()


def unreachable(ask: Callable[[], object]) -> HallUnreachable:
    with pytest.raises(HallUnreachable) as error:
        ask()
    return error.value


WHOLE = answer(HALL_JSON)
HEAD_ONLY = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
ANSWERS: dict[str, bytes] = {
    "nothing": b"",
    "no HTTP": b"220 mail ready\r\n",
    "binary": bytes(range(256)) * 4,
    "half a status line": b"HTTP/1.1 2",
    "half a header": HEAD_ONLY[:-9],
    "half a body": WHOLE[:-5],
    "a portal's page": answer(b"<html>Masuk ke Wi-Fi</html>", 200, "text/html"),
    "JSON called a page": answer(HALL_JSON, 200, "text/html"),
    "a page called JSON": answer(b"<html>", 200),
    "an empty body": answer(b"", 200),
    "JSON of another shape": answer([], 200),
    "a wrong type": answer(HALL_JSON | {"seq": "41"}, 200),
    "a missing field": answer({"seq": 41}, 200),
    "not a number": answer(HALL_JSON | {"seq": float("nan")}, 200),
    "deep nesting": answer(b"[" * 100_000, 200),
    "not UTF-8": answer(b'{"seq": "\xff"}', 200),
    "500": answer({"detail": "x"}, 500, "application/problem+json"),
    "503 with a page": answer(b"<html>", 503, "text/html"),
    "404 of another server": answer(b"<html>", 404, "text/html"),
    "404 with an odd problem": answer({"title": "no code"}, 404, "application/problem+json"),
    "204": b"HTTP/1.1 204 No\r\n\r\n",
    "304": b"HTTP/1.1 304 No\r\n\r\n",
    "a length that is none": HEAD_ONLY + b"Content-Length: many\r\n\r\n{}",
    "a negative length": HEAD_ONLY + b"Content-Length: -5\r\n\r\n{}",
    "two lengths": HEAD_ONLY + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a chunk that is none": HEAD_ONLY + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
    "a compressed body": answer(b"\x1f\x8b\x08\x00", 200),
    "a cookie that is none": HEAD_ONLY + b"Set-Cookie: \xff=\xfe; ;=\r\n\r\n",
    "an endless header line": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000,
    "a thousand headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1_000 + b"\r\n",
}


@pytest.mark.parametrize("raw", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_that_cannot_be_used_is_no_answer(raw: bytes) -> None:
    with RudeServer(says(raw)) as server, asking(server.url) as client:
        unreachable(client.snapshot)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "01930000-0000-7000-8000-000000000002"},
        {"number": "12"},
        {"number": None},
        {"state": "lost"},
        {"service_day": "23-11-2026"},
        {"taken_at": "2026-11-23T09:41:00"},
        {"ahead": "6"},
        {"ahead": -1},
        {"wait": {"low": 15}},
    ],
    ids=str,
)
def test_a_ticket_that_cannot_be_believed_is_no_answer(wrong: dict[str, object]) -> None:
    with RudeServer(says(answer(TICKET_JSON | wrong))) as server, asking(server.url) as client:
        error = unreachable(lambda: client.put_ticket(TICKET, ("s",), Priority.NONE))
    assert error.facts["status"] == 200


MANNERS: dict[str, Manner] = {
    "it hangs": hangs,
    "it hangs up": hangs_up,
    "it resets": resets,
    "it drips a head": drips(WHOLE, BOUND / 4),
}


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS.keys())
def test_a_call_ends_though_the_hall_does_not_end_its_answer(manner: Manner) -> None:
    with RudeServer(manner) as server, asking(server.url, BOUND) as client:
        unreachable(client.snapshot)


def test_a_body_that_drips_in_ends_at_the_bound_though_no_read_ever_fails() -> None:
    def manner(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        connection.sendall(WHOLE[:-40])
        drips(WHOLE[-40:], BOUND / 2)(server, connection, request)

    with RudeServer(manner) as server, asking(server.url, BOUND) as client:
        unreachable(client.snapshot)


def test_a_patient_call_takes_what_comes_slowly_but_not_silence() -> None:
    page = answer({"epoch": "e1", "changes": [], "cursor": 0, "more": False})

    silence = 3.0  # each piece comes much sooner, the whole takes longer
    pieces = [page[place : place + 7] for place in range(0, len(page), 7)]

    def slow(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        for piece in pieces:
            connection.sendall(piece)
            server.stopping.wait(1.25 * silence / len(pieces))

    with RudeServer(slow) as server:
        with asking(server.url, silence) as client:
            assert client.changes(0, 50).cursor == 0
        with asking(server.url, LONG, patience=BOUND) as client:
            server.manner = drips(b" " * 1_000, BOUND / 4)
            unreachable(lambda: client.changes(0, 50))
        with asking(server.url, BOUND, patience=LONG) as client:
            server.manner = hangs
            unreachable(lambda: client.changes(0, 50))


def test_a_server_that_is_off_is_told_at_once() -> None:
    with RudeServer(hangs) as server:
        url = server.url
    with asking(url) as client:
        assert unreachable(client.snapshot).facts["status"] is None


def test_a_silent_network_is_not_waited_for() -> None:
    with socket.socket() as listener, socket.socket() as filler:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)  # with one waiting, further connections get no answer at all
        filler.connect(listener.getsockname())
        with asking(f"http://127.0.0.1:{listener.getsockname()[1]}", BOUND) as client:
            unreachable(client.snapshot)


def test_a_name_that_no_resolver_answers_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered = threading.Event()

    def silent(*_: object) -> list[object]:
        answered.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    with asking("http://hall.example", BOUND) as client:
        try:
            unreachable(client.snapshot)
        finally:
            answered.set()


def test_a_handshake_that_never_ends_is_not_waited_for() -> None:
    with (
        RudeServer(hangs) as server,
        asking(server.url.replace("http", "https"), BOUND) as client,
    ):
        unreachable(client.snapshot)


def test_an_endless_answer_is_not_read_to_its_end() -> None:
    sent = 0

    def flood(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        nonlocal sent
        connection.sendall(HEAD_ONLY + b"Content-Length: 100000000\r\n\r\n")
        while sent < 100_000_000 and not server.stopping.is_set():
            sent += connection.send(b" " * 65_536)

    with RudeServer(flood) as server:
        client = HallClient(server.url, "t", LONG, LONG)
        unreachable(client.snapshot)
        client.close()
    assert sent < MAX_ANSWER + 20_000_000  # what the kernel's buffers took beyond the limit


def test_endless_headers_are_not_read_to_their_end() -> None:
    with (
        RudeServer(floods(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 100)) as server,
        asking(server.url, LONG) as client,
    ):
        unreachable(client.snapshot)


def test_a_redirect_is_not_followed() -> None:
    with RudeServer(says(WHOLE)) as other:
        away = f"HTTP/1.1 307 So\r\nLocation: {other.url}/v1/hall\r\nContent-Length: 0\r\n\r\n"
        with RudeServer(says(away.encode())) as server, asking(server.url) as client:
            unreachable(client.snapshot)
    assert not other.requests


def test_a_server_fault_is_no_refusal_even_with_a_known_code() -> None:
    with (
        RudeServer(refuses("not-served-now", 500)) as server,
        asking(server.url) as client,
    ):
        error = unreachable(lambda: client.put_ticket(TICKET, ("s",), Priority.NONE))
    assert error.facts["status"] == 500


def test_closing_cuts_a_call_under_way() -> None:
    asked = threading.Event()

    def manner(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        asked.set()
        hangs(server, connection, request)

    with RudeServer(manner) as server:
        client = HallClient(server.url, "t", LONG, LONG)
        ended: list[HallUnreachable] = []
        caller = threading.Thread(target=lambda: ended.append(unreachable(client.snapshot)))
        caller.start()
        assert asked.wait(AMPLE)
        client.close()
        caller.join(AMPLE)
        assert len(ended) == 1
        unreachable(client.snapshot)


def test_an_error_about_an_application_tells_nothing_of_it() -> None:
    status = {"service": "KTP", "agency": "D", "next_step": 5, "as_of": "2026", "stages": []}
    with RudeServer(says(answer(status))) as server, asking(server.url) as client:
        error = unreachable(lambda: client.look_up("261123000422", "4821"))
    told = repr(error.facts) + str(error.__cause__)
    assert "261123000422" not in told
    assert "KTP" not in told
