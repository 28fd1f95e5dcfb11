"""Make the clips a board joins to speak a call: assets/sounds/id/*.wav and their manifest.

espeak-ng says each word (as a build tool only: it is GPL-3 and no part of it is shipped), this
script trims the silence and brings all clips to one loudness; the chime is our own. Running it
again gives the same bytes. Recordings of a human voice can replace the files under the same names.

    python deploy/make_sounds.py [--out FOLDER] [--espeak-ng PROGRAM]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import math
import subprocess
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

RATE = 22_050  # what espeak-ng makes; enough for speech over hall loudspeakers
LOUDNESS_DB = -19.0  # RMS of every clip in dBFS; leaves speech its peaks
SILENCE_DB = -45.0  # below the clip's own peak
LEAD_SECONDS, TAIL_SECONDS, FADE_SECONDS = 0.010, 0.030, 0.006
SAY = ("-v", "id", "-s", "160", "-p", "45")
SAY_TIMEOUT = 20

# Text for espeak-ng, or [[phonemes]] where its Indonesian rules put the wrong e: "loket" has an
# open e, "empat", "enam", "belas" a neutral one.
PHRASES = {
    "nomor-antrean": "nomor antrean",
    "silakan-menuju-loket": "[[sil'akan m@n'udZu l'okEt]]",
}
WORDS = {
    "nol": "nol",
    "satu": "satu",
    "dua": "dua",
    "tiga": "tiga",
    "empat": "[[@mp'at]]",
    "lima": "lima",
    "enam": "[[@n'am]]",
    "tujuh": "tujuh",
    "delapan": "delapan",
    "sembilan": "sembilan",
    "sepuluh": "sepuluh",
    "sebelas": "[[s@b@l'as]]",
    "belas": "[[b@l'as]]",
    "puluh": "puluh",
    "seratus": "seratus",
    "ratus": "ratus",
    "seribu": "seribu",
    "ribu": "ribu",
}
# The names of the letters in Indonesian; be, ce, de... with a closed e.
LETTERS = {
    "a": "a",
    "b": "[[b'e:]]",
    "c": "[[tS'e:]]",
    "d": "[[d'e:]]",
    "e": "[['e:]]",
    "f": "ef",
    "g": "[[g'e:]]",
    "h": "ha",
    "i": "i",
    "j": "[[dZ'e:]]",
    "k": "ka",
    "l": "el",
    "m": "em",
    "n": "en",
    "o": "o",
    "p": "[[p'e:]]",
    "q": "ki",
    "r": "er",
    "s": "[['Es]]",
    "t": "[[t'e:]]",
    "u": "u",
    "v": "[[f'e:]]",
    "w": "[[w'e:]]",
    "x": "eks",
    "y": "[[j'e:]]",
    "z": "zet",
}


@dataclass(frozen=True, slots=True)
class Tone:
    """One stroke of the chime: frequency in Hz, when it begins, how fast it fades."""

    hertz: float
    begins: float
    half_life: float


#: A falling third, soft enough to be heard all day.
CHIME = (Tone(659.26, 0.0, 0.16), Tone(523.25, 0.42, 0.22))
CHIME_SECONDS = 1.35
#: Strength of the partials: a warm tone, no bell.
PARTIALS = ((1, 1.0), (2, 0.22), (3, 0.06))


def chime() -> array[float]:
    """The chime, between -1 and 1 before it is brought to loudness."""
    samples = array("d", bytes(8 * round(CHIME_SECONDS * RATE)))
    for tone in CHIME:
        start = round(tone.begins * RATE)
        for index in range(start, len(samples)):
            t = (index - start) / RATE
            envelope = min(1.0, t / 0.008) * 0.5 ** (t / tone.half_life)
            samples[index] += envelope * sum(
                strength * math.sin(2 * math.pi * tone.hertz * partial * t)
                for partial, strength in PARTIALS
            )
    return samples


def say(program: str, text: str) -> array[float]:
    """What espeak-ng makes of `text`; raises CalledProcessError when it fails."""
    made = subprocess.run(
        [program, *SAY, "--stdout", text], capture_output=True, check=True, timeout=SAY_TIMEOUT
    )
    # To a pipe it cannot write the length: the header's is wrong, so the data is cut out here.
    data = made.stdout[made.stdout.index(b"data") + 8 :]
    with wave.open(io.BytesIO(made.stdout)) as head:
        form = (head.getnchannels(), head.getsampwidth(), head.getframerate())
    if form != (1, 2, RATE):
        raise SystemExit(f"espeak-ng made {form}, expected mono, 16 bit, {RATE} Hz")
    return array("d", array("h", data[: len(data) // 2 * 2]))


def trimmed(samples: array[float]) -> array[float]:
    """The samples without the silence around them, edges faded so that joins do not click."""
    floor = max(abs(s) for s in samples) * 10 ** (SILENCE_DB / 20)
    loud = [index for index, sample in enumerate(samples) if abs(sample) > floor]
    first = max(0, loud[0] - round(LEAD_SECONDS * RATE))
    last = min(len(samples), loud[-1] + round(TAIL_SECONDS * RATE))
    kept = samples[first:last]
    fade = round(FADE_SECONDS * RATE)
    for index in range(fade):
        kept[index] *= index / fade
        kept[-1 - index] *= index / fade
    return kept


def levelled(samples: array[float]) -> array[int]:
    """16-bit samples whose RMS is LOUDNESS_DB; refuses to clip."""
    rms = math.sqrt(sum(s * s for s in samples) / len(samples))
    gain = 32_768 * 10 ** (LOUDNESS_DB / 20) / rms
    whole = [round(s * gain) for s in samples]
    if max(abs(s) for s in whole) > 32_000:
        raise SystemExit("a clip would be distorted at this loudness; lower LOUDNESS_DB")
    return array("h", whole)


def wav(samples: array[int]) -> bytes:
    """The samples as a WAV file: mono, 16 bit."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def make(program: str, out: Path) -> None:
    """Write all clips and the manifest into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    clips = {"chime": chime()}
    clips |= {name: say(program, text) for name, text in (PHRASES | WORDS | LETTERS).items()}
    entries = {}
    for name, samples in clips.items():
        level = levelled(trimmed(samples))
        data = wav(level)
        (out / f"{name}.wav").write_bytes(data)
        entries[name] = {
            "seconds": round(len(level) / RATE, 3),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    manifest = {"language": "id", "rate": RATE, "loudness_db": LOUDNESS_DB, "clips": entries}
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Read the command line and make the clips."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = Path(__file__).resolve().parent.parent / "assets" / "sounds" / "id"
    reader.add_argument("--out", type=Path, default=default)
    reader.add_argument("--espeak-ng", default="espeak-ng", metavar="PROGRAM")
    chosen = reader.parse_args()
    make(chosen.espeak_ng, chosen.out)


if __name__ == "__main__":
    main()
