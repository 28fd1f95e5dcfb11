"""Real processes with a clock of their own: a wall clock that jumps, a wrong time zone.

As a program (`python -m tests.faults.clock_servers SETTINGS`) it is the hall server of a machine
that was started long ago, as halls' machines mostly are: no time server is waited for any more.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hall.server import run
from kiosk.clock import SETTLING_SECONDS, SteadyClock, steady_seconds
from kiosk.settings import read_settings
from tests.unit.hall.server import Server, write_settings

ROOT = Path(__file__).resolve().parents[2]


class WallClock:
    """The wall clock of processes started with `env`; only theirs, and only the wall's."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "wall-clock"
        self.jump(timedelta(0))

    @property
    def env(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": _library(),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_RESET": "1",
        }

    def jump(self, to: timedelta) -> None:
        """Set the wall clock so far from the true time."""
        written = self._file.with_suffix(".new")
        written.write_text(f"{to.total_seconds():+.0f}")
        written.replace(self._file)


def _library() -> str:
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    assert found, "the Debian package libfaketime is missing: make setup installs it"
    return str(found[0])


class ClockServer(Server):
    """A hall server whose process has an environment of its own."""

    def __init__(
        self, folder: Path, port: int, env: Mapping[str, str], *, long_up: bool = False
    ) -> None:
        super().__init__(folder, port)
        self._env = env
        settings = folder / "settings.toml"
        self._program = ["kiosk", "hall", "--settings", str(settings)]
        if long_up:
            self._program = ["tests.faults.clock_servers", str(settings)]

    def spawn(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self._program],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | dict(self._env),
            )

    def start_at(self, at: datetime, **changes: Any) -> None:
        """Start once more, with the hall's time at `at`."""
        write_settings(self.folder, at=at, port=self.port, **changes)
        self.start()


@contextmanager
def clock_server(
    folder: Path, env: Mapping[str, str], *, long_up: bool = False, **changes: Any
) -> Iterator[ClockServer]:
    """A hall server with `env`, ended when the block ends."""
    server = ClockServer(folder, write_settings(folder, **changes), env, long_up=long_up)
    server.start()
    try:
        yield server
    finally:
        server.kill()


class KioskProcess:
    """A whole kiosk that does what it is told; see tests.faults.whole_kiosk."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def do(self, *commands: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        for command in commands:
            self._process.stdin.write(command + "\n")
            self._process.stdin.flush()
            assert self._process.stdout.readline(), self._process.communicate()

    def end(self) -> None:
        _, errors = self._process.communicate(timeout=60)
        assert self._process.returncode == 0, errors


@contextmanager
def kiosk_process(
    folder: Path, hall: Server, shift: timedelta, env: Mapping[str, str]
) -> Iterator[KioskProcess]:
    """Kiosk kiosk-1 with `env`, ended in order when the block ends."""
    url = f"http://127.0.0.1:{hall.port}"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.faults.whole_kiosk",
            str(folder),
            url,
            str(shift.total_seconds()),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | dict(env),
        text=True,
    )
    kiosk = KioskProcess(process)
    try:
        assert process.stdout is not None
        assert process.stdout.readline(), process.communicate()
        yield kiosk
        kiosk.end()
    finally:
        process.kill()
        process.wait()


def main() -> int:
    """Serve the hall of the settings named on the command line."""
    logging.basicConfig(level=logging.INFO)
    settings = read_settings(Path(sys.argv[1]), os.environ)
    assert settings.hall is not None
    shift = timedelta(seconds=settings.clock_shift_seconds)
    clock = SteadyClock(shift, steady=lambda: SETTLING_SECONDS + steady_seconds())
    return run(settings.hall, clock)


if __name__ == "__main__":
    sys.exit(main())
