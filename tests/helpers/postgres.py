"""A PostgreSQL of the tests' own: on loopback, in its own folder, gone with the test session."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.helpers.ports import free_port
from tests.helpers.waiting import until

READY_SECONDS = 60.0
STOP_SECONDS = 30.0
USER = "mpp"

#: The processes that outlive a test and end with the session.
SESSION_PROCESSES = pytest.StashKey[set[str]]()

#: Our own servers are killed, never PostgreSQL: what it has committed is safe in its memory, and
#: the tests need not wait for a disk. `durable` is for those who measure a commit.
_FAST = ("fsync=off", "full_page_writes=off")


class Cluster:
    """A running PostgreSQL server, which a program may use as its own."""

    def __init__(self, port: int, password: str, pid: int) -> None:
        self.pid = pid
        self._address = f"postgresql://{USER}:{password}@127.0.0.1:{port}"
        self._names = (f"hall_{n}" for n in count(1))

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"{self._address}/{database}"

    def fresh_database(self) -> str:
        """Make an empty database and give its address, `postgresql://…`."""
        name = next(self._names)
        with psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=10) as line:
            line.execute(f"create database {name}".encode())
        return self.url(name)


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """One PostgreSQL for the whole session; each test takes a fresh database of it."""
    with running_cluster() as cluster:
        request.config.stash.setdefault(SESSION_PROCESSES, set()).add(str(cluster.pid))
        yield cluster


@contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Run a PostgreSQL; it ends with the block, and with this process however that ends."""
    # Not pytest's folder: nobody but its owner may look into that, and root is not the owner here.
    folder = Path(tempfile.mkdtemp(prefix="mpp-postgres-"))
    password = secrets.token_hex(8)
    try:
        _make(folder, password)
        port, server = _start(folder, () if durable else _FAST)
        try:
            yield Cluster(port, password, server.pid)
        finally:
            server.send_signal(signal.SIGINT)  # "fast": sessions are ended, nothing is waited for
            try:
                server.wait(STOP_SECONDS)
            finally:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(folder)


def _make(folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, "postgres", "postgres")
    done = subprocess.run(
        [
            *(*_as_another_user(), _program("initdb"), "--pgdata=data", f"--username={USER}"),
            *("--pwfile=password", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"),
            *("--no-sync", "--no-instructions"),
        ],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def _start(folder: Path, options: tuple[str, ...]) -> tuple[int, subprocess.Popen[bytes]]:
    for _ in range(5):
        port = free_port()
        settings = (*options, f"port={port}", "listen_addresses=127.0.0.1")
        settings += ("unix_socket_directories=",)
        with (folder / "log").open("ab") as log:
            server = subprocess.Popen(
                # The server gets the signal when this process ends, be it by kill -9.
                [
                    *(*_as_another_user("--pdeathsig", "INT"), _program("postgres"), "-Ddata"),
                    *(f"-c{setting}" for setting in settings),
                ],
                cwd=folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl+C ends the tests first, then this
            )
        if _ready(folder, server):
            return port, server
    raise AssertionError((folder / "log").read_text())


def _ready(folder: Path, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server takes connections; False when it ended, say for a port just taken."""
    status = folder / "data" / "postmaster.pid"

    def has_said_so() -> bool:
        try:  # its own word: the eighth line of the file
            return status.read_text().splitlines()[7].strip() == "ready"
        except (FileNotFoundError, IndexError):
            return False

    until(lambda: server.poll() is not None or has_said_so(), READY_SECONDS)
    return server.poll() is None


def _as_another_user(*options: str) -> tuple[str, ...]:
    """What runs a program as the user whom Debian's package made: PostgreSQL refuses root."""
    if os.geteuid() == 0:
        options += ("--reuid=postgres", "--regid=postgres", "--init-groups")
    return ("setpriv", *options) if options else ()


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")}


def _program(name: str) -> str:
    """Debian keeps each version's programs in a folder of its own, out of PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: int(f.parent.name))
    found = shutil.which(name, path=os.pathsep.join(str(folder) for folder in reversed(folders)))
    found = found or shutil.which(name)
    assert found, f"{name} is not there: make setup installs PostgreSQL"
    return found
