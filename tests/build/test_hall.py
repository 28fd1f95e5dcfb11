"""The hall server of the bundle: on both databases, read by a monitoring, restored."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.build.test_bundle import BUNDLE
from tests.helpers.postgres import Cluster
from tests.unit.hall.server import PIN, Server, bearer, new_id, write_settings

PROGRAM = BUNDLE / "mpp-kiosk"
#: Stands before PostgreSQL's own program and refuses to hand it the libraries of the bundle.
SHIM = """#!/bin/sh
case "$LD_LIBRARY_PATH" in *_internal*) echo "libraries of the bundle" >&2; exit 1;; esac
exec {program} "$@"
"""


class BundledServer(Server):
    """The bundle's hall server, nothing of the checkout in its reach."""

    def spawn(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "hall", "--settings", self.folder / "settings.toml"],
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )


@contextmanager
def bundled_server(folder: Path, **changes: Any) -> Iterator[BundledServer]:
    server = BundledServer(folder, write_settings(folder, **changes))
    server.start()
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> dict[str, str | None]:
    """The settings of each database a hall server stands on."""
    if request.param == "sqlite":
        return {"database": "hall.db"}
    cluster: Cluster = request.getfixturevalue("postgres")
    return {"database": None, "database_url": cluster.fresh_database()}


def test_it_gives_numbers_calls_them_and_forgets_none_when_killed(
    tmp_path: Path, store: dict[str, str | None]
) -> None:
    with bundled_server(tmp_path, **store) as server:
        first, second = new_id(), new_id()
        assert server.put_ticket(first).json["number"] == "A001"
        seat = server.sign_in("1", pin=PIN)
        assert seat.post().json["ticket"]["id"] == first
        server.kill()
        server.start()
        assert server.put_ticket(first).status == 200
        assert server.put_ticket(second).json["number"] == "A002"
        assert seat.get()["ticket"]["id"] == first
        assert server.stop() == 0, server.log


def test_a_monitoring_reads_it(tmp_path: Path, store: dict[str, str | None]) -> None:
    with bundled_server(tmp_path, **store) as server:
        server.put_ticket()
        text = server.ask("GET", "/metrics", headers=bearer("monitor-1")).body.decode()
        assert 'mpp_waiting{hall="mpp-uji",queue="ktp"} 1.0' in text.splitlines()


def test_programs_of_postgresql_get_none_of_its_libraries(
    tmp_path: Path, postgres: Cluster
) -> None:
    url = postgres.fresh_database()
    with bundled_server(tmp_path, database=None, database_url=url) as server:
        ticket = new_id()
        server.put_ticket(ticket)
        copy = tmp_path / "copy.dump"
        subprocess.run(["pg_dump", "--format=custom", f"--file={copy}", url], check=True)
        assert server.stop() == 0
        restored = subprocess.run(
            [PROGRAM, "restore", copy, "--settings", tmp_path / "settings.toml"],
            env=os.environ | {"PATH": f"{_shims(tmp_path / 'bin')}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert restored.returncode == 0, restored.stderr
        server.start()
        assert server.ask("GET", f"/v1/tickets/{ticket}").status == 200


def _shims(folder: Path) -> Path:
    folder.mkdir()
    for name in ("pg_dump", "pg_restore"):
        (folder / name).write_text(SHIM.format(program=shutil.which(name)))
        (folder / name).chmod(0o755)
    return folder
