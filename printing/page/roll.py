"""Paper rolls and the heads that print on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roll:
    """A roll of paper in a printer: `width` in mm, `dots` across its printable part."""

    width: float
    dots: int
    dots_per_mm: float

    @property
    def printable(self) -> float:
        """Printable width in mm."""
        return self.dots / self.dots_per_mm

    @property
    def margin(self) -> float:
        """What the head cannot reach on either side, in mm."""
        return (self.width - self.printable) / 2


ROLL_80 = Roll(80, 576, 8)
ROLL_58 = Roll(58, 384, 8)
#: Heads of 180 dots per inch, as in Epson's TM-T88 up to the V.
ROLL_80_COARSE = Roll(80, 512, 180 / 25.4)
ROLL_58_COARSE = Roll(58, 360, 180 / 25.4)


def roll_of(paper_mm: int, dots_per_inch: int) -> Roll:
    """The roll for what a settings file says: 80 or 58 mm, 203 or 180 dots per inch."""
    if dots_per_inch == 180:
        return ROLL_58_COARSE if paper_mm == 58 else ROLL_80_COARSE
    return ROLL_58 if paper_mm == 58 else ROLL_80
