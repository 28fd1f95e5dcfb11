"""The hall servers of a kill test: one on SQLite, or two on one PostgreSQL database."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.helpers.ports import free_port
from tests.kill.checker import check
from tests.kill.crowd import Crowd
from tests.kill.history import History
from tests.kill.store import read_store
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import Server, write_settings

_COMPLAINT = re.compile(r"WARNING|ERROR|CRITICAL|Traceback")


@dataclass(frozen=True, slots=True)
class Stage:
    """Hall servers that share a database, and the history of what their clients are told.

    `database_url` is SQLAlchemy's, to read past the servers.
    """

    folder: Path
    servers: list[Server]
    database_url: str
    settings: dict[str, Any] = field(default_factory=dict)
    history: History = field(default_factory=History)

    @property
    def ports(self) -> list[int]:
        """Where the servers are."""
        return [server.port for server in self.servers]

    @property
    def other(self) -> Server:
        """The server a client goes to when the first is away; with one server there is no other."""
        return self.servers[-1]

    def crowd(self, seed: int, answer_seconds: float = 5.0) -> Crowd:
        """A crowd that knows every server."""
        return Crowd(self.ports, self.database_url, seed, self.history, answer_seconds)

    def start(self, at: datetime = MORNING) -> None:
        """Start every server at once, on one clock that begins at `at`."""
        clock = ""
        for server in self.servers:
            write_settings(server.folder, at=at, port=server.port, **self.settings)
            file = server.folder / "settings.toml"
            own, rest = file.read_text().split("\n", maxsplit=1)
            assert own.startswith("clock_shift_seconds")
            clock = clock or own
            file.write_text(f"{clock}\n{rest}")
        for server in self.servers:
            server.spawn()
        for server in self.servers:
            server.wait_ready()

    def kill_first(self) -> None:
        """Kill the first server, and start it again when there is no other."""
        self.servers[0].kill()
        if self.other is self.servers[0]:
            self.other.start()

    def stop(self) -> None:
        """Stop every server in order."""
        codes = [server.stop() for server in self.servers if _alive(server)]
        assert not any(codes), [server.log for server in self.servers]

    def kill(self) -> None:
        """Leave nothing running."""
        for server in self.servers:
            if _alive(server):
                server.kill()

    def complaints(self) -> list[str]:
        """What the servers' logs complain of."""
        lines = [line for server in self.servers for line in server.log.splitlines()]
        return [line for line in lines if _COMPLAINT.search(line)]

    def must_have_told_the_truth(self) -> None:
        """Stop the servers; fail with the breaches that the checker or our own auditor finds."""
        self.stop()
        store = read_store(self.database_url)
        breaches = check(self.history, store)
        assert not breaches, "\n".join(str(breach) for breach in breaches[:20])
        for day in sorted({ticket.day for ticket in store.tickets}):
            self._audit(day)

    def _audit(self, day: str) -> None:
        settings = str(self.servers[0].folder / "settings.toml")
        command = [sys.executable, "-m", "kiosk", "audit", "day", day, "--settings", settings]
        report = subprocess.run(command, capture_output=True, check=False, timeout=120.0)
        assert report.returncode == 0, (report.stdout + report.stderr).decode()


def _alive(server: Server) -> bool:
    return server.process is not None and server.process.poll() is None


@contextmanager
def sqlite_stage(folder: Path) -> Iterator[Stage]:
    """One server with its own file."""
    yield from _running(folder, ["hall"], f"sqlite:///{folder / 'hall' / 'hall.db'}")


@contextmanager
def postgresql_stage(folder: Path, url: str) -> Iterator[Stage]:
    """Two servers on one empty database."""
    yield from _running(folder, ["first", "second"], url, database=None, database_url=url)


def _running(folder: Path, names: list[str], url: str, **settings: Any) -> Iterator[Stage]:
    for name in names:
        (folder / name).mkdir()
    servers = [Server(folder / name, free_port()) for name in names]
    stage = Stage(folder, servers, url, settings)
    try:
        stage.start()
        yield stage
    finally:
        stage.kill()
        stage.history.save(folder / "history.jsonl")
