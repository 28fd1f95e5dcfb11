"""The kiosk's screens: how soon a touch shows, how soon a screen comes, what 500 screens cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.table import Table, percentile

if TYPE_CHECKING:
    from tests.helpers.kiosk_window import KioskWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

TOUCHES = 100
SCREENS = 500
SIGNALS = 5_000


def run() -> list[Table]:
    """Measure on the software renderer, 1080 x 1920, in processes of their own."""
    return [_speed(), _memory()]


def _speed() -> Table:
    table = Table("Touch to frame, software renderer", ("step", "n", "p50 ms", "p95 ms"))
    measured = json.loads(_run("-m", "benchmarks.bench_ui"))
    for step, milliseconds in measured.items():
        quick, slow = percentile(milliseconds, 0.5), percentile(milliseconds, 0.95)
        table.add(step, len(milliseconds), quick, slow)
    return table


def _memory() -> Table:
    told = json.loads(_run("-m", "tests.helpers.soak", str(SCREENS), str(SIGNALS)))
    table = Table(f"Memory over {SCREENS} screens, {SIGNALS:,} signals", ("screens", "RSS MB"))
    looks = told["memory_mb"]
    for look in (0, 1, 2, len(looks) // 2, len(looks) - 1):
        table.add(look * SCREENS // (len(looks) - 1), looks[look])
    return table


def _run(*arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stdout


# --- in the measured process --------------------------------------------------------------------


def _measure() -> dict[str, list[float]]:
    from PySide6.QtGui import QGuiApplication

    from tests.helpers.kiosk_window import kiosk_window

    found: dict[str, list[float]] = {"touch to pressed button": [], "tap to next screen": []}
    with kiosk_window(QGuiApplication([])) as kiosk:
        for _ in range(TOUCHES):
            kiosk.go("home")
            kiosk.wait_for_guard()
            door = kiosk.target("Ambil nomor antrean")
            middle = door.mapToScene(door.boundingRect().center()).toPoint()
            pressed = _until_frame(kiosk, partial(kiosk.finger.press, middle))
            shown = _until_frame(kiosk, partial(kiosk.finger.release, middle))
            found["touch to pressed button"].append(pressed)
            found["tap to next screen"].append(shown)
    return found


def _until_frame(kiosk: KioskWindow, act: Callable[[], None]) -> float:
    """Milliseconds from an act to the next frame on the glass."""
    from PySide6.QtCore import QEventLoop

    frames: list[float] = []
    seen = kiosk.window.frameSwapped.connect(lambda: frames.append(time.perf_counter()))
    begun = time.perf_counter()
    act()
    loop = QEventLoop()
    while not frames:
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    kiosk.window.frameSwapped.disconnect(seen)
    return (frames[0] - begun) * 1000


if __name__ == "__main__":
    json.dump(_measure(), sys.stdout)
