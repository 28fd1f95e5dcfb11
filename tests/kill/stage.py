"""The hall servers of a kill test: one on SQLite, or two on one PostgreSQL database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.kill.checker import check
from tests.kill.crowd import Crowd
from tests.kill.history import History
from tests.kill.store import read_store
from tests.unit.hall.server import Server, write_settings


@dataclass(frozen=True, slots=True)
class Stage:
    """Hall servers that share a database, and where that is for those who read past them."""

    folder: Path
    servers: list[Server]
    database_url: str

    def crowd(self, seed: int, history: History, answer_seconds: float = 5.0) -> Crowd:
        """A crowd that knows every server."""
        return Crowd([server.port for server in self.servers], seed, history, answer_seconds)

    def must_have_told_the_truth(self, history: History) -> None:
        """Stop the servers and fail with every breach that the checker finds."""
        history.save(self.folder / "history.jsonl")
        codes = [server.stop() for server in self.servers]
        assert codes == [0] * len(codes), [server.log for server in self.servers]
        breaches = check(history, read_store(self.database_url))
        assert not breaches, "\n".join(str(breach) for breach in breaches[:20])
        assert history.numbered
        assert history.done
        assert history.heard


@contextmanager
def sqlite_stage(folder: Path) -> Iterator[Stage]:
    """One server with its own file."""
    server = Server(folder, write_settings(folder))
    with _running([server]):
        yield Stage(folder, [server], f"sqlite:///{folder / 'hall.db'}")


@contextmanager
def _running(servers: list[Server]) -> Iterator[None]:
    try:
        for server in servers:
            server.start()
        yield
    finally:
        for server in servers:
            server.kill()
