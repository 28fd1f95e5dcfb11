"""What a kiosk remembers of the hall's time, for a start without a line.

After a power cut the line comes last: without this, a kiosk with an empty clock battery would give
numbers of another day, and the hall server would not know what to do with the papers.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

#: The year 2100, in Unix seconds: what is later was never written by a kiosk.
_FARTHEST = 4_102_444_800.0
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def this_boot() -> str:
    """What tells this run of the machine from others; "" where the system does not say."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The same moment by three clocks (Unix seconds; `steady` of the run `boot`)."""

    hall: float
    machine: float
    steady: float
    boot: str

    def hall_at(self, machine: float, steady: float, boot: str) -> float:
        """The hall's time now: exact within one run of the machine, else as its clock went on.

        Never before the moment that is remembered, whatever the machine's clock says.
        """
        if boot and boot == self.boot and steady >= self.steady:
            return self.hall + steady - self.steady
        return max(self.hall, machine + self.hall - self.machine)


class TimeMemory:
    """A small file. What it loses is only comfort, so no fault of the disk is anybody's."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Remembered | None:
        """What is remembered; None when nothing readable is."""
        try:
            told = json.loads(self._path.read_text(encoding="ascii"))
            hall, machine, steady = (float(told[name]) for name in ("hall", "machine", "steady"))
            boot = str(told["boot"])
        except (OSError, ValueError, TypeError, KeyError, OverflowError):
            return None
        in_reach = all(0.0 <= clock <= _FARTHEST for clock in (hall, machine, steady))
        return Remembered(hall, machine, steady, boot) if in_reach else None

    def write(self, moment: Remembered) -> None:
        """Remember a moment instead of the last one; a cut leaves the one or the other."""
        written = self._path.with_suffix(".new")
        with suppress(OSError):
            with written.open("w", encoding="ascii") as file:
                json.dump(asdict(moment), file)
                file.flush()
                os.fsync(file.fileno())
            written.replace(self._path)
