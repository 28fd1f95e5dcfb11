import pytest

from kiosk.domain.numbers import TicketNumber


def test_a_hall_number_has_three_digits() -> None:
    assert str(TicketNumber("A", 12)) == "A012"


def test_after_999_the_number_grows_by_a_digit() -> None:
    assert str(TicketNumber("AB", 1000)) == "AB1000"


def test_a_kiosk_number_carries_the_kiosks_letter_behind() -> None:
    number = TicketNumber("A", 3, "X")
    assert str(number) == "A003X"
    assert number.offline


def test_a_number_of_the_hall_server_is_not_offline() -> None:
    assert not TicketNumber("A", 12).offline


def test_a_printed_number_reads_back_to_its_parts() -> None:
    assert TicketNumber.parse("ZM107Y") == TicketNumber("ZM", 107, "Y")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "012",
        "A12",
        "A0012",  # a second spelling of A012
        "a012",
        "ABC012",
        "A012XY",
        "A012x",
        " A012",
        "A012\n",
        "A000",
        "A1000000",
        "A\u0967\u0968\u0969",  # digits of another script
        "Á012",
    ],
)
def test_what_is_not_written_as_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        TicketNumber.parse(text)


@pytest.mark.parametrize(
    ("prefix", "sequence", "letter"),
    [("", 1, ""), ("a", 1, ""), ("ABC", 1, ""), ("A", 0, ""), ("A", 1_000_000, ""), ("A", 1, "XY")],
)
def test_a_number_that_paper_cannot_carry_is_never_made(
    prefix: str, sequence: int, letter: str
) -> None:
    with pytest.raises(ValueError, match="is not"):
        TicketNumber(prefix, sequence, letter)
