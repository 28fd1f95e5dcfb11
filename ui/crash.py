"""A defect ends the program: in a slot Qt would print it and go on, in a thread Python would.

The supervisor starts the program again; a kiosk that goes on half-alive would cost a visitor more.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

EXIT_DEFECT = 70  # EX_SOFTWARE of sysexits.h


class CrashLoudly(QObject):
    """Prints an exception nobody caught and leaves the event loop with `EXIT_DEFECT`.

    Covers the GUI thread and every thread of Python's threading; `restore` gives the hooks back.
    """

    _crashed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._crashed.connect(self._leave, Qt.ConnectionType.QueuedConnection)
        self._say, self._say_of_thread = sys.excepthook, threading.excepthook
        sys.excepthook = self._caught_nowhere
        threading.excepthook = self._caught_nowhere_in_thread

    def restore(self) -> None:
        """Put back the hooks that were there before."""
        sys.excepthook, threading.excepthook = self._say, self._say_of_thread

    def _caught_nowhere(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._say(kind, error, trace)
        self._crashed.emit()

    def _caught_nowhere_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        self._say_of_thread(arguments)
        self._crashed.emit()

    @Slot()
    def _leave(self) -> None:
        QCoreApplication.exit(EXIT_DEFECT)
