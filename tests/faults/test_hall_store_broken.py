"""A store that is damaged, gone back in time, or can no longer be written: with real processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hall.keeping.backups import Backups
from hall.store.dialect import SqliteDatabase
from kiosk.domain.numbers import TicketNumber
from tests.faults.refusing_disk import refusing_disk, traceable_server
from tests.helpers.waiting import until
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import Listener, Server, bearer, new_id, running_server


def copy_of(server: Server) -> Path:
    """A copy of the store, as the server makes them every so often."""
    database = SqliteDatabase(server.folder / "hall.db")
    return Backups(database, server.folder / "backups", 9).make(MORNING)


def restore(server: Server, copy: Path) -> subprocess.CompletedProcess[str]:
    """What a technician types."""
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "restore", copy, "--settings", "settings.toml"],
        cwd=server.folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def put_given(server: Server, ticket: dict[str, str]) -> dict[str, str]:
    """What a kiosk sends that sees another epoch."""
    given = {"number": ticket["number"], "taken_at": ticket["taken_at"]}
    content = {"services": ticket["services"], "given": given}
    answer = server.ask("PUT", f"/v1/tickets/{ticket['id']}", content, headers=bearer())
    assert answer.status == 201, answer.body
    found: dict[str, str] = answer.json
    return found


def damage(path: Path) -> None:
    """Overwrite the head of each page but the first."""
    with path.open("r+b") as file:
        for at in range(4096, path.stat().st_size, 4096):
            file.seek(at)
            file.write(b"\xa5" * 64)


def test_a_server_restored_from_an_old_copy_gives_no_number_twice_and_kiosks_bring_theirs_back(
    tmp_path: Path,
) -> None:
    with running_server(tmp_path) as server:
        server.put_ticket()
        copy = copy_of(server)
        lost = [server.put_ticket().json for _ in range(3)]
        before = server.ask("GET", "/v1/hall").json
        refused = restore(server, copy)
        assert (refused.returncode, "sedang dipakai" in refused.stderr) == (78, True)
        assert server.stop() == 0
        assert restore(server, copy).returncode == 0
        server.start()
        after = server.ask("GET", "/v1/hall").json
        assert after["epoch"] != before["epoch"]
        assert [queue["waiting"] for queue in after["queues"] if queue["id"] == "ktp"] == [1]
        fresh = server.put_ticket().json
        assert TicketNumber.parse(fresh["number"]).sequence > 100
        back = [put_given(server, ticket) for ticket in lost]
        assert [one["number"] for one in back] == [one["number"] for one in lost]
        now = server.ask("GET", "/v1/hall").json
        assert [queue["waiting"] for queue in now["queues"] if queue["id"] == "ktp"] == [5]
        with Listener(server, last_id=before["seq"]) as listener:
            block = next(block for block in listener.blocks() if "event" in block)
            assert block["event"] == "reset"


def test_a_queue_whose_first_number_came_after_the_copy_gives_it_to_nobody_else(
    tmp_path: Path,
) -> None:
    with running_server(tmp_path) as server:
        copy = copy_of(server)
        lost = server.put_ticket().json
        assert server.stop() == 0
        assert restore(server, copy).returncode == 0
        server.start()
        assert server.put_ticket().json["number"] != lost["number"]
        assert put_given(server, lost)["number"] == lost["number"] == "A001"


def test_a_damaged_store_starts_again_from_its_newest_copy(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        kept = server.put_ticket().json
        copy_of(server)
        lost = server.put_ticket().json
        before = server.ask("GET", "/v1/hall").json["epoch"]
        server.stop()
        damage(tmp_path / "hall.db")
        server.start()
        assert server.ask("GET", "/v1/hall").json["epoch"] != before
        assert server.ask("GET", f"/v1/tickets/{kept['id']}").json["number"] == "A001"
        assert server.ask("GET", f"/v1/tickets/{lost['id']}").code == "unknown-ticket"
        assert put_given(server, lost)["number"] == "A002"
        assert list(tmp_path.glob("hall.db.aside-*"))
        assert "put back from" in server.log


def test_a_damaged_store_without_a_copy_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        server.put_ticket()
        server.stop()
        damage(tmp_path / "hall.db")
        before = (tmp_path / "hall.db").read_bytes()
        tried = subprocess.run(
            [sys.executable, "-m", "kiosk", "hall", "--settings", "settings.toml"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (tried.returncode, "mpp-kiosk restore" in tried.stderr) == (78, True)
        assert (tmp_path / "hall.db").read_bytes() == before


def test_a_store_whose_write_ahead_log_was_deleted_after_a_kill_says_so_and_skips_numbers(
    tmp_path: Path,
) -> None:
    with running_server(tmp_path) as server:
        lost = server.put_ticket().json
        before = server.ask("GET", "/v1/hall").json["epoch"]
        server.kill()
        (tmp_path / "hall.db-wal").unlink()
        (tmp_path / "hall.db-shm").write_bytes(b"\0" * 100)  # stale besides
        server.start()
        assert server.ask("GET", "/v1/hall").json["epoch"] != before
        assert "write-ahead log of hall.db is gone" in server.log
        assert lost["number"] == "A001"


def test_a_kill_alone_is_no_damage(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        ticket = server.put_ticket().json
        before = server.ask("GET", "/v1/hall").json["epoch"]
        for _ in range(3):
            server.kill()
            server.start()
        assert server.ask("GET", "/v1/hall").json["epoch"] == before
        assert server.ask("GET", f"/v1/tickets/{ticket['id']}").json["number"] == "A001"


# --- a disk that refuses ------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["EIO", "EROFS", "ENOSPC"])
def test_while_the_disk_refuses_nobody_is_promised_anything_and_what_is_known_can_be_read(
    tmp_path: Path, error: str
) -> None:
    """Injected into the running server's writes by strace: I/O error, read-only, full."""
    with traceable_server(tmp_path) as server:
        known = server.put_ticket().json
        with refusing_disk(server, error):
            wanted = new_id()
            assert server.put_ticket(wanted).code == "store-unavailable"
            assert server.ask("GET", "/readyz").code == "store-unavailable"
            assert server.ask("GET", f"/v1/tickets/{known['id']}").json["number"] == "A001"
            assert server.ask("GET", "/v1/hall").status in {200, 503}
        assert server.put_ticket(wanted).json["number"] == "A002"
        assert server.put_ticket().json["number"] == "A003"
        until(lambda: readiness(server) == {"status": "ok", "troubles": []})
        assert server.stop() == 0


def readiness(server: Server) -> dict[str, object]:
    """What a load balancer and a technician read."""
    answer = server.ask("GET", "/readyz")
    assert answer.status == 200, answer.body
    found: dict[str, object] = answer.json
    return found


def test_a_disk_too_full_for_the_room_is_told_while_everything_goes_on(tmp_path: Path) -> None:
    """The room was given up in the night; in the morning somebody frees the disk."""
    with traceable_server(tmp_path) as server:
        room = tmp_path / "hall.db.room"
        assert room.exists()
        with refusing_disk(server, "ENOSPC", "fallocate"):
            room.unlink()
            almost_full = {"status": "degraded", "troubles": ["disk-almost-full"]}
            until(lambda: readiness(server) == almost_full)
            assert server.put_ticket().status == 201
        until(lambda: readiness(server) == {"status": "ok", "troubles": []})
        assert room.stat().st_size > 0
        assert server.stop() == 0
