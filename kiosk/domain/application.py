"""An application handed in at the hall, and the stages it goes through.

Tracking numbers are twelve digits, the last a check digit, so that a slip of the finger is told
at the keypad and not after a journey to the hall server.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TRACKING_DIGITS = 12
FACTOR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of an application; `reached_at` is None while it lies ahead."""

    name: str
    reached_at: datetime | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationStatus:
    """How an application stands: its stages in order, and what the applicant should do now.

    Carries no name and nothing the visitor typed. `as_of` is when the agency last told the hall.
    """

    service_name: str
    agency_name: str
    stages: tuple[Stage, ...]
    next_step: str
    as_of: datetime

    @property
    def current(self) -> int:
        """Index of the last stage reached, -1 before the first."""
        reached = [i for i, stage in enumerate(self.stages) if stage.reached_at is not None]
        return reached[-1] if reached else -1


def check_digit(digits: str) -> str:
    """The Luhn check digit (ISO/IEC 7812-1, annex B) of a string of digits."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        value = int(char)
        if position % 2 == 0:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return str(-total % 10)


def is_tracking_number(text: str) -> bool:
    """Whether `text` is twelve digits with a right check digit."""
    if len(text) != TRACKING_DIGITS or not (text.isascii() and text.isdigit()):
        return False
    return check_digit(text[:-1]) == text[-1]


def is_factor(text: str) -> bool:
    """Whether `text` is four digits, the last four of the telephone number on the form."""
    return len(text) == FACTOR_DIGITS and text.isascii() and text.isdigit()
