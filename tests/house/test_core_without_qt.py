"""What a kiosk and a hall server know runs with Qt uninstalled; screens are one room of many."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = ("tests/unit/domain", "tests/unit/kiosk", "tests/unit/printing", "tests/unit/hall")


def _without_qt(*arguments: str) -> subprocess.CompletedProcess[str]:
    paths = (str(ROOT / "tests/house/without_qt"), str(ROOT))
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("module", ["PySide6.QtCore", "shiboken6"])
def test_qt_really_cannot_be_imported(module: str) -> None:
    tried = _without_qt("-c", f"import {module}")
    assert "ModuleNotFoundError" in tried.stderr


@pytest.mark.timeout(900)
def test_the_core_keeps_its_promises_without_qt() -> None:
    folders = [folder for folder in CORE if (ROOT / folder).is_dir()]
    ran = _without_qt(
        *("-m", "pytest", "-q", "-p", "no:pytest-qt", "-p", "no:cacheprovider"),
        *("-o", "addopts=--strict-markers --import-mode=importlib"),
        *("-W", "ignore:Unknown config option"),
        *folders,
    )
    assert ran.returncode == 0, ran.stdout[-5_000:] + ran.stderr[-2_000:]
    assert " passed" in ran.stdout
