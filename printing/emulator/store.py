"""Tickets as files: a picture to look at and the bytes it came from, each whole or not there."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from printing.emulator.state import PrintedTicket
from printing.page.roll import Roll


class TicketFolder:
    """Writes `ticket-001.png` and `ticket-001.bin`, going on after the highest number there."""

    def __init__(self, folder: Path, roll: Roll) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        names = (re.fullmatch(r"ticket-(\d+)", file.stem) for file in folder.iterdir())
        self._folder = folder
        self._dots_per_inch = roll.dots_per_mm * 25.4
        self._number = max((int(name[1]) for name in names if name), default=0)

    def write(self, ticket: PrintedTicket) -> None:
        """Write the bytes, then the picture: who sees the picture can read both."""
        self._number += 1
        picture = BytesIO()
        ticket.image.save(picture, "PNG", dpi=(self._dots_per_inch, self._dots_per_inch))
        for suffix, content in ((".bin", ticket.data), (".png", picture.getvalue())):
            file = self._folder / f"ticket-{self._number:03d}{suffix}"
            draft = file.with_suffix(suffix + ".part")
            draft.write_bytes(content)
            draft.replace(file)
