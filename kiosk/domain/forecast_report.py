"""Forecasts beside what happened: how far off, in which direction, how often they held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """One forecast that was told, and what came of it; everything in minutes.

    Args:
        low: The lower end told: half should be called before it.
        high: The upper end told: nine of ten should be called before it.
        happened: From the telling to the first call; None if there never was one.
        minutes: The point the range was made from, not rounded; where it was not kept, `low`.
    """

    low: int
    high: int
    happened: float | None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class ForecastReport:
    """How good the forecasts were.

    Args:
        told: How many there were.
        called: How many of these visitors were called.
        error: Mean absolute error in minutes, of those called; None if nobody was.
        bias: Mean of forecast less wait: above zero, the forecasts were too long.
        within_low: Share called no later than `low`, of all who were told; never called is late.
        within_high: The same for `high`. The goal is 85-95 %.
    """

    told: int
    called: int
    error: float | None
    bias: float | None
    within_low: float | None
    within_high: float | None


def report_of(records: Iterable[ForecastRecord]) -> ForecastReport:
    """The report over any number of forecasts."""
    told = called = early = held = 0
    off = bias = 0.0
    for record in records:
        told += 1
        if record.happened is None:
            continue
        called += 1
        point = record.low if record.minutes is None else record.minutes
        off += abs(point - record.happened)
        bias += point - record.happened
        early += record.happened <= record.low
        held += record.happened <= record.high
    return ForecastReport(
        told=told,
        called=called,
        error=off / called if called else None,
        bias=bias / called if called else None,
        within_low=early / told if told else None,
        within_high=held / told if told else None,
    )
