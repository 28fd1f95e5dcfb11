"""The hall server speaks on a quiet line long before any client gives the line up."""

from __future__ import annotations

import re
from pathlib import Path

from hall.api.events import PING_SECONDS
from ui.event_stream import SILENCE_SECONDS

PAGES = Path(__file__).parents[2] / "hall" / "web" / "static" / "events.js"


def test_two_pings_may_come_late_before_a_screen_gives_the_line_up() -> None:
    assert PING_SECONDS * 3 <= SILENCE_SECONDS


def test_two_pings_may_come_late_before_a_page_gives_the_line_up() -> None:
    found = re.search(r"^const SILENCE_MS = (\d+);$", PAGES.read_text("utf-8"), re.MULTILINE)
    assert found is not None
    assert int(found[1]) / 1000 >= PING_SECONDS * 3
