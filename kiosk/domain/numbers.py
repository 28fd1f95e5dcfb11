"""Queue numbers: what stands large on the paper.

`A012` comes from the hall server: the queue's prefix and its series of the service day. `A003X`
comes from kiosk X while the hall server was out of reach. The letter behind keeps the two series
apart, so paper never collides. Serves everybody who prints, shows, speaks or stores a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"([A-Z]{1,2})([0-9]{3,6})([A-Z]?)")
PREFIX_FORM = re.compile(r"[A-Z]{1,2}")
KIOSK_LETTER_FORM = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class TicketNumber:
    """A queue number; `letter` is the kiosk's when the number was given without the hall server."""

    prefix: str
    sequence: int
    letter: str = ""

    def __post_init__(self) -> None:
        if not PREFIX_FORM.fullmatch(self.prefix):
            raise ValueError(f"prefix {self.prefix!r} is not one or two capital letters")
        if not 1 <= self.sequence <= 999_999:
            raise ValueError(f"sequence {self.sequence} is not between 1 and 999999")
        if self.letter and not KIOSK_LETTER_FORM.fullmatch(self.letter):
            raise ValueError(f"kiosk letter {self.letter!r} is not one capital letter")

    @property
    def offline(self) -> bool:
        """Whether a kiosk gave the number by itself."""
        return bool(self.letter)

    def __str__(self) -> str:
        return f"{self.prefix}{self.sequence:03d}{self.letter}"

    @classmethod
    def parse(cls, text: str) -> TicketNumber:
        """Read `A012`, `AB1000` or `A003X`; raise ValueError for anything else."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a queue number")
        number = cls(match[1], int(match[2]), match[3])
        if str(number) != text:  # A0012 would be a second spelling of A012
            raise ValueError(f"{text!r} is not how a queue number is written")
        return number
