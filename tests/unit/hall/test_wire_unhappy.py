"""The wire with small bounds: who gives way, who is refused, who is noticed to be gone."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace

import pytest

from tests.faults.hostile import HOST, go_silent, reply
from tests.helpers.waiting import comes
from tests.unit.hall.small_server import EVENTS, HEALTH, PATIENT, Small, small_server

FULL = replace(PATIENT, places=6, places_of_an_address=4, refusals=2)
HALF_HEAD = b"GET /health HTTP/1.1\r\nX-Note: "
HALF_BODY = b"PUT /thing HTTP/1.1\r\n" + HOST + b"Content-Length: 500\r\n\r\n {"


def answered(connection: socket.socket, data: bytes = HEALTH) -> bytes:
    connection.sendall(data)
    return connection.recv(65536)


def told(connection: socket.socket, text: bytes) -> bool:
    """Read on until the server has said this; False when it ends the connection before."""
    said = b""
    while text not in said:
        part = connection.recv(65536)
        if not part:
            return False
        said += part
    return True


def ended(connection: socket.socket) -> bool:
    return reply(connection).raw == b""


def fill(small: Small, stack: ExitStack, address: str = "127.0.0.1") -> list[socket.socket]:
    """Take every place of an address with connections that are busy for good."""
    return [stack.enter_context(closing(small.stream(address))) for _ in range(4)]


def test_who_finds_no_place_is_told_when_to_come_again() -> None:
    with small_server(FULL) as small, ExitStack() as stack:
        fill(small, stack)
        with small.connect() as late:
            late.sendall(HEALTH)
            refused = reply(late)
        assert (refused.status, refused.code) == (503, "hall-busy")
        assert "retry-after: 2" in refused.head
        assert "connection: close" in refused.head


def test_a_full_address_leaves_places_for_others() -> None:
    with small_server(FULL) as small, ExitStack() as stack:
        old = fill(small, stack)
        with small.connect("127.0.0.2") as other:
            assert answered(other).startswith(b"HTTP/1.1 200")
        small.publish(1)
        assert all(told(each, b"event: ticket.issued") for each in old)


def test_who_finds_not_even_room_to_be_refused_is_turned_away_unheard() -> None:
    with small_server(FULL) as small, ExitStack() as stack:
        fill(small, stack)
        waiting = [stack.enter_context(small.connect()) for _ in range(2)]
        assert comes(lambda: len(small.connections) == 6)
        with small.connect() as late:
            assert ended(late)
        waiting[0].sendall(HEALTH)
        assert reply(waiting[0]).status == 503


def test_a_place_is_free_again_when_its_connection_ends() -> None:
    with small_server(FULL) as small, ExitStack() as stack:
        old = fill(small, stack)
        old[0].close()
        assert comes(lambda: len(small.connections) == 3)
        with small.connect() as next_one:
            assert answered(next_one).startswith(b"HTTP/1.1 200")


def test_the_longest_waiting_gives_way_a_dripping_head_first() -> None:
    with small_server(FULL) as small, ExitStack() as stack:
        idle, mute, slow, slower = (stack.enter_context(small.connect()) for _ in range(4))
        assert answered(idle).startswith(b"HTTP/1.1 200")
        slower.sendall(HALF_HEAD)
        assert comes(lambda: small.on_loop(small.connections.waiting) == (2, 1, 1))
        slow.sendall(HALF_HEAD)
        assert comes(lambda: small.on_loop(small.connections.waiting) == (1, 2, 1))
        for gives_way in (slower, slow, mute, idle):
            newcomer = stack.enter_context(small.connect())
            assert ended(gives_way)
            newcomer.sendall(EVENTS)
            assert newcomer.recv(20).startswith(b"HTTP/1.1 200")


def test_with_every_place_taken_the_fullest_address_gives_way() -> None:
    with small_server(FULL) as small, ExitStack() as stack:
        crowd = [stack.enter_context(small.connect("127.0.0.2")) for _ in range(4)]
        pair = [stack.enter_context(small.connect("127.0.0.3")) for _ in range(2)]
        assert comes(lambda: len(small.connections) == 6)
        with small.connect() as kiosk:
            assert answered(kiosk).startswith(b"HTTP/1.1 200")
        assert ended(crowd[0])
        assert all(answered(each).startswith(b"HTTP/1.1 200") for each in crowd[1:] + pair)


@pytest.mark.parametrize("data", [b"", b"\r\n", b"G", HALF_HEAD, HEALTH + HALF_HEAD])
def test_a_head_that_does_not_come_in_time_ends_the_connection(data: bytes) -> None:
    soon = replace(PATIENT, fresh_seconds=0.5, head_seconds=0.5)
    with small_server(soon) as small, small.connect() as slow, small.stream() as listener:
        slow.sendall(data)
        assert reply(slow).raw.count(b"HTTP/1.1") == data.count(HEALTH)
        small.publish(1)
        assert told(listener, b"ticket.issued")  # no head is waited for here


def test_a_body_that_does_not_come_in_time_is_told_so_and_never_begun() -> None:
    with small_server(PATIENT, body_seconds=0.5) as small, small.connect() as slow:
        slow.sendall(HALF_BODY)
        refused = reply(slow)
    assert (refused.status, refused.code) == (400, "bad-request")
    assert "connection: close" in refused.head


@pytest.mark.parametrize(
    "begin",
    [
        pytest.param(lambda c: c.sendall(HALF_HEAD), id="in a head"),
        pytest.param(lambda c: c.sendall(HALF_BODY), id="in a body"),
        pytest.param(answered, id="between requests"),
        pytest.param(lambda c: answered(c, EVENTS), id="listening to events"),
    ],
)
def test_a_half_open_connection_is_noticed_and_ended(
    begin: Callable[[socket.socket], object],
) -> None:
    """The other machine lost its power or its cable: no FIN, no RST, no confirmation, ever."""
    with small_server(PATIENT, gone_seconds=3) as small, small.connect() as gone:
        begin(gone)
        assert comes(lambda: len(small.connections) == 1)
        go_silent(gone)
        small.publish(1)
        assert comes(lambda: len(small.connections) == 0)


def test_a_listener_that_sent_more_requests_before_it_left_is_forgotten() -> None:
    """uvicorn tells the end of a connection to the newest of its requests only."""
    with small_server(PATIENT) as small:
        with small.connect() as connection:
            assert answered(connection, EVENTS + EVENTS).startswith(b"HTTP/1.1 200")
        assert comes(lambda: len(small.connections) == 0)
        assert comes(lambda: not small.server.server_state.tasks)


def test_listeners_that_read_nothing_hold_bounded_memory_and_are_dropped() -> None:
    """Whatever happens in the hall meanwhile, and the one who reads hears all of it."""
    kept, lazy = 100, 20
    impatient = replace(PATIENT, unread_seconds=2.0)
    with small_server(impatient, kept=kept) as small, ExitStack() as stack:
        for _ in range(lazy):
            stack.enter_context(closing(small.stream(SO_RCVBUF=4096)))
        keen = stack.enter_context(closing(small.stream()))
        seq = sent = most = 0
        while len(small.connections) > 1:
            sent += small.publish(kept, after=seq)
            seq += kept
            assert told(keen, b"id: %d\n" % seq)
            most = max(most, *small.on_loop(small.unsent))
        piece = sent * kept // seq
        assert 0 < most <= 64 * 1024 + 2 * piece
        with small.connect() as back:
            back.sendall(b"GET /v1/events?after=1 HTTP/1.1\r\n" + HOST + b"\r\n")
            assert told(back, b"event: reset")
