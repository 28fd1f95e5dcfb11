"""A qtbot for slow, busy machines: what must come may take its time."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

#: A deadline, never a measure: what comes at all comes long before it.
PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits twelve times as long as pytest-qt does where a test names no deadline of its own."""

    def waitUntil(self, callback: Any, *, timeout: int = PATIENCE_MS) -> None:  # noqa: N802
        """Wait until the condition is true."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:  # noqa: N802
        """Wait for a signal."""
        return super().waitSignal(signal, timeout=timeout, **more)
