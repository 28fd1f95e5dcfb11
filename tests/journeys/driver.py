"""A kiosk or board as a real process that a test can touch and read.

The process runs the very wiring of kiosk/__main__.py on Qt's offscreen platform. Beside it stands
a finger and an eye: commands come as JSON lines on standard input, answers go to standard output.
Things are found by their accessible name, as a screen reader would find them; a tap is a touch
event at the middle of what was found. Nothing of this is in the product.

Commands: {"do": "tap", "name": …}, {"do": "wait", "text": …, "seconds": …}, {"do": "names"},
{"do": "grab", "path": …}, {"do": "quit"}.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QPoint, QSocketNotifier, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleInterface, QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

POLL_MS = 15
# A finger does not follow a new page at once; the kiosk ignores taps in its first 300 ms.
FINGER_MS = 400


class Driver(QObject):
    """Obeys the commands of a test on one window."""

    def __init__(self, window: QQuickWindow, quit_program: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._quit = quit_program
        self._finger: QPointingDevice = QTest.createTouchDevice()
        self._pending: dict[str, Any] | None = None
        self._deadline = 0.0
        self._seen_since = 0.0
        self._rest = b""
        os.set_blocking(0, False)
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._readable)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)
        QAccessible.setActive(True)
        self._answer(ready=True)

    def close(self) -> None:
        """Stop looking, before the window goes."""
        self._timer.stop()
        self._notifier.setEnabled(False)

    @Slot()
    def _readable(self) -> None:
        data = os.read(0, 65536)
        if not data:  # the test is gone
            self._quit()
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._obey(json.loads(line))

    def _obey(self, command: dict[str, Any]) -> None:
        match command["do"]:
            case "names":
                self._answer(names=[name for name, _ in self._visible()])
            case "grab":
                self._window.grabWindow().save(command["path"])
                self._answer(ok=True)
            case "quit":
                self._answer(ok=True)
                self._quit()
            case _:
                self._pending = command
                self._deadline = time.monotonic() + command["seconds"]
                self._seen_since = 0.0
                self._timer.start()

    @Slot()
    def _poll(self) -> None:
        assert self._pending is not None
        now = time.monotonic()
        if self._pending["do"] == "wait":
            done = any(self._pending["text"] in name for name, _ in self._visible())
        else:
            done = self._tap_when_rested(self._pending["name"], now)
        if done:
            self._finish(ok=True, at=time.monotonic())
        elif now > self._deadline:
            self._finish(ok=False, names=[name for name, _ in self._visible()])

    def _tap_when_rested(self, name: str, now: float) -> bool:
        found = next((face for label, face in self._visible() if label == name), None)
        if found is None:
            self._seen_since = 0.0
            return False
        if self._seen_since == 0.0:
            self._seen_since = now
        if (now - self._seen_since) * 1000 < FINGER_MS:
            return False
        if not self._takes_touches(found):
            return False
        centre = found.rect().center() - self._window.position()
        self._touch(centre)
        return True

    def _takes_touches(self, face: QAccessibleInterface) -> bool:
        """Whether the kiosk's pauses for trembling fingers are over, on a slow machine too."""
        guard = self._window.findChild(QQuickItem, "guard")
        guarded = guard is not None and guard.isVisible()
        return not guarded and not face.object().property("resting")

    def _touch(self, point: QPoint) -> None:
        QTest.touchEvent(self._window, self._finger).press(0, point, self._window).commit()
        QTest.touchEvent(self._window, self._finger).release(0, point, self._window).commit()

    def _finish(self, **answer: Any) -> None:
        self._timer.stop()
        self._pending = None
        self._answer(**answer)

    def _visible(self) -> Iterator[tuple[str, QAccessibleInterface]]:
        root = QAccessible.queryAccessibleInterface(self._window)
        stack = [root] if root is not None else []
        while stack:
            face = stack.pop()
            state = face.state()
            if state.invisible:
                continue
            name = face.text(QAccessible.Text.Name)
            if name and not face.rect().isEmpty():
                yield name, face
            stack += [face.child(i) for i in reversed(range(face.childCount()))]

    def _answer(self, **answer: Any) -> None:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def start(window: QQuickWindow, quit_program: Callable[[], None]) -> Callable[[], None]:
    """Put a finger and an eye beside a window; what is returned takes them away."""
    return Driver(window, quit_program).close
