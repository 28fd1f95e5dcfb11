"""F37: a process that may open few files keeps those it has, and gives every one back."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from tests.faults.hostile import HOST, TICKET, TOKEN, Reply, connect, put_ticket, reply
from tests.helpers.waiting import comes
from tests.unit.hall.server import Listener, Server, running_server

FILES = 64
#: More than there are places for one address.
CROWD = 60


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    shell = tmp_path / "few-files"
    shell.write_text(f'#!/bin/sh\nulimit -n {FILES}\nexec {sys.executable} "$@"\n')
    shell.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(shell))
    with running_server(tmp_path) as server:
        yield server


def open_files(server: Server) -> int:
    assert server.process is not None
    return psutil.Process(server.process.pid).num_fds()


def take_ticket(server: Server, address: str) -> Reply:
    """A kiosk at its own address takes a number."""
    with connect(server, address) as kiosk:
        kiosk.sendall(
            put_ticket() + b"\r\n" + HOST + TOKEN + b"Connection: close\r\n"
            b"Content-Length: %d\r\n\r\n" % len(TICKET) + TICKET
        )
        return reply(kiosk)


def listen(connection: socket.socket) -> int:
    """Ask for the events; the status of the answer, 0 for a closed line."""
    try:
        connection.sendall(b"GET /v1/events HTTP/1.1\r\n" + HOST + b"\r\n")
        return int(connection.recv(12).rpartition(b" ")[2] or 0)
    except ConnectionError:
        return 0


def test_new_connections_are_refused_old_ones_go_on_and_nothing_leaks(server: Server) -> None:
    before = open_files(server)
    with ExitStack() as stack:
        old = [stack.enter_context(Listener(server)) for _ in range(8)]
        crowd = [stack.enter_context(connect(server)) for _ in range(CROWD)]
        statuses = [listen(each) for each in crowd]
        assert {0, 200, 503} >= set(statuses) >= {200}
        assert statuses.count(200) < CROWD / 2
        assert open_files(server) < FILES
        assert take_ticket(server, "127.0.0.2").status == 201
        assert [each.events(1)[0]["number"] for each in old] == ["A001"] * 8
    assert comes(lambda: open_files(server) <= before)
    assert take_ticket(server, "127.0.0.1").status == 201
    assert server.stop() == 0
    assert "Traceback" not in server.log
