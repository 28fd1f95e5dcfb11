"""A defect ends the program: Qt would print an exception of a slot and go on without it.

The supervisor starts the program again; a kiosk that goes on half-alive would cost a visitor more.
"""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtCore import QCoreApplication

EXIT_DEFECT = 70  # EX_SOFTWARE of sysexits.h


def crash_loudly() -> None:
    """Print an exception nobody caught, then leave the event loop with `EXIT_DEFECT`."""
    say = sys.excepthook

    def end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        say(kind, error, trace)
        QCoreApplication.exit(EXIT_DEFECT)

    sys.excepthook = end
