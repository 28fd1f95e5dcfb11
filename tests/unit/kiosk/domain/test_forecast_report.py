"""The report of forecasts and what became of them."""

import pytest

from kiosk.domain.forecast_report import ForecastRecord, report_of


def test_nothing_told_is_a_report_without_figures() -> None:
    report = report_of([])
    assert (report.told, report.error, report.bias, report.within_high) == (0, None, None, None)


def test_error_bias_and_shares() -> None:
    report = report_of(
        [
            ForecastRecord(low=15, high=25, minutes=12.0, happened=10.0),
            ForecastRecord(low=15, high=25, minutes=12.0, happened=20.0),
            ForecastRecord(low=15, high=25, minutes=12.0, happened=30.0),
        ]
    )
    assert report.error == pytest.approx((2 + 8 + 18) / 3)
    assert report.bias == pytest.approx((2 - 8 - 18) / 3)
    assert report.within_low == pytest.approx(1 / 3)
    assert report.within_high == pytest.approx(2 / 3)


def test_whoever_was_never_called_was_not_called_in_time() -> None:
    told = ForecastRecord(low=5, high=10, minutes=4.0, happened=5.0)
    report = report_of([told, ForecastRecord(low=5, high=10, happened=None)])
    assert (report.told, report.called) == (2, 1)
    assert report.within_high == pytest.approx(0.5)
    assert report.error == pytest.approx(1.0)


def test_where_the_point_was_not_kept_the_lower_end_stands_for_it() -> None:
    assert report_of([ForecastRecord(low=10, high=20, happened=4.0)]).bias == pytest.approx(6.0)
