"""A defect in the hall server: the client gets a plain sentence, the log the whole story."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.unit.hall.server import running_server


def test_an_unexpected_failure_is_a_problem_with_its_story_in_the_log_only(
    tmp_path: Path,
) -> None:
    with running_server(tmp_path) as server:
        ticket = server.put_ticket().json["id"]
        with sqlite3.connect(tmp_path / "hall.db") as vandal:
            vandal.execute("update tickets set priority = 'no priority'")
        vandal.close()
        answer = server.ask("GET", f"/v1/tickets/{ticket}")
        assert (answer.status, answer.code) == (500, "internal")
        assert "ValueError" not in answer.body.decode()
        assert answer.headers["cache-control"] == "no-store"
        assert server.ask("GET", "/healthz").status == 200
        assert server.stop() == 0
    assert "ValueError: 'no priority'" in server.log
