"""A board speaks one call at a time and every call ends, heard or not."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

from ui.voice.clips import BREATH_SECONDS, GAP_SECONDS, TAIL_SECONDS, Clips, Speech
from ui.voice.sound import MUTE, ClipVoice, RecordingVoice, find_output, open_voice

SOUNDS = Path(__file__).resolve().parents[3] / "assets" / "sounds" / "id"
RATE = 1_000
CLIPS = Clips({"a": b"\1\1" * 20, "b": b"\2\2" * 30}, RATE)
SPEECH: Speech = (("a",), ("a", "b"))


class Loudspeaker(QObject):
    """A sound device without sound: it plays when it is plugged in, and ends when it is told."""

    ended = Signal()
    failed = Signal()

    def __init__(self, *, plugged: bool = True) -> None:
        super().__init__()
        self.plugged = plugged
        self.played: list[bytes] = []
        self.playing = False

    def ready(self) -> bool:
        return self.plugged

    def play(self, sound: bytes) -> bool:
        if self.plugged:
            self.played.append(sound)
        self.playing = self.plugged
        return self.plugged

    def stop(self) -> None:
        self.playing = False

    def finish(self) -> None:
        self.playing = False
        self.ended.emit()

    def unplug(self) -> None:
        self.plugged = self.playing = False
        self.failed.emit()


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def test_clips_are_joined_with_gaps_between_words_and_breaths_between_parts() -> None:
    a, b = b"\1\1" * 20, b"\2\2" * 30
    gap, breath, tail = map(silence, (GAP_SECONDS, BREATH_SECONDS, TAIL_SECONDS))
    sound = CLIPS.join(SPEECH)
    assert sound == a + breath + a + gap + b + tail
    assert CLIPS.seconds(sound) == pytest.approx(0.07 + BREATH_SECONDS + GAP_SECONDS + TAIL_SECONDS)


def test_a_speech_is_played_whole_and_ends_when_the_device_has_said_it(qtbot: QtBot) -> None:
    device = Loudspeaker()
    voice = ClipVoice(CLIPS, device)
    ends: list[bool] = []
    voice.ended.connect(lambda: ends.append(device.playing))
    voice.speak(SPEECH)
    assert device.played == [CLIPS.join(SPEECH)]
    assert ends == []
    device.finish()
    assert ends == [False]
    assert not any(timer.isActive() for timer in voice.findChildren(QTimer))


def test_without_a_device_the_text_keeps_the_time_of_the_speech(qtbot: QtBot) -> None:
    voice = ClipVoice(CLIPS, None)
    with qtbot.waitSignal(voice.ended):
        voice.speak(SPEECH)
        (timer,) = voice.findChildren(QTimer)
        assert timer.isActive()
        assert timer.interval() == round(CLIPS.seconds(CLIPS.join(SPEECH)) * 1_000)


def test_a_closed_voice_ends_nothing_any_more(qtbot: QtBot) -> None:
    device = Loudspeaker()
    voice = ClipVoice(CLIPS, device)
    ends: list[None] = []
    voice.ended.connect(lambda: ends.append(None))
    voice.speak(SPEECH)
    voice.close()
    assert not device.playing
    assert not any(timer.isActive() for timer in voice.findChildren(QTimer))
    assert ends == []


def test_the_recording_voice_keeps_each_speech_and_refuses_two_at_once() -> None:
    voice = RecordingVoice()
    voice.speak(SPEECH)
    with pytest.raises(AssertionError, match="at once"):
        voice.speak(SPEECH)
    voice.finish()
    with pytest.raises(AssertionError, match="nothing"):
        voice.finish()
    assert voice.spoken == [SPEECH]


def test_this_machine_finds_its_voice_or_says_once_that_it_has_none(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    voice = open_voice(SOUNDS, sound=True, find=find_output)
    with qtbot.waitSignal(voice.ended):
        voice.speak((("nol",),))
    with qtbot.waitSignal(voice.ended):
        voice.speak((("nol",),))
    said = [record.message for record in caplog.records if record.message.startswith(MUTE)]
    output = find_output(22_050)
    assert output is not None
    assert len(said) == (0 if output.ready() else 1)


def test_sound_turned_off_asks_for_no_device_and_says_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)

    def never(_: int) -> Loudspeaker:
        raise AssertionError("asked for a device")

    open_voice(SOUNDS, sound=False, find=never)
    assert caplog.records == []
