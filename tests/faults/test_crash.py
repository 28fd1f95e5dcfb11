"""A defect anywhere ends a program with a screen: exit code 70, the traceback on its log."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.ports import free_port
from ui.crash import EXIT_DEFECT

ROOT = Path(__file__).resolve().parents[2]
WAKE = "Sentuh layar untuk mulai. Touch the screen to begin"
SETTINGS = """
[kiosk]
id = "kiosk-1"
letter = "X"
data = "kiosk-data"
hall_url = "http://127.0.0.1:{port}"
token = "none"
printer = {{ kind = "none" }}
"""

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
        timeout=120,
        check=False,
    )
    assert done.returncode == EXIT_DEFECT
    assert "KeyError: 'a defect'" in done.stderr


def test_a_screen_that_does_not_load_ends_the_kiosk(tmp_path: Path) -> None:
    """An empty page would stand there until somebody came; a restart comes at once."""
    for room in ("kiosk", "printing", "ui"):
        shutil.copytree(ROOT / room, tmp_path / room)
    for room in ("assets", "tests", "hall"):
        (tmp_path / room).symlink_to(ROOT / room)
    (tmp_path / "ui/qml/Kiosk/Screens/HomeScreen.qml").write_text("import QtQuick\nItem {")
    settings = tmp_path / "settings.toml"
    settings.write_text(SETTINGS.format(port=free_port()))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.screen", "kiosk", "--settings", str(settings)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as kiosk:
        assert kiosk.stdin is not None
        assert kiosk.stderr is not None
        kiosk.stdin.write(json.dumps({"do": "tap", "name": WAKE, "seconds": 120}) + "\n")
        kiosk.stdin.flush()
        code, said = kiosk.wait(120), kiosk.stderr.read()
    assert code == EXIT_DEFECT, said
    assert "HomeScreen.qml did not load" in said
