"""SIGINT and SIGTERM end a Qt program in order, with exit code 0.

Python runs its signal handlers only between byte codes, and a Qt event loop at rest runs none. So
the interpreter writes each signal's number to a socket, and the event loop wakes up for it.
"""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Slot


class QuitOnSignal(QObject):
    """Quits the application on SIGINT or SIGTERM; `restore` gives the signals back."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__()
        self._app = app
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._woken)
        self._old_fd = signal.set_wakeup_fd(self._writer.fileno())
        self._old = {
            number: signal.signal(number, lambda *_: None)
            for number in (signal.SIGINT, signal.SIGTERM)
        }

    @Slot()
    def _woken(self) -> None:
        self._reader.recv(64)
        self._app.quit()

    def restore(self) -> None:
        """Put back the handlers that were there before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._old_fd)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()
