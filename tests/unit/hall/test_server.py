"""Starting and stopping the process: what is wrong is said in one sentence, a stop is clean."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.hall.server import (
    ANSWER_SECONDS,
    STOP_SECONDS,
    Server,
    bearer,
    new_id,
    running_server,
    write_settings,
)


def start(folder: Path) -> tuple[int, str]:
    """Start a server that can not run; its exit code and what it said."""
    command = [sys.executable, "-m", "kiosk", "hall", "--settings", folder / "settings.toml"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stderr.decode()


def test_a_taken_address_is_named_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        write_settings(tmp_path, port=port)
        code, said = start(tmp_path)
    assert code == 78
    assert f"127.0.0.1:{port} tidak dapat dipakai" in said
    assert "Traceback" not in said


def test_a_second_server_on_the_same_store_is_refused(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        write_settings(tmp_path)
        code, said = start(tmp_path)
        assert (code, server.put_ticket().status) == (78, 201)
    assert "'database' sedang dipakai server mal lain" in said


def test_a_wrong_hall_file_is_named_by_record_and_field(tmp_path: Path) -> None:
    write_settings(tmp_path)
    file = tmp_path / "hall.json"
    file.write_text(file.read_text().replace('"recall_limit": 3', '"recall_limit": "three"'))
    code, said = start(tmp_path)
    assert code == 78
    assert "hall.json: data 'mpp-uji' ditolak pada isian 'recall_limit'" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_with_exit_code_0(tmp_path: Path, number: signal.Signals) -> None:
    with running_server(tmp_path) as server:
        server.put_ticket()
        assert server.process is not None
        server.process.send_signal(number)
        assert server.process.wait(STOP_SECONDS) == 0
        assert "Traceback" not in server.log
    with sqlite3.connect(tmp_path / "hall.db") as store:
        assert store.execute("select number from tickets").fetchall() == [("A001",)]
    store.close()


def test_a_ticket_being_issued_at_the_stop_is_answered_and_kept(tmp_path: Path) -> None:
    with running_server(tmp_path) as server, _half_sent(server) as connection:
        assert server.process is not None
        server.process.send_signal(signal.SIGTERM)
        connection.sendall(b"]}")
        with connection.makefile("rb") as file:
            assert file.readline().startswith(b"HTTP/1.1 201")
        assert server.process.wait(STOP_SECONDS) == 0
    with sqlite3.connect(tmp_path / "hall.db") as store:
        assert store.execute("select count(*) from tickets").fetchall() == [(1,)]
    store.close()


def _half_sent(server: Server) -> socket.socket:
    body = b'{"services": ["dukcapil.ktp"'
    head = (
        f"PUT /v1/tickets/{new_id()} HTTP/1.1\r\nHost: hall\r\n"
        f"Authorization: {bearer()['authorization']}\r\nContent-Length: {len(body) + 2}\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=ANSWER_SECONDS)
    connection.sendall(head.encode() + body)
    server.ask("GET", "/healthz")  # one loop later the server knows the request
    return connection


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    with running_server(tmp_path, session_key="") as server:
        key = tmp_path / "hall.db.key"
        assert key.stat().st_mode & 0o777 == 0o600
        made = key.read_text()
        seat = server.sign_in("1")
        assert server.stop() == 0
        server.start()
        assert key.read_text() == made
        assert seat.get()["counter"]["id"] == "1"
