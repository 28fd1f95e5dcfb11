"""How good a day's forecasts were, queue by queue: what was told beside what happened."""

from __future__ import annotations

from hall.audit.reading import Reading, Told
from hall.store.dialect import Connection
from kiosk.domain.forecast_report import ForecastRecord, ForecastReport, report_of

_MINUTE = 60_000


def audit_forecasts(connection: Connection, hall_id: str, day: str) -> dict[str, ForecastReport]:
    """The report of each queue that told forecasts on a service day, by queue; "" is all of them.

    Only reads.
    """
    told = Reading(connection, hall_id, day).told()
    records: dict[str, list[ForecastRecord]] = {"": []}
    for one in told:
        record = _record(one)
        records[""].append(record)
        records.setdefault(one.queue_id, []).append(record)
    return {queue_id: report_of(of_queue) for queue_id, of_queue in sorted(records.items())}


def _record(told: Told) -> ForecastRecord:
    called = told.first_called_at
    return ForecastRecord(
        low=told.wait_low,
        high=told.wait_high,
        happened=None if called is None else max(0, called - told.queued_at) / _MINUTE,
        minutes=None if told.wait_seconds is None else told.wait_seconds / 60,
    )
