"""What every test promises: no warning, no unexpected log record, nothing left running.

And what the suite promises: it is red for a defect, never for a slow or busy machine.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.helpers.postgres import SESSION_PROCESSES
from tests.helpers.postgres import postgres as postgres  # noqa: PLC0414 - for every test
from tests.helpers.waiting import comes

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.fonts.warning=true")


# The same examples here, on another machine and tomorrow; a slow machine is no defect.
settings.register_profile(
    "same",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# To look for new examples: pytest --hypothesis-profile=new
settings.register_profile("new", settings.get_profile("same"), derandomize=False)
settings.load_profile("same")


#: What a test ended may still be on its way out for this long; what runs on is found after it.
ENDING_SECONDS = 5.0


class _Unexpected(logging.Handler):
    """Collects records of our own rooms from WARNING up, and of everybody from ERROR up."""

    OURS = ("kiosk", "hall", "printing", "ui")

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        ours = record.name.split(".")[0] in self.OURS
        if record.levelno >= (logging.WARNING if ours else logging.ERROR):
            self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning it did not announce with @pytest.mark.logs("text")."""
    expected = [mark.args[0] for mark in request.node.iter_markers("logs")]
    handler = _Unexpected()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    texts = [f"{r.name}: {r.getMessage()}" for r in handler.records]
    surprising = [t for t in texts if not any(e in t for e in expected)]
    assert not surprising, f"unexpected log records: {surprising}"
    missing = [e for e in expected if not any(e in t for t in texts)]
    assert not missing, f"announced log records that never came: {missing}"


@pytest.fixture(autouse=True)
def no_leftover_threads() -> Iterator[None]:
    """Fail a test that leaves a thread of its own running."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before]
    deadline = time.monotonic() + ENDING_SECONDS
    for thread in left:
        thread.join(max(0.0, deadline - time.monotonic()))
    running = [thread.name for thread in left if thread.is_alive()]
    assert not running, f"threads left running: {running}"


@pytest.fixture(autouse=True)
def no_leftover_processes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a child process alive or unreaped, one of the session's excepted."""
    before = _children()
    yield
    before |= request.config.stash.get(SESSION_PROCESSES, set())
    comes(lambda: not _children() - before, ENDING_SECONDS)
    left = _children() - before
    assert not left, f"processes left: { {pid: _name(pid) for pid in left} }"


@pytest.fixture
def qtbot(request: pytest.FixtureRequest, qapp: object) -> Any:
    """pytest-qt's, with the patience of a slow machine."""
    from tests.helpers.patient_bot import PatientBot  # the core is tested without Qt

    return PatientBot(request)


def _children() -> set[str]:
    """The process ids of this process's children, from the kernel: a scan of all would be slow."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {pid for task in tasks for pid in _read(task).split()}


def _name(pid: str) -> str:
    return _read(Path("/proc", pid, "comm")).strip()


def _read(path: Path) -> str:
    """What the kernel says there, nothing when that thread or process has ended meanwhile."""
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""
