"""Announces calls one after the other: spoken to its end, and shown at least eight seconds."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk.domain.announcement import Announcement, AnnouncementQueue
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.wording import Reading
from kiosk.ports import Clock
from ui.voice.call_trace import CallTrace
from ui.voice.sound import Voice

#: How long a called number stays large even when its speech is shorter (UX-41).
SHOWN_SECONDS = 8.0


class Announcer(QObject):
    """Joins the queue of calls with the voice.

    Signals:
        changed: another announcement is on the air now, or none.
    """

    changed = Signal()

    def __init__(  # noqa: PLR0913 - wired in one place, each named
        self,
        voice: Voice,
        clock: Clock,
        reading: Reading,
        *,
        trace: CallTrace | None = None,
        shown_seconds: float = SHOWN_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._voice = voice
        self._clock = clock
        self._reading = reading
        self._trace = trace
        self._queue = AnnouncementQueue()
        self._on_air: Announcement | None = None
        self._speaking = False
        self._started = 0.0
        self._shown = QTimer(
            self,
            singleShot=True,
            interval=round(shown_seconds * 1000),
            timerType=Qt.TimerType.PreciseTimer,
        )
        self._shown.timeout.connect(self._end)
        voice.ended.connect(self._spoken)

    @property
    def on_air(self) -> Announcement | None:
        """What is spoken and shown now; None when it is quiet."""
        return self._on_air

    @property
    def caption(self) -> str:
        """The sentence that is being spoken, "" when it is quiet."""
        return self._on_air.caption(self._reading) if self._on_air else ""

    def offer(self, announcement: Announcement, *, again: bool = False, live: bool = False) -> None:
        """Announce a call when its turn comes, unless it is known already."""
        if self._queue.offer(announcement, again=again, live=live):
            self._next()

    def withdraw(self, number: TicketNumber) -> None:
        """The visitor has come: do not call any more what was not begun."""
        self._queue.withdraw(number)

    def close(self) -> None:
        """Fall silent."""
        self._shown.stop()
        self._voice.close()

    def _next(self) -> None:
        announcement = self._queue.take()
        if announcement is None:
            return
        self._on_air = announcement
        self._speaking = True
        self._started = self._clock.monotonic()
        self._shown.start()
        self._voice.speak(announcement.speech(self._reading))
        self.changed.emit()

    @Slot()
    def _spoken(self) -> None:
        self._speaking = False
        if self._trace is not None and self._on_air is not None:
            speech = self._on_air.speech(self._reading)
            self._trace.write(self._on_air, speech, self._started, self._clock.monotonic())
        self._end()

    @Slot()
    def _end(self) -> None:
        if self._speaking or self._shown.isActive():
            return
        self._on_air = None
        self._queue.done()
        self._next()
        if self._on_air is None:
            self.changed.emit()
