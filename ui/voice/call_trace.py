"""What a board said and when, one JSON line for each call: for acceptance and for journeys."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TextIO

from kiosk.domain.announcement import Announcement
from ui.voice.clips import Speech


class CallTrace:
    """Appends to a file, or to standard output for `-`; a line is out as soon as the call ended.

    `started` and `ended` are seconds of the machine's monotonic clock.
    """

    def __init__(self, path: Path) -> None:
        self._own = str(path) != "-"
        self._out: TextIO = path.open("a", encoding="utf-8") if self._own else sys.stdout

    def write(
        self, announcement: Announcement, speech: Speech, started: float, ended: float
    ) -> None:
        """Add one spoken call."""
        said = {
            "number": str(announcement.number),
            "counter": announcement.counter,
            "clips": [clip for part in speech for clip in part],
            "started": round(started, 3),
            "ended": round(ended, 3),
        }
        self._out.write(json.dumps(said, ensure_ascii=False) + "\n")
        self._out.flush()

    def close(self) -> None:
        """Close the file."""
        if self._own:
            self._out.close()
