"""Words for people that rules decide: how a number is read aloud, rupiah, ranges.

Indonesian reading of numbers: 0 nol, 10 sepuluh, 11 sebelas, 12-19 n belas, 20-99 n puluh n,
100 seratus, then ratus and ribu. A hall reads the digits of a queue number one by one or as a
cardinal; voice and text follow the same setting.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.numbers import TicketNumber

_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


class Reading(StrEnum):
    """How a hall reads queue numbers."""

    DIGITS = "digits"
    CARDINAL = "cardinal"


def cardinal(number: int) -> tuple[str, ...]:
    """The words of a whole number from 0 to 999999 in Indonesian, one word per spoken clip."""
    if not 0 <= number <= 999_999:
        raise ValueError(f"{number} is not between 0 and 999999")
    if number < 10:
        return (_ONES[number],)
    if number < 20:
        special = {10: ("sepuluh",), 11: ("sebelas",)}
        return special.get(number, (_ONES[number - 10], "belas"))
    if number < 100:
        return (_ONES[number // 10], "puluh", *_rest(number % 10))
    if number < 200:
        return ("seratus", *_rest(number - 100))
    if number < 1_000:
        return (_ONES[number // 100], "ratus", *_rest(number % 100))
    if number < 2_000:
        return ("seribu", *_rest(number - 1_000))
    return (*cardinal(number // 1_000), "ribu", *_rest(number % 1_000))


def _rest(number: int) -> tuple[str, ...]:
    return cardinal(number) if number else ()


def spoken_number(number: TicketNumber, reading: Reading) -> tuple[str, ...]:
    """The words of a queue number: letters one by one, then digits or a cardinal.

    `A012` gives ("A", "nol", "satu", "dua") or ("A", "dua", "belas").
    """
    digits = f"{number.sequence:03d}"
    if reading is Reading.DIGITS:
        words = tuple(_ONES[int(digit)] for digit in digits)
    else:
        words = cardinal(number.sequence)
    return (*number.prefix, *words, *number.letter)


def rupiah(amount: int) -> str:
    """Whole rupiah as written in Indonesia: 155000 gives "Rp155.000"."""
    return "Rp" + f"{amount:,}".replace(",", ".")
