"""The voice of a board: one announcement at a time, with an end that always comes.

Without a device, without the sound library or without clips the board stays mute and keeps the
same pace, so that what is shown does not depend on what is heard.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    SignalInstance,
    Slot,
    qInstallMessageHandler,
)

from ui.voice.clips import Clips, Speech

_LOG = logging.getLogger(__name__)

#: A device that has not said the last word this long after its time is taken for dead.
PATIENCE_SECONDS = 5.0


class Voice(QObject):
    """Something that speaks.

    Signals:
        ended: the speech is over; exactly once for each `speak`, never after `close`.
    """

    ended = Signal()

    def speak(self, speech: Speech) -> None:
        """Begin to speak; not before the last speech has ended."""
        raise NotImplementedError

    def close(self) -> None:
        """Fall silent at once."""
        raise NotImplementedError


class RecordingVoice(Voice):
    """Keeps what it should have spoken; it ends a speech when a test says so."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.spoken: list[Speech] = []
        self.speaking = False

    def speak(self, speech: Speech) -> None:
        """Keep the speech."""
        if self.speaking:
            raise AssertionError("two announcements at once")
        self.speaking = True
        self.spoken.append(speech)

    def finish(self) -> None:
        """End the speech that is being spoken."""
        if not self.speaking:
            raise AssertionError("nothing is being spoken")
        self.speaking = False
        self.ended.emit()

    def close(self) -> None:
        """Forget the speech that is being spoken."""
        self.speaking = False


class Output(Protocol):
    """What a voice needs of a sound device (ui.voice.audio_output.AudioOutput)."""

    ended: SignalInstance
    failed: SignalInstance

    def ready(self) -> bool:
        """Whether sound can be played now."""

    def play(self, sound: bytes) -> bool:
        """Begin to play; False when it cannot."""

    def stop(self) -> None:
        """Fall silent, without signals."""


class ClipVoice(Voice):
    """Speaks joined clips on an output, or keeps their time in silence where there is none."""

    def __init__(self, clips: Clips, output: Output | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clips = clips
        self._output = output
        self._heard = output is not None and output.ready()
        self._playing = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._timed_out)
        if output is not None:
            output.ended.connect(self._end)
            output.failed.connect(self._lost)

    def speak(self, speech: Speech) -> None:
        """Speak on the output, else keep the time of the speech."""
        sound = self._clips.join(speech)
        milliseconds = round(self._clips.seconds(sound) * 1000)
        self._playing = self._output is not None and self._output.play(sound)
        if self._output is not None:
            self._note(heard=self._playing)
        self._timer.start(milliseconds + (_PATIENCE_MS if self._playing else 0))

    def close(self) -> None:
        """Fall silent at once."""
        self._timer.stop()
        self._playing = False
        if self._output is not None:
            self._output.stop()

    @Slot()
    def _end(self) -> None:
        self.close()
        self.ended.emit()

    @Slot()
    def _timed_out(self) -> None:
        if self._playing:  # the device has swallowed the end
            self._note(heard=False)
        self._end()

    @Slot()
    def _lost(self) -> None:
        """The device went away in the middle: the text keeps the rest of its time."""
        self._playing = False
        self._note(heard=False)
        self._timer.start(max(0, self._timer.remainingTime() - _PATIENCE_MS))

    def _note(self, *, heard: bool) -> None:
        if heard != self._heard:
            self._heard = heard
            _LOG.info("calls are spoken again" if heard else MUTE)


MUTE = "no sound device: calls are shown, not spoken"
_PATIENCE_MS = round(PATIENCE_SECONDS * 1000)


def open_voice(
    folder: Path, *, sound: bool, find: Callable[[int], Output | None] | None = None
) -> ClipVoice:
    """The voice of the clips in `folder`; says in the log, once, when it will not be heard."""
    clips = Clips.read(folder)
    output = (find or find_output)(clips.rate) if sound else None
    return ClipVoice(clips, output)


def find_output(rate: int) -> Output | None:
    """The machine's default output; None without the sound library."""
    with _qt_kept_quiet() as said:
        try:
            from ui.voice.audio_output import AudioOutput
        except ImportError as error:
            _LOG.info("%s (%s)", MUTE, error)
            return None
        output = AudioOutput(rate)
        ready = output.ready()
    if not ready:
        _LOG.info("%s (%s)", MUTE, "; ".join(said) or "none is plugged in")
    return output


@contextmanager
def _qt_kept_quiet() -> Iterator[list[str]]:
    """Collect what Qt says meanwhile: looking for sound, it warns of every library it lacks."""
    said: list[str] = []

    def keep(_kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        if context.category in {None, "default"}:
            said.append(text or "")

    previous = qInstallMessageHandler(keep)
    try:
        yield said
    finally:
        qInstallMessageHandler(previous)
