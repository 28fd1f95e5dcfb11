from datetime import UTC, datetime

import pytest

from kiosk.domain.application import (
    ApplicationStatus,
    Stage,
    check_digit,
    is_factor,
    is_tracking_number,
)

WHEN = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)


def status(*reached: bool) -> ApplicationStatus:
    stages = tuple(
        Stage(f"Tahap {i}", WHEN if there else None) for i, there in enumerate(reached, 1)
    )
    return ApplicationStatus("KTP", "Dukcapil", stages, "Mohon tunggu.", WHEN)


@pytest.mark.parametrize(
    ("digits", "check"),
    [
        ("7992739871", "3"),  # the worked example known from payment cards
        ("49927398716"[:-1], "6"),
        ("26111900031", "1"),
        ("00000000000", "0"),
    ],
)
def test_the_check_digit_is_luhns(digits: str, check: str) -> None:
    assert check_digit(digits) == check


def test_twelve_digits_with_a_right_check_digit_are_a_tracking_number() -> None:
    assert is_tracking_number("261119000311")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "261119000312",
        "26111900031",
        "2611190003110",
        "26111900031a",
        "२६१११९०००३११",
        "²61119000311",
    ],
)
def test_anything_else_is_told_at_the_keypad(text: str) -> None:
    assert not is_tracking_number(text)


def test_the_second_factor_is_four_digits() -> None:
    assert is_factor("0937")
    assert not any(map(is_factor, ("", "937", "09370", "093a", "٠٩٣٧")))


def test_the_present_stage_is_the_last_one_reached() -> None:
    assert status(True, True, False).current == 1


def test_a_stage_told_out_of_order_still_counts() -> None:
    assert status(True, False, True, False).current == 2


def test_before_the_first_stage_there_is_no_present_one() -> None:
    assert status(False, False).current == -1
