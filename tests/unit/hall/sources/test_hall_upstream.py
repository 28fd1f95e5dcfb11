"""A hall server as another's central portal: real processes, the feed a kiosk reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.catalog.feed import Kind
from kiosk.domain.service import Fee, Service
from kiosk.sync.hall_client import HallClient
from tests.helpers.waiting import until
from tests.unit.hall import halls
from tests.unit.hall.server import Server, bearer, running_server, write_settings

SIM = replace(halls.service("polres.sim", "Perpanjangan SIM"), agency_id="dukcapil")


def follow(folder: Path, *sources: dict[str, Any]) -> None:
    """Add portals to the settings of a server."""
    lines = []
    for one in sources:
        lines += ["[[hall.sources]]"]
        lines += [f"{name} = {json.dumps(value)}" for name, value in one.items()]
    path = folder / "settings.toml"
    path.write_text(path.read_text() + "\n" + "\n".join(lines))


@contextmanager
def following(folder: Path, *sources: dict[str, Any], **changes: Any) -> Iterator[Server]:
    """A hall server that follows portals."""
    folder.mkdir(exist_ok=True)
    server = Server(folder, write_settings(folder, **changes))
    follow(folder, *sources)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def catalog(server: Server) -> dict[tuple[Kind, str], Any]:
    """The whole catalog of a server, read as a kiosk reads it."""
    client = HallClient(f"http://127.0.0.1:{server.port}", "token-one", 10.0, 30.0)
    found: dict[tuple[Kind, str], Any] = {}
    after, more = 0, True
    try:
        while more:
            page = client.changes(after, 500)
            for change in page.changes:
                found[change.kind, change.id] = change.record
            after, more = page.cursor, page.more
    finally:
        client.close()
    return {key: record for key, record in found.items() if record is not None}


def service(server: Server, service_id: str) -> Service | None:
    found = catalog(server).get((Kind.SERVICE, service_id))
    return found if isinstance(found, Service) else None


def upstream(server: Server) -> dict[str, Any]:
    return {
        "id": "pusat",
        "kind": "hall",
        "rank": 5,
        "address": f"http://127.0.0.1:{server.port}",
        "interval_minutes": 0.01,
    }


@contextmanager
def two_servers(folder: Path) -> Iterator[tuple[Server, Server]]:
    """A central portal, and a hall that follows it."""
    (folder / "central").mkdir()
    with (
        running_server(folder / "central", services=(*halls.SERVICES, SIM)) as central,
        following(folder / "hall", upstream(central)) as hall,
    ):
        assert until(lambda: service(hall, SIM.id)) == SIM
        yield central, hall
        assert hall.stop() == 0


def test_one_field_changed_in_the_central_portal_is_seen_on_a_kiosk_of_the_hall(
    tmp_path: Path,
) -> None:
    with two_servers(tmp_path) as (central, hall):
        assert central.stop() == 0
        dearer = replace(SIM, fees=(Fee(75_000, "Rp75.000"),))
        write_settings(tmp_path / "central", port=central.port, services=(*halls.SERVICES, dearer))
        central.start()
        seen = until(lambda: (s := service(hall, SIM.id)) and s.fees[0].idr == 75_000 and s)
        assert seen == dearer
        assert service(hall, halls.KTP) == halls.SERVICES[0]


def test_what_only_the_portal_tells_goes_with_the_portal(tmp_path: Path) -> None:
    with two_servers(tmp_path) as (_, hall):
        assert hall.stop() == 0
        write_settings(tmp_path / "hall", port=hall.port)
        hall.start()
        until(lambda: service(hall, SIM.id) is None)
        assert service(hall, halls.KTP) == halls.SERVICES[0]


def test_a_portal_that_is_gone_is_told_to_monitoring_and_the_catalog_stays(
    tmp_path: Path,
) -> None:
    with two_servers(tmp_path) as (central, hall):
        central.kill()
        text = b'mpp_source_troubled{hall="mpp-uji",source="pusat"} 1.0'
        monitor = bearer("monitor-1")
        until(lambda: text in hall.ask("GET", "/metrics", headers=monitor).body)
        assert service(hall, SIM.id) == SIM
        assert "Sumber katalog 'pusat' tidak dapat dibaca" in hall.log
