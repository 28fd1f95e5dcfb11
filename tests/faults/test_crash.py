"""A defect anywhere ends a program with a screen: exit code 70, the traceback on its log."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ui.crash import EXIT_DEFECT

PROGRAM = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QTimer
from ui.crash import CrashLoudly
app = QCoreApplication([])
crash = CrashLoudly()
def defect():
    raise KeyError("a defect")
if sys.argv[1] == "slot":
    QTimer.singleShot(0, defect)
else:
    QTimer.singleShot(0, threading.Thread(target=defect).start)
code = app.exec()
crash.restore()
sys.exit(code)
"""


@pytest.mark.parametrize("where", ["slot", "thread"])
def test_a_defect_ends_the_program_and_is_told(where: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, where],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == EXIT_DEFECT
    assert "KeyError: 'a defect'" in done.stderr
