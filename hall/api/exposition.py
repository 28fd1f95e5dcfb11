"""What a technician's monitoring reads: numbers only, no ticket, nobody's name (Prometheus).

Loaded with the first question: a start does not wait for the client library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from prometheus_client import generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from hall.keeping.care import Care
from hall.metrics import SECONDS, Metrics
from kiosk.clock import SteadyClock
from kiosk.ports import Clock


def text(metrics: Metrics, hall_id: str = "") -> bytes:
    """Everything, or what is of one hall or of none, in Prometheus's text format."""
    return generate_latest(_Numbers(metrics, hall_id))


@dataclass(frozen=True, slots=True)
class _Numbers(Collector):
    """The numbers of this moment; with a `hall_id` those that name no other hall."""

    metrics: Metrics
    hall_id: str

    def collect(self) -> Iterator[Metric]:
        """How the halls stand, what was written, how the server is."""
        yield from self._standings()
        yield from self._sources()
        yield from self._written()
        if self.metrics.server is not None:
            yield from _server(*self.metrics.server)

    def _standings(self) -> Iterable[Metric]:
        waiting = GaugeMetricFamily("mpp_waiting", "Who waits", labels=["hall", "queue"])
        listeners = GaugeMetricFamily("mpp_listeners", "Open event streams", labels=["hall"])
        last = GaugeMetricFamily("mpp_last_event", "Number of the last event", labels=["hall"])
        for hall_id, today, ring in self.metrics.halls:
            if self._may_know(hall_id):
                for queue_id, day in list(today.queues.items()):
                    waiting.add_metric([hall_id, queue_id], len(day.line))
                listeners.add_metric([hall_id], ring.listeners)
                last.add_metric([hall_id], ring.last)
        return (waiting, listeners, last)

    def _sources(self) -> Iterable[Metric]:
        of = ["hall", "source"]
        told = GaugeMetricFamily(
            "mpp_source_told_seconds", "When a portal was read well, Unix time; 0 never", labels=of
        )
        troubled = GaugeMetricFamily(
            "mpp_source_troubled", "1 while a portal cannot be read or believed", labels=of
        )
        refused = GaugeMetricFamily(
            "mpp_source_refused", "Records of a portal that were not taken", labels=of
        )
        for hall_id, sources in self.metrics.sources:
            if self._may_know(hall_id):
                for source_id, health in sources.items():
                    told.add_metric([hall_id, source_id], health.told_at / 1000)
                    troubled.add_metric([hall_id, source_id], int(health.troubled))
                    refused.add_metric([hall_id, source_id], health.refused)
        return (told, troubled, refused)

    def _written(self) -> Iterable[Metric]:
        metrics = self.metrics
        labels = ["hall", "type"]
        events = CounterMetricFamily("mpp_events", "Events written by this process", labels=labels)
        for (hall_id, event), count in list(metrics.events.items()):
            if self._may_know(hall_id):
                events.add_metric([hall_id, event], count)
        bounds = (*map(str, SECONDS), "+Inf")
        return (
            events,
            HistogramMetricFamily(
                "mpp_commit_seconds",
                "From the begin of a transaction to its commit",
                buckets=list(zip(bounds, accumulate(metrics.commits), strict=True)),
                sum_value=metrics.seconds,
            ),
            CounterMetricFamily("mpp_jobs", "Jobs that were committed", metrics.jobs),
            CounterMetricFamily(
                "mpp_commits_refused", "Transactions the store refused", metrics.refusals
            ),
        )

    def _may_know(self, hall_id: str) -> bool:
        return self.hall_id in {"", hall_id}


def _server(care: Care, clock: Clock) -> Iterator[Metric]:
    yield GaugeMetricFamily("mpp_backup_failures", "Copies that could not be made", care.failed)
    age = care.age_seconds()
    yield GaugeMetricFamily(
        "mpp_backup_age_seconds",
        "How old the newest copy of the store is; -1 when there is none",
        -1.0 if age is None else age,
    )
    if isinstance(clock, SteadyClock):
        yield GaugeMetricFamily(
            "mpp_clock_offset_seconds",
            "How far the machine's clock is ahead of the hall's time",
            clock.offset_seconds,
        )
