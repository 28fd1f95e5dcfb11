import pytest

from kiosk.domain.forecast import PRIOR_VISITS, mean_service_minutes, wait_range
from kiosk.domain.ticket import WaitRange


def test_no_wait_is_promised_while_no_counter_is_open() -> None:
    assert wait_range(0, 0, 8.0) is None


def test_six_ahead_at_two_counters_of_eight_minutes() -> None:
    # mean 8 * 7 / 2 = 28 minutes, spread 8 * sqrt(7) / 2 = 10.6; 28 + 1.2816 * 10.6 = 41.6
    assert wait_range(6, 2, 8.0) == WaitRange(30, 45)


def test_even_the_first_in_line_gets_a_range_and_no_exact_minute() -> None:
    assert wait_range(0, 4, 2.0) == WaitRange(5, 10)


def test_more_counters_never_make_the_wait_longer() -> None:
    few, many = wait_range(20, 1, 10.0), wait_range(20, 4, 10.0)
    assert few is not None
    assert many is not None
    assert (many.low, many.high) < (few.low, few.high)


def test_before_the_first_visit_of_the_day_the_standard_counts() -> None:
    assert mean_service_minutes(8, 0, 0.0) == pytest.approx(8.0)


def test_as_many_visits_as_the_prior_weigh_as_much_as_the_standard() -> None:
    assert mean_service_minutes(8, PRIOR_VISITS, PRIOR_VISITS * 16.0) == pytest.approx(12.0)
