"""One visitor's stay at the kiosk: when nobody answers any more, everything personal goes.

    asleep --wake--> awake --limit--> warned --warning--> ended: all wipes, then asleep
                       ^                 |
                       +-----go on-------+

Limits are UX-21 and UX-22; they are three times as long with the largest text (UX-24). While the
kiosk sleeps no timer runs. A machine's own sleep is silence too: Qt's timers stand still meanwhile,
so a stay is looked at every two seconds, and a touch that comes after the end does not prolong it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ports import Clock
from kiosk.settings import KioskSettings

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SLOW_FACTOR = 3
_LOOK_MS = 2000


@dataclass(frozen=True, slots=True)
class IdleLimits:
    """Seconds without a touch until the warning, and seconds of warning."""

    limit: float
    warning: float

    @property
    def whole(self) -> float:
        """Seconds without a touch until the end."""
        return self.limit + self.warning

    def times(self, factor: int) -> IdleLimits:
        """Both, longer for a slow visitor."""
        return IdleLimits(self.limit * factor, self.warning * factor)


@QmlElement
class Session(QObject):
    """Counts the silence, warns, and ends a stay by the one function that wipes everything.

    Signals:
        changed: awake, warned or the count is different now.
        ended: the stay is over and everything is wiped.
    """

    changed = Signal()
    ended = Signal()

    def __init__(
        self, clock: Clock, settings: KioskSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._usual = IdleLimits(settings.idle_seconds, settings.idle_warning_seconds)
        self._private = IdleLimits(
            settings.personal_idle_seconds, settings.personal_warning_seconds
        )
        self._personal = False
        self._slow = False
        self._awake = False
        self._last = clock.monotonic()
        self._seconds_left = 0
        self._wipes: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.check)

    def on_end(self, wipe: Callable[[], None]) -> None:
        """Have `wipe` called at the end of every stay, in the order of registration."""
        self._wipes.append(wipe)

    @Property(bool, notify=changed)
    def awake(self) -> bool:
        """Whether a visitor is there."""
        return self._awake

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        """Seconds until the stay ends by itself; 0 while nobody has to be asked."""
        return self._seconds_left

    @Slot()
    def wake(self) -> None:
        """A visitor is there."""
        self._awake = True
        self._last = self._clock.monotonic()
        self.check()

    @Slot()
    def goOn(self) -> None:
        """The visitor answered the question."""
        self.touch()

    def activity(self) -> None:
        """The screen was touched; while the question stands, only its own buttons answer it."""
        if not self._seconds_left:
            self.touch()
        else:
            self.check()

    def touch(self) -> None:
        """The visitor is there: count the silence from now, unless it was too long already."""
        if self._silent() < self._limits().whole:
            self._last = self._clock.monotonic()
        self.check()

    @Slot()
    def end(self) -> None:
        """The visitor has left: wipe everything and sleep."""
        self._awake = False
        self._timer.stop()
        self._say(0)
        for wipe in self._wipes:
            wipe()
        self.ended.emit()

    def set_personal(self, personal: bool) -> None:
        """Whether the screen in front shows something personal."""
        self._personal = personal
        self.touch()

    def set_slow(self, slow: bool) -> None:
        """Whether the visitor needs more time."""
        self._slow = slow
        self.touch()

    @Slot()
    def check(self) -> None:
        """Look at the clock: warn, count down, end, or wait on."""
        if not self._awake:
            return
        limits, silent = self._limits(), self._silent()
        if silent >= limits.whole:
            self.end()
        elif silent >= limits.limit:
            left = limits.whole - silent
            self._say(ceil(left))
            self._timer.start(ceil((left - ceil(left) + 1) * 1000))
        else:
            self._say(0)
            self._timer.start(min(_LOOK_MS, ceil((limits.limit - silent) * 1000)))

    def _limits(self) -> IdleLimits:
        limits = self._private if self._personal else self._usual
        return limits.times(SLOW_FACTOR if self._slow else 1)

    def _silent(self) -> float:
        return self._clock.monotonic() - self._last

    def _say(self, seconds_left: int) -> None:
        self._seconds_left = seconds_left
        self.changed.emit()
