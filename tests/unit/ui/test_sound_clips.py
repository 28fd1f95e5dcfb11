"""The clips in the repository: complete, equally loud, and what the script makes."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import subprocess
import sys
import wave
from array import array
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.announcement import Announcement
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.wording import Reading

ROOT = Path(__file__).resolve().parents[3]
SOUNDS = ROOT / "assets" / "sounds" / "id"
MANIFEST: dict[str, Any] = json.loads((SOUNDS / "manifest.json").read_text(encoding="utf-8"))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def samples(name: str) -> array[int]:
    with wave.open(str(SOUNDS / f"{name}.wav")) as clip:
        assert (clip.getnchannels(), clip.getsampwidth(), clip.getframerate()) == (1, 2, 22_050)
        return array("h", clip.readframes(clip.getnframes()))


@given(
    prefix=st.text(LETTERS, min_size=1, max_size=2),
    sequence=st.integers(1, 999_999),
    letter=st.sampled_from(["", *LETTERS]),
    counter=st.integers(1, 999),
    reading=st.sampled_from(Reading),
)
def test_every_call_a_hall_can_make_has_its_clips(
    prefix: str, sequence: int, letter: str, counter: int, reading: Reading
) -> None:
    number = TicketNumber(prefix, sequence, letter)
    speech = Announcement(number, counter, datetime.now(UTC)).speech(reading)
    assert {clip for part in speech for clip in part} <= MANIFEST["clips"].keys()


def test_all_clips_are_equally_loud_within_one_decibel_and_none_is_cut_off() -> None:
    loudness = {}
    for name in MANIFEST["clips"]:
        clip = samples(name)
        rms = math.sqrt(sum(s * s for s in clip) / len(clip))
        loudness[name] = 20 * math.log10(rms / 32_768)
        assert max(abs(s) for s in clip) < 32_767, f"{name} clips"
    assert max(loudness.values()) - min(loudness.values()) < 1.0


def test_clips_begin_and_end_in_silence_so_that_joins_do_not_click() -> None:
    for name in MANIFEST["clips"]:
        clip = samples(name)
        assert max(abs(clip[0]), abs(clip[-1])) < 100, name


def test_the_manifest_names_exactly_the_files_and_their_bytes() -> None:
    assert MANIFEST["clips"].keys() == {path.stem for path in SOUNDS.glob("*.wav")}
    for name, entry in MANIFEST["clips"].items():
        data = (SOUNDS / f"{name}.wav").read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert sum(path.stat().st_size for path in SOUNDS.iterdir()) < 1_500_000


def test_making_the_sounds_again_gives_the_same_bytes(tmp_path: Path) -> None:
    script = ROOT / "deploy" / "make_sounds.py"
    subprocess.run([sys.executable, script, "--out", tmp_path], check=True, timeout=240)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in SOUNDS.iterdir()}


@pytest.mark.parametrize("clip", ["nomor-antrean", "a", "nol", "silakan-menuju-loket", "chime"])
def test_a_clip_carries_a_voice_not_silence(clip: str) -> None:
    heard = samples(clip)
    assert 0.2 < len(heard) / 22_050 < 2.0
    crossings = sum(1 for a, b in itertools.pairwise(heard) if (a < 0) != (b < 0))
    assert crossings > 50
