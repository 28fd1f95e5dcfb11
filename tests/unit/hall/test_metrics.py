"""What a monitoring reads: how things stand, and nothing about anybody."""

from __future__ import annotations

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
