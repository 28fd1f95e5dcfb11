"""A database that hall servers share is restored only when none of them works on it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from hall.keeping.backups import Backups
from hall.store.dialect import PostgresDatabase
from tests.helpers.ports import free_port
from tests.helpers.postgres import Cluster
from tests.helpers.waiting import until
from tests.kill.stage import Stage, postgresql_stage
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import Server, write_settings


@pytest.fixture
def url(postgres: Cluster) -> str:
    return postgres.fresh_database()


@pytest.fixture
def hall(tmp_path: Path, url: str) -> Iterator[Stage]:
    """Two hall servers on one database."""
    with postgresql_stage(tmp_path, url) as stage:
        yield stage


def mpp_kiosk(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What a technician types, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments, "--settings", folder / "settings.toml"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def restored(hall: Stage, copy: Path) -> bool:
    """Whether the copy was put back; if not, in words and for the one reason."""
    done = mpp_kiosk(hall.servers[0].folder, "restore", copy)
    if done.returncode != 0:
        assert done.returncode == 78, done.stderr
        assert "sedang dipakai server mal" in done.stderr
    return done.returncode == 0


def copy_of(url: str, folder: Path) -> Path:
    return Backups(PostgresDatabase(url), folder, 9).make(MORNING)


def test_it_is_refused_until_the_last_server_has_stopped(
    hall: Stage, url: str, tmp_path: Path
) -> None:
    kept = hall.servers[0].put_ticket().json
    copy = copy_of(url, tmp_path / "copies")
    lost = hall.servers[1].put_ticket().json
    epoch = hall.servers[0].ask("GET", "/v1/hall").json["epoch"]
    assert not restored(hall, copy)
    assert hall.servers[0].stop() == 0
    assert not restored(hall, copy)
    assert hall.servers[1].ask("GET", f"/v1/tickets/{lost['id']}").json["number"] == "A002"
    hall.servers[1].kill()
    until(lambda: restored(hall, copy))
    hall.start()
    assert hall.servers[0].ask("GET", "/v1/hall").json["epoch"] != epoch
    assert hall.servers[1].ask("GET", f"/v1/tickets/{kept['id']}").json["number"] == "A001"
    assert hall.servers[1].ask("GET", f"/v1/tickets/{lost['id']}").code == "unknown-ticket"


def test_a_server_that_lost_its_connections_still_keeps_a_restore_away(
    hall: Stage, url: str, tmp_path: Path
) -> None:
    copy = copy_of(url, tmp_path / "copies")
    assert hall.servers[1].stop() == 0
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as line:
        query = "select count(pg_terminate_backend(pid)) from pg_stat_activity"
        line.execute(query + " where datname = current_database() and pid <> pg_backend_pid()")
    until(lambda: hall.servers[0].put_ticket().status == 201)
    assert not restored(hall, copy)


def test_while_it_is_restored_no_server_starts_and_none_writes(url: str, tmp_path: Path) -> None:
    server = Server(tmp_path, free_port())
    write_settings(tmp_path, port=server.port, database=None, database_url=url)
    with PostgresDatabase(url).claimed_alone():
        tried = mpp_kiosk(tmp_path, "hall")
        assert (tried.returncode, "sedang dipulihkan" in tried.stderr) == (78, True)
        with pytest.raises(psycopg.OperationalError, match="being restored"):
            PostgresDatabase(url).connect_writer()
    with closing(PostgresDatabase(url).connect_writer()) as line:
        assert line.execute("select 1").fetchall() == [(1,)]
