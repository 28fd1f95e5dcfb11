"""Numbers, their reading aloud and tracking numbers, for all values and not only for examples."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.application import check_digit, is_tracking_number
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.wording import Reading, cardinal, rupiah, spoken_number

LETTERS = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
NUMBERS = st.builds(
    TicketNumber,
    st.text(LETTERS, min_size=1, max_size=2),
    st.integers(1, 999_999),
    st.one_of(st.just(""), LETTERS),
)
ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
DIGITS = st.text(st.sampled_from("0123456789"), min_size=11, max_size=11)


def heard(words: tuple[str, ...]) -> int:
    """The number a listener understands: the reading rules from the other end."""
    total = group = ones = 0
    for word in words:
        match word:
            case "sepuluh" | "sebelas":
                group += 10 if word == "sepuluh" else 11
            case "belas":
                group, ones = group + 10 + ones, 0
            case "puluh":
                group, ones = group + 10 * ones, 0
            case "ratus":
                group, ones = group + 100 * ones, 0
            case "seratus":
                group += 100
            case "ribu":
                total, group, ones = total + 1_000 * (group + ones), 0, 0
            case "seribu":
                total += 1_000
            case _:
                ones = ONES.index(word)
    return total + group + ones


def test_every_number_to_a_thousand_is_understood_as_itself() -> None:
    assert [heard(cardinal(number)) for number in range(1_001)] == list(range(1_001))


@given(st.integers(0, 999_999))
def test_a_number_read_aloud_is_understood_as_itself(number: int) -> None:
    assert heard(cardinal(number)) == number


@given(st.integers(1, 999_999))
def test_nol_is_never_said_inside_a_cardinal(number: int) -> None:
    assert "nol" not in cardinal(number)


@given(NUMBERS)
def test_what_is_printed_reads_back(number: TicketNumber) -> None:
    assert TicketNumber.parse(str(number)) == number


@given(st.one_of(st.text(max_size=10), st.from_regex(r"[A-Z]{0,3}\d{0,7}[A-Z]{0,2}")))
def test_a_text_is_refused_or_is_the_one_way_to_write_its_number(text: str) -> None:
    try:
        number = TicketNumber.parse(text)
    except ValueError:
        return
    assert str(number) == text


@given(NUMBERS, NUMBERS)
def test_two_numbers_are_never_printed_alike(one: TicketNumber, other: TicketNumber) -> None:
    assert (str(one) == str(other)) == (one == other)


@given(NUMBERS)
def test_digits_and_cardinal_are_the_same_number(number: TicketNumber) -> None:
    behind = len(number.letter)
    digits = spoken_number(number, Reading.DIGITS)[len(number.prefix) :]
    words = spoken_number(number, Reading.CARDINAL)[len(number.prefix) :]
    told = "".join(str(ONES.index(word)) for word in digits[: len(digits) - behind])
    assert int(told) == heard(words[: len(words) - behind]) == number.sequence


@given(st.integers(0, 10**15))
def test_rupiah_lose_no_digit(amount: int) -> None:
    text = rupiah(amount)
    assert int(text.removeprefix("Rp").replace(".", "")) == amount
    assert all(len(group) == 3 for group in text.removeprefix("Rp").split(".")[1:])


@given(DIGITS, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_told(digits: str, place: int, step: int) -> None:
    right = digits + check_digit(digits)
    wrong = right[:place] + str((int(right[place]) + step) % 10) + right[place + 1 :]
    assert is_tracking_number(right)
    assert not is_tracking_number(wrong)


@given(DIGITS, st.integers(0, 10))
def test_two_neighbours_swapped_are_told_but_for_09_and_90(digits: str, place: int) -> None:
    right = digits + check_digit(digits)
    one, other = right[place], right[place + 1]
    swapped = right[:place] + other + one + right[place + 2 :]
    blind = one == other or {one, other} == {"0", "9"}
    assert is_tracking_number(swapped) == blind
