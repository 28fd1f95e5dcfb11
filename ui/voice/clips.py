"""The clips a call is spoken with, joined to one piece of sound; no Qt and no device needed."""

from __future__ import annotations

import json
import logging
import wave
from collections.abc import Mapping
from pathlib import Path

#: What is spoken: parts with a breath between them, each a row of clip names.
Speech = tuple[tuple[str, ...], ...]

_LOG = logging.getLogger(__name__)

#: Used when no clip can be read, to pace the text.
DEFAULT_RATE = 22_050
BYTES_PER_SAMPLE = 2
#: Between words, between parts, and after the last word, before the next call may begin.
GAP_SECONDS, BREATH_SECONDS, TAIL_SECONDS = 0.04, 0.4, 0.35
#: A clip that is missing is a silence of this length: the words on the screen go on.
MISSING_SECONDS = 0.5


class Clips:
    """Sound by clip name: mono, 16 bit, `rate` samples a second."""

    def __init__(self, samples: Mapping[str, bytes], rate: int = DEFAULT_RATE) -> None:
        self.rate = rate
        self._samples = dict(samples)

    @classmethod
    def read(cls, folder: Path) -> Clips:
        """Read the clips of `folder/manifest.json`; what cannot be read is logged and left out."""
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            files = {name: folder / f"{name}.wav" for name in dict(manifest["clips"])}
            rate = int(manifest["rate"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            _LOG.warning("no voice: %s cannot be read (%s)", folder / "manifest.json", error)
            return cls({})
        samples = {name: _pcm(path, rate) for name, path in files.items()}
        bad = sorted(name for name, data in samples.items() if data is None)
        if bad:
            _LOG.warning("clips that cannot be read stay silent: %s", ", ".join(bad))
        return cls({name: data for name, data in samples.items() if data is not None}, rate)

    def join(self, speech: Speech) -> bytes:
        """The sound of a speech."""
        parts = [self._silence(GAP_SECONDS).join(map(self._clip, part)) for part in speech]
        return self._silence(BREATH_SECONDS).join(parts) + self._silence(TAIL_SECONDS)

    def seconds(self, sound: bytes) -> float:
        """How long a joined sound takes."""
        return len(sound) / BYTES_PER_SAMPLE / self.rate

    def _clip(self, name: str) -> bytes:
        clip = self._samples.get(name)
        return self._silence(MISSING_SECONDS) if clip is None else clip

    def _silence(self, seconds: float) -> bytes:
        return bytes(BYTES_PER_SAMPLE * round(seconds * self.rate))


def _pcm(path: Path, rate: int) -> bytes | None:
    try:
        with wave.open(str(path)) as file:
            form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            data = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error):
        return None
    return data if data and form == (1, BYTES_PER_SAMPLE, rate) else None
