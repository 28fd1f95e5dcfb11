"""The catalog's change feed: pages, tombstones, the epoch, and what changed only."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.catalog.reader import agency_from_record, hall_from_record, service_from_record
from tests.unit.hall import halls
from tests.unit.hall.server import Listener, Server, running_server, write_settings

Record = dict[str, Any]


def page(server: Server, after: int = 0, limit: int = 500) -> Any:
    return server.ask("GET", f"/v1/catalog/changes?after={after}&limit={limit}").json


def whole(server: Server, limit: int) -> Iterator[Record]:
    after, more = 0, True
    while more:
        found = page(server, after, limit)
        yield from found["changes"]
        after, more = found["cursor"], found["more"]


def test_the_feed_gives_back_the_hall_its_agencies_and_services(server: Server) -> None:
    changes = page(server)["changes"]
    kinds = [change["kind"] for change in changes]
    assert kinds == ["hall", "agency", "agency", *["service"] * 4]
    known = hall_from_record(changes[0]["record"])
    assert known.phone_base == f"http://127.0.0.1:{server.port}/t/"
    assert replace(known, phone_base="") == halls.hall()
    assert tuple(agency_from_record(c["record"]) for c in changes[1:3]) == halls.AGENCIES
    assert tuple(service_from_record(c["record"]) for c in changes[3:]) == halls.SERVICES


@pytest.mark.parametrize("limit", [1, 3, 7, 1000])
def test_pages_of_any_size_join_to_the_whole(server: Server, limit: int) -> None:
    assert list(whole(server, limit)) == page(server)["changes"]


def test_who_has_everything_gets_an_empty_page_and_keeps_the_cursor(server: Server) -> None:
    first = page(server)
    later = page(server, first["cursor"])
    assert later == {
        "epoch": first["epoch"],
        "changes": [],
        "cursor": first["cursor"],
        "more": False,
        "last": first["last"],
        "after": first["cursor"],
    }
    assert server.ask("GET", "/v1/hall").json["epoch"] == first["epoch"]


def test_the_feed_is_packed_where_the_client_can_unpack_it(server: Server) -> None:
    path = "/v1/catalog/changes"
    packed = server.ask("GET", path, headers={"accept-encoding": "br, gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.body)) == page(server)
    plain = server.ask("GET", path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers


def test_a_page_that_is_known_is_not_sent_again(server: Server) -> None:
    path = "/v1/catalog/changes?after=0&limit=3"
    first = server.ask("GET", path)
    for known in (first.headers["etag"], f'"x", {first.headers["etag"]}', "*"):
        again = server.ask("GET", path, headers={"if-none-match": known})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    for other in ("/v1/catalog/changes?after=1&limit=3", "/v1/catalog/changes?after=0&limit=2"):
        told = server.ask("GET", other, headers={"if-none-match": first.headers["etag"]})
        assert told.status == 200


def test_every_page_says_how_far_there_is_to_go(server: Server) -> None:
    assert {page(server, after, 2)["last"] for after in range(7)} == {7}


def test_a_page_kept_packed_is_the_page_of_now(server: Server) -> None:
    path, packed = "/v1/catalog/changes?limit=2", {"accept-encoding": "gzip"}
    first, again = (server.ask("GET", path, headers=packed) for _ in range(2))
    assert first.body == again.body
    assert json.loads(gzip.decompress(again.body)) == page(server, 0, 2)


def test_a_restart_tells_only_what_changed_with_tombstones_for_what_is_gone(
    tmp_path: Path,
) -> None:
    with running_server(tmp_path) as server:
        first = page(server)
        tag = server.ask("GET", "/v1/catalog/changes").headers["etag"]
        seen = server.ask("GET", "/v1/hall").json["seq"]
        assert server.stop() == 0
        ktp, kia, _, paspor = halls.SERVICES
        hall = halls.hall()
        write_settings(
            tmp_path,
            port=server.port,
            services=(ktp, replace(kia, name="Kartu Identitas Anak"), paspor),
            hall=replace(
                hall,
                queues=(hall.queues[0], hall.queues[2]),
                counters=tuple(c for c in hall.counters if "kk" not in c.profile),
            ),
        )
        server.start()
        later = page(server, first["cursor"])
        assert later["epoch"] == first["epoch"]
        whole_feed = server.ask("GET", "/v1/catalog/changes", headers={"if-none-match": tag})
        assert whole_feed.status == 200  # it is another one now
        told = {(c["kind"], c["id"]): c["record"] for c in later["changes"]}
        assert set(told) == {
            ("hall", "mpp-uji"),
            ("service", halls.KIA),
            ("service", halls.KK),
        }
        assert told["service", halls.KIA]["name"] == "Kartu Identitas Anak"
        assert told["service", halls.KK] is None
        with Listener(server, after=seen) as listener:
            assert listener.events(1)[0]["type"] == "catalog.changed"
