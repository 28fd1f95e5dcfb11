"""The forecast on simulated days; `python -m benchmarks forecast` plays more of them."""

from benchmarks.bench_forecast import played
from benchmarks.simulation.methods import OURS, PEERS
from benchmarks.simulation.patterns import PATTERNS
from kiosk.domain.forecast_report import ForecastRecord, report_of


def test_nine_in_ten_are_called_in_time_and_no_peer_comes_near() -> None:
    records: dict[str, list[ForecastRecord]] = {}
    for pattern in PATTERNS:
        for method, told in played(pattern, range(2)).items():
            records.setdefault(method, []).extend(told)
    ours = report_of(records[OURS])
    assert ours.told > 4000
    assert ours.error is not None
    assert ours.within_high is not None
    assert 0.85 <= ours.within_high <= 0.97
    for peer in PEERS:
        assert ours.error < 0.8 * (report_of(records[peer]).error or 0.0)
