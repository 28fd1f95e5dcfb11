"""A disk that takes nothing more: nobody is told a number that is not stored."""

from __future__ import annotations

import resource
from pathlib import Path

import psutil

from tests.unit.hall.server import Server, new_id, running_server


def limit_files(server: Server, size: int) -> None:
    """Let the server's files grow to `size` bytes and no further."""
    assert server.process is not None
    limits = (size, resource.RLIM_INFINITY)
    psutil.Process(server.process.pid).rlimit(psutil.RLIMIT_FSIZE, limits)


def test_on_a_full_disk_tickets_are_refused_and_come_back_when_there_is_room(
    tmp_path: Path,
) -> None:
    with running_server(tmp_path) as server:
        before = server.put_ticket().json
        limit_files(server, 100)
        refused = new_id()
        answer = server.put_ticket(refused)
        assert (answer.status, answer.code) == (503, "store-unavailable")
        assert (server.ask("GET", "/readyz").status, server.ask("GET", "/healthz").status) == (
            503,
            200,
        )
        assert server.ask("GET", f"/v1/tickets/{before['id']}").json["number"] == "A001"
        assert server.ask("GET", f"/v1/tickets/{refused}").code == "unknown-ticket"
        limit_files(server, resource.RLIM_INFINITY)
        assert server.put_ticket(refused).json["number"] == "A002"
        assert server.stop() == 0
