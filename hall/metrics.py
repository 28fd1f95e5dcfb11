"""What a technician's monitoring reads: numbers only, no ticket, nobody's name (Prometheus)."""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Callable, Iterable, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from hall.keeping.care import Care
from hall.queue.today import Today
from hall.ring import Ring
from hall.store.event import Event
from kiosk.clock import SteadyClock
from kiosk.ports import Clock

_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0)


class Metrics:
    """Counts what the writer commits and measures how things stand when it is asked."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._standings = _Standings()
        self._registry.register(self._standings)
        self._events = Counter(
            "mpp_events",
            "Events written by this process",
            ["hall", "type"],
            registry=self._registry,
        )
        self._commit = Histogram(
            "mpp_commit_seconds",
            "From the begin of a transaction to its commit",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._jobs = Counter("mpp_jobs", "Jobs that were committed", registry=self._registry)
        self._refused = Counter(
            "mpp_commits_refused", "Transactions the store refused", registry=self._registry
        )

    def committed(
        self, seconds: float, jobs: int, news: Iterable[tuple[str, Sequence[Event]]]
    ) -> None:
        """A transaction of the writer is on the disk."""
        self._commit.observe(seconds)
        self._jobs.inc(jobs)
        for hall_id, events in news:
            for kind, count in Counted(event.type for event in events).items():
                self._events.labels(hall_id, kind).inc(count)

    def refused(self) -> None:
        """The store refused a transaction."""
        self._refused.inc()

    def watch_hall(self, hall_id: str, today: Today, ring: Ring) -> None:
        """Tell how a hall stands whenever somebody asks."""
        self._standings.halls.append((hall_id, today, ring))

    def watch_care(self, care: Care, clock: Clock) -> None:
        """Tell the age of the last copy and how far the machine's clock is off."""
        self._gauge("mpp_backup_failures", "Copies that could not be made", lambda: care.failed)
        self._gauge(
            "mpp_backup_age_seconds",
            "How old the newest copy of the store is; -1 when there is none",
            lambda: -1.0 if (age := care.age_seconds()) is None else age,
        )
        if isinstance(clock, SteadyClock):
            self._gauge(
                "mpp_clock_offset_seconds",
                "How far the machine's clock is ahead of the hall's time",
                lambda: clock.offset_seconds,
            )

    def text(self, hall_id: str = "") -> bytes:
        """Everything, or what is of one hall or of none, in Prometheus's text format."""
        return generate_latest(_OfHall(self._registry, hall_id) if hall_id else self._registry)

    def _gauge(self, name: str, what: str, ask: Callable[[], float]) -> None:
        Gauge(name, what, registry=self._registry).set_function(ask)


class _OfHall(Collector):
    """What a hall may know: its own numbers, and those of the server it shares."""

    def __init__(self, whole: Collector, hall_id: str) -> None:
        self._whole = whole
        self._hall_id = hall_id

    def collect(self) -> Iterable[Metric]:
        """The numbers of this moment that name no other hall."""
        for metric in self._whole.collect():
            metric.samples = [
                one for one in metric.samples if one.labels.get("hall") in {None, self._hall_id}
            ]
            yield metric


class _Standings(Collector):
    """How the halls stand."""

    def __init__(self) -> None:
        self.halls: list[tuple[str, Today, Ring]] = []

    def collect(self) -> Iterable[Metric]:
        """The numbers of this moment."""
        waiting = GaugeMetricFamily("mpp_waiting", "Who waits", labels=["hall", "queue"])
        listeners = GaugeMetricFamily("mpp_listeners", "Open event streams", labels=["hall"])
        last = GaugeMetricFamily("mpp_last_event", "Number of the last event", labels=["hall"])
        for hall_id, today, ring in self.halls:
            for queue_id, day in list(today.queues.items()):
                waiting.add_metric([hall_id, queue_id], len(day.line))
            listeners.add_metric([hall_id], ring.listeners)
            last.add_metric([hall_id], ring.last)
        return (waiting, listeners, last)
