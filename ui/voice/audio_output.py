"""Sound on the machine's default output, through Qt's raw audio sink (no FFmpeg needed).

Imported only when a board speaks: on a machine without the sound library the import itself fails.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal, Slot
from PySide6.QtMultimedia import QAudio, QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices


class AudioOutput(QObject):
    """Plays one piece of sound at a time, mono 16 bit.

    Signals:
        ended: the last sample has left the device.
        failed: the device went away; `ended` will not come.
    """

    ended = Signal()
    failed = Signal()

    def __init__(self, rate: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._format = QAudioFormat()
        self._format.setSampleRate(rate)
        self._format.setChannelCount(1)
        self._format.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._buffer = QBuffer(self)
        self._sink: QAudioSink | None = None

    def ready(self) -> bool:
        """Whether there is a device that takes this sound, now."""
        return self._usable(QMediaDevices.defaultAudioOutput())

    def play(self, sound: bytes) -> bool:
        """Begin to play; False when no device takes it."""
        device = QMediaDevices.defaultAudioOutput()
        if not self._usable(device):
            return False
        self._buffer.setData(QByteArray(sound))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, self._format, self)
        self._sink.stateChanged.connect(self._changed)
        self._sink.start(self._buffer)
        return self._sink is not None  # it may have failed at once

    def stop(self) -> None:
        """Fall silent; neither signal comes any more."""
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.stateChanged.disconnect(self._changed)
            sink.stop()
            sink.deleteLater()
        self._buffer.close()

    def _usable(self, device: QAudioDevice) -> bool:
        return not device.isNull() and device.isFormatSupported(self._format)

    @Slot(QAudio.State)
    def _changed(self, state: QAudio.State) -> None:
        if state is QAudio.State.IdleState and self._buffer.atEnd():
            self.stop()
            self.ended.emit()
        elif state in {QAudio.State.IdleState, QAudio.State.StoppedState}:
            self.stop()
            self.failed.emit()
