"""What can be wrong with a printer, and how it says so in bits."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True, slots=True)
class Condition:
    """How the printer is; change it while it runs.

    `paper_left` in mm; the printer stops when it is used up. `cutter_jams` makes the next cut
    fail, and the error stays until the cause is gone and the printer is told to recover.
    `silent` prints but answers nothing, `eats` answers but never prints, `refuses` takes no
    connection, `hangs_up_after` cuts the line after so many bytes. `bytes_per_second` None is as
    fast as they come. `noise` is sent before every answer. `reports` False is a simple printer
    that does not know automatic status. `buffer` bytes are taken before the line stops.
    """

    paper_left: float = math.inf
    near_end: bool = False
    cover_open: bool = False
    cutter_jams: bool = False
    overheated: bool = False
    broken: bool = False
    silent: bool = False
    eats: bool = False
    refuses: bool = False
    hangs_up_after: int | None = None
    bytes_per_second: int | None = None
    noise: bytes = b""
    reports: bool = True
    buffer: int = 4096


@dataclass(frozen=True, slots=True)
class PrintedTicket:
    """A ticket that fell out: its dots (white is 1), the bytes it came from.

    `began_at` is when its first dots were set, `fell_at` when it was cut: monotonic seconds.
    """

    image: Image.Image
    data: bytes
    began_at: float
    fell_at: float


@dataclass(frozen=True, slots=True)
class Bits:
    """The printer's state as its status bytes. `jammed` is the latched cutter error."""

    condition: Condition
    jammed: bool

    @property
    def paper_out(self) -> bool:
        """Whether the roll is used up."""
        return self.condition.paper_left <= 0

    @property
    def offline(self) -> bool:
        """Whether the mechanism stands still."""
        c = self.condition
        return self.paper_out or self.jammed or c.cover_open or c.overheated or c.broken

    def answer(self, number: int) -> bytes:
        """The answer to DLE EOT n; none to an n that does not exist."""
        c = self.condition
        error = self.jammed or c.overheated or c.broken
        bits = {
            1: 0x08 * self.offline,
            2: 0x04 * c.cover_open | 0x20 * self.paper_out | 0x40 * error,
            3: 0x08 * self.jammed | 0x20 * c.broken | 0x40 * c.overheated,
            4: 0x0C * (c.near_end or self.paper_out) | 0x60 * self.paper_out,
        }.get(number)
        return b"" if bits is None else bytes((0x12 | bits,))

    @property
    def report(self) -> bytes:
        """The four bytes of automatic status."""
        c = self.condition
        return bytes(
            (
                0x10 | 0x08 * self.offline | 0x20 * c.cover_open,
                0x08 * self.jammed | 0x20 * c.broken | 0x40 * c.overheated,
                0x03 * (c.near_end or self.paper_out) | 0x0C * self.paper_out,
                0x0F,
            )
        )

    @property
    def paper(self) -> bytes:
        """The answer to GS r 1."""
        near = self.condition.near_end or self.paper_out
        return bytes((0x03 * near | 0x0C * self.paper_out,))
