import pytest

from kiosk.domain.numbers import TicketNumber
from kiosk.domain.wording import Reading, cardinal, rupiah, spoken_number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (9, "sembilan"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (110, "seratus sepuluh"),
        (111, "seratus sebelas"),
        (112, "seratus dua belas"),
        (200, "dua ratus"),
        (215, "dua ratus lima belas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (2_000, "dua ribu"),
        (11_011, "sebelas ribu sebelas"),
        (100_100, "seratus ribu seratus"),
        (
            999_999,
            "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
        ),
    ],
)
def test_a_number_is_read_as_in_indonesian(number: int, words: str) -> None:
    assert " ".join(cardinal(number)) == words


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_a_number_nobody_recorded_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        cardinal(number)


def test_digits_are_read_one_by_one_with_their_zeros() -> None:
    words = spoken_number(TicketNumber("A", 12), Reading.DIGITS)
    assert words == ("A", "nol", "satu", "dua")


def test_a_cardinal_leaves_leading_zeros_out() -> None:
    words = spoken_number(TicketNumber("A", 12), Reading.CARDINAL)
    assert words == ("A", "dua", "belas")


def test_letters_are_read_one_by_one_before_and_behind() -> None:
    words = spoken_number(TicketNumber("ZM", 103, "X"), Reading.DIGITS)
    assert words == ("Z", "M", "satu", "nol", "tiga", "X")


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "Rp0"), (500, "Rp500"), (155_000, "Rp155.000"), (25_000_000, "Rp25.000.000")],
)
def test_rupiah_are_written_with_dots(amount: int, text: str) -> None:
    assert rupiah(amount) == text
