"""Calls follow one another: each spoken to its end, shown long enough, and written down."""

from __future__ import annotations

import itertools
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from kiosk.clock import SystemClock
from kiosk.domain.announcement import Announcement
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.wording import Reading
from ui.voice.announcer import SHOWN_SECONDS, Announcer
from ui.voice.call_trace import CallTrace
from ui.voice.clips import Clips
from ui.voice.sound import ClipVoice, RecordingVoice

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def announcement(number: str, counter: int, seconds: int = 0) -> Announcement:
    return Announcement(TicketNumber.parse(number), counter, NINE + timedelta(seconds=seconds))


def announcer(voice: RecordingVoice, shown_seconds: float = 0.0) -> Announcer:
    return Announcer(voice, SystemClock(), Reading.DIGITS, shown_seconds=shown_seconds)


def test_calls_of_one_moment_are_spoken_one_after_the_other_without_overlap(
    qtbot: QtBot, tmp_path: Path
) -> None:
    trace = CallTrace(tmp_path / "calls.jsonl")
    words = ("chime", "nomor-antrean", "silakan-menuju-loket", "nol", "satu", "dua", *"abd")
    short = Clips(dict.fromkeys(words, b"\1\0" * 200))
    voice = ClipVoice(short, None)  # in real time, on no device
    speaker = Announcer(voice, SystemClock(), Reading.DIGITS, trace=trace, shown_seconds=0.0)
    speaker.offer(announcement("A001", 1))
    speaker.offer(announcement("B001", 2))
    speaker.offer(announcement("D001", 1, seconds=1), again=True)
    qtbot.waitUntil(lambda: speaker.on_air is None)
    trace.close()
    lines = [json.loads(line) for line in (tmp_path / "calls.jsonl").read_text().splitlines()]
    assert [line["number"] for line in lines] == ["A001", "D001", "B001"]
    assert lines[0]["counter"] == 1
    sentence = ["nomor-antrean", "a", "nol", "nol", "satu", "silakan-menuju-loket", "satu"]
    assert lines[0]["clips"] == ["chime", *sentence, *sentence]
    for line in lines:
        assert line["ended"] - line["started"] > 1.0
    for earlier, later in itertools.pairwise(lines):
        assert earlier["ended"] <= later["started"]


def test_a_call_on_a_quiet_board_is_spoken_at_once(qtbot: QtBot) -> None:
    voice = RecordingVoice()
    announcer(voice).offer(announcement("A001", 1))
    assert len(voice.spoken) == 1


def test_a_called_number_stays_on_the_air_for_its_time_though_its_speech_is_short(
    qtbot: QtBot,
) -> None:
    assert SHOWN_SECONDS >= 8.0
    voice = RecordingVoice()
    speaker = announcer(voice, shown_seconds=0.4)
    began = time.monotonic()
    speaker.offer(announcement("A001", 1))
    speaker.offer(announcement("B001", 2))
    voice.finish()
    assert speaker.caption.startswith("Nomor antrean A,")
    qtbot.waitUntil(lambda: speaker.caption.startswith("Nomor antrean B,"))
    assert time.monotonic() - began >= 0.4


def test_a_long_speech_is_not_cut_when_the_number_was_shown_long_enough(qtbot: QtBot) -> None:
    voice = RecordingVoice()
    speaker = announcer(voice)
    speaker.offer(announcement("A001", 1))
    speaker.offer(announcement("B001", 2))
    with qtbot.waitSignal(speaker.changed, timeout=100, raising=False) as changed:
        pass
    assert not changed.signal_triggered
    voice.finish()
    qtbot.waitUntil(lambda: len(voice.spoken) == 2)


def test_it_says_when_it_begins_and_when_it_is_quiet(qtbot: QtBot) -> None:
    voice = RecordingVoice()
    speaker = announcer(voice)
    seen: list[str] = []
    speaker.changed.connect(lambda: seen.append(str(speaker.on_air and speaker.on_air.number)))
    speaker.offer(announcement("A001", 1))
    speaker.offer(announcement("B001", 2))
    voice.finish()
    qtbot.waitUntil(lambda: len(voice.spoken) == 2)
    voice.finish()
    qtbot.waitUntil(lambda: speaker.on_air is None)
    assert seen == ["A001", "B001", "None"]


def test_a_closed_announcer_leaves_no_timer_and_says_nothing_more(qtbot: QtBot) -> None:
    voice = RecordingVoice()
    speaker = announcer(voice, shown_seconds=8.0)
    speaker.offer(announcement("A001", 1))
    speaker.close()
    assert not voice.speaking
    assert not any(timer.isActive() for timer in speaker.findChildren(QTimer))


def test_a_trace_can_go_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    trace = CallTrace(Path("-"))
    told = announcement("A001", 1)
    trace.write(told, told.speech(Reading.DIGITS), 1.0, 2.5)
    trace.close()
    line = json.loads(capsys.readouterr().out)
    assert (line["number"], line["started"], line["ended"]) == ("A001", 1.0, 2.5)


def test_a_trace_carries_nothing_but_numbers_and_clips(tmp_path: Path) -> None:
    trace = CallTrace(tmp_path / "calls.jsonl")
    told = announcement("A001", 1)
    trace.write(told, told.speech(Reading.DIGITS), 1.0, 2.5)
    trace.close()
    line = json.loads((tmp_path / "calls.jsonl").read_text())
    assert line.keys() == {"number", "counter", "clips", "started", "ended"}
