"""How far off wait forecasts are on simulated days: ours, and those of everybody else.

The days are played by SimPy (benchmarks/simulation). The seeds here are used for nothing but this
report: whatever was chosen in the forecast was chosen on others.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from statistics import mean
from timeit import repeat

from benchmarks.simulation.day import Day, Visitor
from benchmarks.simulation.methods import METHODS, OURS, PEERS, Told
from benchmarks.simulation.patterns import PATTERNS, Pattern
from benchmarks.table import Table
from kiosk.domain.forecast import forecast
from kiosk.domain.forecast_floor import CounterNow, Doing, FloorNow, Pause, QueueNow, Tally
from kiosk.domain.forecast_report import ForecastRecord, ForecastReport, report_of

SEEDS = range(20261123, 20261133)

Records = dict[str, list[ForecastRecord]]


def run() -> list[Table]:
    by_pattern = {pattern.name: played(pattern) for pattern in PATTERNS}
    return [_overall(by_pattern), _errors(by_pattern), _held(by_pattern), _cost()]


def played(pattern: Pattern, seeds: range = SEEDS) -> Records:
    """Every visitor's forecasts beside what happened, by method, over days of one pattern."""
    records: Records = defaultdict(list)
    for seed in seeds:
        told: dict[int, dict[str, Told]] = {}

        def ask(day: Day, visitor: Visitor, told: dict[int, dict[str, Told]] = told) -> None:
            said = {name: method(day, visitor) for name, method in METHODS.items()}
            told[visitor.id] = {name: answer for name, answer in said.items() if answer}

        for visitor in Day(pattern, seed, ask).play():
            happened = None if visitor.called is None else visitor.called - visitor.taken
            for name, answer in told[visitor.id].items():
                records[name].append(
                    ForecastRecord(
                        low=round(answer.minutes),
                        high=answer.bound,
                        happened=happened,
                        minutes=answer.minutes,
                    )
                )
    return records


def _overall(by_pattern: dict[str, Records]) -> Table:
    table = Table(
        f"Wait forecasts on {len(SEEDS)} days of each of {len(by_pattern)} patterns",
        ("method", "visitors", "mean error, min", "bias, min", "called within its 90 % bound"),
    )
    reports = {name: report_of(_all(by_pattern, name)) for name in METHODS}
    for name, report in reports.items():
        table.add(name, report.told, report.error, _signed(report.bias), _share(report))
    better = min(reports[name].error or 0.0 for name in PEERS)
    table.add("ours, against the better of the peers", "", _less(reports[OURS], better), "", "")
    waited = report_of(record for record in _all(by_pattern, OURS) if record.high > 5)
    table.add(
        "ours, without those told at most 5 minutes",
        waited.told,
        waited.error,
        _signed(waited.bias),
        _share(waited),
    )
    return table


def _errors(by_pattern: dict[str, Records]) -> Table:
    table = Table("Mean error in minutes", ("pattern", "visitors", "mean wait", *METHODS, "ours"))
    for pattern, records in by_pattern.items():
        reports = {name: report_of(records[name]) for name in METHODS}
        wait = mean(r.happened for r in records[OURS] if r.happened is not None)
        better = min(reports[name].error or 0.0 for name in PEERS)
        errors = [report.error for report in reports.values()]
        table.add(pattern, reports[OURS].told, wait, *errors, _less(reports[OURS], better))
    return table


def _held(by_pattern: dict[str, Records]) -> Table:
    table = Table("Bias in minutes, and called within the 90 % bound", ("pattern", *METHODS))
    for pattern, records in by_pattern.items():
        reports = [report_of(records[name]) for name in METHODS]
        table.add(pattern, *(f"{_signed(r.bias)}, {_share(r)}" for r in reports))
    return table


def _cost() -> Table:
    table = Table("What one forecast costs (200 people wait)", ("hall", "microseconds"))
    for title, queues, counters, mixed in (
        ("1 queue, 3 counters", 1, 3, False),
        ("1 queue, 10 counters", 1, 10, False),
        ("2 queues, 10 counters that serve both", 2, 10, False),
        ("2 queues, 10 counters of three profiles", 2, 10, True),
    ):
        floor = _busy_floor(queues, counters, mixed=mixed)
        taken = min(repeat(partial(forecast, floor), number=20, repeat=500)) / 20
        table.add(title, taken * 1e6)
    return table


def _busy_floor(queues: int, counters: int, *, mixed: bool) -> FloorNow:
    names = [chr(ord("A") + place) for place in range(queues)]
    service = Tally(60, 480.0, 5400.0)
    return FloorNow(
        queue="A",
        queues=tuple(
            QueueNow(name, 200 // queues, 8.0, service, 2, 60, 4, 0.05, 20.0) for name in names
        ),
        counters=tuple(
            CounterNow(
                frozenset([names[i % queues]] if mixed and i % 3 else names),
                Doing.SERVING,
                names[i % queues],
                1.3 * i,
            )
            for i in range(counters)
        ),
        pauses=(Pause(120.0, 180.0),),
    )


def _all(by_pattern: dict[str, Records], name: str) -> list[ForecastRecord]:
    return [record for records in by_pattern.values() for record in records[name]]


def _signed(minutes: float | None) -> str:
    return f"{minutes or 0.0:+.1f}"


def _share(report: ForecastReport) -> str:
    return f"{100 * (report.within_high or 0.0):.1f} %"


def _less(report: ForecastReport, peer: float) -> str:
    return f"{100 * ((report.error or 0.0) / peer - 1):+.0f} %"
