"""What a monitoring reads: how things stand, and nothing about anybody."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from hall.api.exposition import text
from hall.metrics import Metrics
from tests.unit.hall.halls import KTP
from tests.unit.hall.server import Server, bearer


def lines(server: Server) -> dict[str, float]:
    answer = server.ask("GET", "/metrics", headers=bearer("monitor-1"))
    assert answer.status == 200
    text = answer.body.decode()
    found = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in found}


def test_monitoring_sees_who_waits_and_what_was_written(server: Server) -> None:
    before = lines(server)
    ticket = server.put_ticket(services=[KTP]).json
    now = lines(server)
    waiting = 'mpp_waiting{hall="mpp-uji",queue="ktp"}'
    issued = 'mpp_events_total{hall="mpp-uji",type="ticket.issued"}'
    assert now[waiting] == before[waiting] + 1
    assert now[issued] == before.get(issued, 0) + 1
    assert now["mpp_commit_seconds_count"] > before["mpp_commit_seconds_count"]
    assert now['mpp_last_event{hall="mpp-uji"}'] > 0
    assert abs(now["mpp_clock_offset_seconds"]) < 60
    assert ticket["id"] not in str(now)


def test_only_a_monitor_reads_it(server: Server) -> None:
    assert server.ask("GET", "/metrics").code == "not-signed-in"
    assert server.ask("GET", "/metrics", headers=bearer("kiosk-1")).code == "not-allowed"


def test_commits_are_counted_by_how_long_they_took_and_read_as_prometheus_reads() -> None:
    metrics = Metrics()
    for seconds in (0.0005, 0.003, 2.5):
        metrics.committed(seconds, 4, [])
    metrics.refused()
    told = {
        (sample.name, sample.labels.get("le")): sample.value
        for family in text_string_to_metric_families(text(metrics).decode())
        for sample in family.samples
    }
    took = [told["mpp_commit_seconds_bucket", le] for le in ("0.0005", "0.002", "0.005", "1.0")]
    assert took == [1, 1, 2, 2]
    assert told["mpp_commit_seconds_bucket", "+Inf"] == 3
    assert told["mpp_commit_seconds_count", None] == 3
    assert told["mpp_commit_seconds_sum", None] == 2.5035
    assert told["mpp_jobs_total", None] == 12
    assert told["mpp_commits_refused_total", None] == 1
