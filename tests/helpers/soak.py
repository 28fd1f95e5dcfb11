"""Walks a kiosk through many screens while the hall talks, and tells what it cost (JSON).

`python -m tests.helpers.soak SCREENS SIGNALS`. Serves the soak test and the benchmark.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field, replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from tests.helpers.kiosk_window import KioskWindow, kiosk_window, sample, sample_snapshot

#: Screens as a visitor meets them; "" goes home.
WALK = (
    ("home", ""),
    ("agencies", ""),
    ("services", "dukcapil"),
    ("service", "dukcapil.ktp-ganti"),
    ("take-number", "dukcapil.ktp-ganti"),
    ("check-application", ""),
)
EVERY = 50  # screens between two looks at the memory


@dataclass
class Told:
    """What was done and what it cost; the first look is before the first screen."""

    screens: int = 0
    signals: int = 0
    memory_mb: list[float] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)


class Soak(QObject):
    """Shows the next screen and lets the hall talk, one step a turn of the event loop."""

    def __init__(self, kiosk: KioskWindow, screens: int, signals: int) -> None:
        super().__init__()
        self.told = Told()
        self._kiosk = kiosk
        self._screens = screens
        self._talk = signals // screens
        self._process = psutil.Process()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    @Slot()
    def step(self) -> None:
        """One screen; at the end of a walk the visitor leaves."""
        if self.told.screens % EVERY == 0:
            self._look()
        if self.told.screens == self._screens:
            self._timer.stop()
            QGuiApplication.quit()
            return
        screen, argument = WALK[self.told.screens % len(WALK)]
        shell = self._kiosk.shell
        if screen == "home":
            shell.session.end()
            shell.session.wake()
            shell.navigator.home()
        else:
            shell.navigator.go(screen, argument)
        for _ in range(self._talk):
            self._hall_talks()
        self._kiosk.window.grabWindow()
        self.told.screens += 1

    def _hall_talks(self) -> None:
        self.told.signals += 1
        turn = self.told.signals
        snapshot = sample_snapshot(turn)
        queues = tuple(replace(q, waiting=(q.waiting + turn) % 9) for q in snapshot.queues)
        self._kiosk.shell.live.on_snapshot(replace(snapshot, queues=queues))

    def _look(self) -> None:
        QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.told.memory_mb.append(round(self._process.memory_info().rss / 1e6, 1))
        if self.told.screens % len(WALK) == EVERY % len(WALK) or not self.told.objects:
            self.told.objects.append(len(self._kiosk.window.findChildren(QObject)))


def soak(app: QGuiApplication, screens: int, signals: int) -> Told:
    """Run a soak under the application's own event loop."""
    sample()
    with kiosk_window(app) as kiosk:
        running = Soak(kiosk, screens, signals)
        app.exec()
    return running.told


if __name__ == "__main__":
    told = soak(QGuiApplication([]), int(sys.argv[1]), int(sys.argv[2]))
    json.dump(told.__dict__, sys.stdout)
