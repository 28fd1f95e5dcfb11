"""A service that leaves the catalog while visitors wait for it (F23 of the fault list)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.unit.hall import halls
from tests.unit.hall.server import running_server, write_settings


def test_f23_tickets_of_a_service_that_is_gone_can_still_be_called_and_served(
    tmp_path: Path,
) -> None:
    with running_server(tmp_path) as server:
        given = server.put_ticket(services=[halls.KIA]).json
        assert server.stop() == 0
        hall = halls.hall()
        ktp = replace(hall.queues[0], service_ids=(halls.KTP,))
        write_settings(
            tmp_path,
            port=server.port,
            services=tuple(one for one in halls.SERVICES if one.id != halls.KIA),
            hall=replace(hall, queues=(ktp, *hall.queues[1:])),
        )
        server.start()
        feed = server.ask("GET", "/v1/catalog/changes").json["changes"]
        assert [c["deleted"] for c in feed if c["id"] == halls.KIA] == [True]
        refused = server.put_ticket(services=[halls.KIA])
        assert (refused.status, refused.code) == (422, "unknown-service")
        assert server.ask("GET", f"/v1/tickets/{given['id']}").json["state"] == "waiting"
        seat = server.sign_in("1")
        called = seat.post()
        assert called.json["ticket"]["number"] == given["number"]
        for action in ("start", "finish"):
            assert seat.post(f"/{given['id']}/{action}").status == 200
        assert server.ask("GET", f"/v1/tickets/{given['id']}").json["state"] == "finished"
