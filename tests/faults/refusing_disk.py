"""A running hall server whose disk refuses for a while: strace answers its writes with an error.

strace cannot begin to refuse later than it begins to trace, so it is attached to the server that
works already. Where the kernel lets only a process's parents trace it (Yama), the server itself
allows it: as a program (`python -m tests.faults.refusing_disk hall ...`) this is `mpp-kiosk` that
anybody of the same user may trace. Nothing here needs a right that an ordinary user lacks.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.unit.hall.server import Server, write_settings

ROOT = Path(__file__).resolve().parents[2]
#: What SQLite writes with, and what the room on the disk is kept and given up with.
_CALLS = "pwrite64,fdatasync,fsync,fallocate,?unlink,unlinkat"
_PR_SET_PTRACER = 0x59616D61
_ANYBODY = ctypes.c_ulong(-1)


class TraceableServer(Server):
    """A hall server that lets itself be traced."""

    def spawn(self) -> None:
        settings = self.folder / "settings.toml"
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.faults.refusing_disk",
                    "hall",
                    "--settings",
                    settings,
                ],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            )


@contextmanager
def traceable_server(folder: Path) -> Iterator[TraceableServer]:
    """A hall server for `refusing_disk`, ended when the block ends."""
    server = TraceableServer(folder, write_settings(folder))
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def refusing_disk(server: TraceableServer, error: str, calls: str = _CALLS) -> Iterator[None]:
    """Let every write of the server fail with `error` (say "EIO") while the block runs."""
    assert server.process is not None
    strace = subprocess.Popen(
        [
            *("strace", "-f", "-p", str(server.process.pid)),
            *("-e", f"trace={calls}", "-e", f"inject={calls}:error={error}"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert strace.stderr is not None
        while "attached" not in (line := strace.stderr.readline()):
            assert line, "strace could not attach"
        yield
    finally:
        strace.terminate()
        strace.communicate(timeout=30)


def main() -> int:
    """Be `mpp-kiosk`, with leave to be traced; without Yama nobody needs it."""
    from kiosk.__main__ import main as mpp_kiosk

    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANYBODY, 0, 0, 0)
    return mpp_kiosk()


if __name__ == "__main__":
    sys.exit(main())
