"""Fault F46: a board whose device, sound library or clips are missing shows what it cannot say."""

from __future__ import annotations

import logging
import shutil
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.ui.test_sound import CLIPS, SOUNDS, SPEECH, Loudspeaker
from ui.voice import sound
from ui.voice.clips import MISSING_SECONDS, Clips
from ui.voice.sound import MUTE, ClipVoice, find_output, open_voice


def test_a_device_pulled_out_in_the_middle_leaves_the_pace_as_it_was(qtbot: QtBot) -> None:
    device = Loudspeaker()
    voice = ClipVoice(CLIPS, device)
    with qtbot.waitSignal(voice.ended):
        voice.speak(SPEECH)
        device.unplug()


def test_each_change_of_the_device_is_said_once(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    device = Loudspeaker()
    voice = ClipVoice(CLIPS, device)
    for plugged in (True, False, False, True, True):
        device.plugged = plugged
        with qtbot.waitSignal(voice.ended):
            voice.speak(SPEECH)
            if plugged:
                device.finish()
    assert [record.message for record in caplog.records] == [MUTE, "calls are spoken again"]


def test_a_device_that_never_ends_is_taken_for_dead(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(sound, "_PATIENCE_MS", 50)
    device = Loudspeaker()
    voice = ClipVoice(CLIPS, device)
    with qtbot.waitSignal(voice.ended):
        voice.speak(SPEECH)
    assert not device.playing
    assert [record.message for record in caplog.records] == [MUTE]


def test_without_the_sound_library_the_board_is_mute_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setitem(
        sys.modules, "ui.voice.audio_output", None
    )  # what a missing libpulse0 leads to
    assert find_output(22_050) is None
    assert len(caplog.records) == 1
    assert caplog.records[0].message.startswith(MUTE)


@pytest.mark.logs("no voice")
@pytest.mark.parametrize("manifest", [None, "", "[]", '{"clips": {}}', '{"clips": {"a": 1}}'])
def test_without_a_manifest_the_pace_is_kept(manifest: str | None, tmp_path: Path) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    clips = Clips.read(tmp_path)
    assert clips.seconds(clips.join((("chime",),))) >= MISSING_SECONDS
    assert not any(clips.join((("chime",),)))


@pytest.mark.logs("tiga")
def test_a_broken_clip_is_silent_and_the_others_are_heard(tmp_path: Path) -> None:
    shutil.copytree(SOUNDS, tmp_path / "id")
    (tmp_path / "id" / "tiga.wav").write_bytes(b"RIFF????WAVEjunk")
    clips = Clips.read(tmp_path / "id")
    assert not any(clips.join((("tiga",),)))
    assert any(clips.join((("dua",),)))


@pytest.mark.logs("no voice")
def test_a_board_without_clips_still_ends_its_calls(qtbot: QtBot, tmp_path: Path) -> None:
    voice = open_voice(tmp_path, sound=False)
    with qtbot.waitSignal(voice.ended):
        voice.speak((("chime",),))
