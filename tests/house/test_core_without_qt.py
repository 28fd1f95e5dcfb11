"""`make test` runs the core where Qt cannot be imported; here is the proof that it cannot."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("module", ["PySide6.QtCore", "shiboken6"])
def test_qt_really_cannot_be_imported_there(module: str) -> None:
    tried = subprocess.run(
        [sys.executable, "-c", f"import {module}"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests/house/without_qt")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "ModuleNotFoundError" in tried.stderr


def test_make_test_runs_every_core_folder_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    core = re.search(r"^CORE := (.*)$", makefile, re.MULTILINE)
    assert core is not None
    assert core[1].split() == ["tests/unit/kiosk", "tests/unit/printing", "tests/unit/hall"]
    assert "PYTHONPATH=tests/house/without_qt:. $(PYTHON) -m pytest" in makefile
