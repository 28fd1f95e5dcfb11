"""Two halls on one server: what one of them gave out opens nothing of the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kiosk.catalog.reader import to_record
from tests.unit.hall import halls
from tests.unit.hall.halls import KTP
from tests.unit.hall.server import (
    TOKENS,
    Answer,
    Seat,
    Server,
    bearer,
    new_id,
    write_settings,
)

OTHER = "mpp-lain.example"
OTHER_TOKEN = "token-of-the-other-hall"


def add_hall(folder: Path, port: int) -> None:
    """Make a second hall of the settings: another id, another name in the address, own devices."""
    record = to_record(replace(halls.hall(), id="mpp-lain", name="MPP Lain"))
    agencies = [to_record(agency) for agency in halls.AGENCIES]
    (folder / "other.json").write_text(json.dumps({"hall": record, "agencies": agencies}))
    file = folder / "settings.toml"
    head, _, rest = file.read_text().partition("[hall]\n")
    settings, _, people = rest.partition("[[")
    shared, own = [], []
    for line in settings.splitlines():
        of_server = line.startswith(("database", "port", "session_key"))
        (shared if of_server else own).append(line)
    people = f"[[{people}".replace("[[hall.", "[[hall.halls.")
    digest = hashlib.sha256(OTHER_TOKEN.encode()).hexdigest()
    other = [
        "[[hall.halls]]",
        'hall_file = "other.json"',
        'services_file = "services.json"',
        f'public_url = "http://{OTHER}:{port}"',
        "[[hall.halls.devices]]",
        'id = "kiosk-1"',
        'role = "kiosk"',
        f'token_sha256 = "{digest}"',
    ]
    parts = [head + "[hall]", *shared, "[[hall.halls]]", *own, people, *other]
    file.write_text("\n".join(parts))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("halls")
    port = write_settings(folder)
    add_hall(folder, port)
    server = Server(folder, port)
    server.start()
    yield server
    server.kill()


def at_other(server: Server, method: str, path: str, **asked: Any) -> Answer:
    headers = {"host": OTHER} | asked.pop("headers", {})
    return server.ask(method, path, asked.pop("content", None), headers=headers)


def seq_of_other(server: Server) -> int:
    return int(at_other(server, "GET", "/v1/hall").json["seq"])


def put_at_other(server: Server, headers: dict[str, str]) -> Answer:
    path = f"/v1/tickets/{new_id()}"
    return at_other(server, "PUT", path, content={"services": [KTP]}, headers=headers)


def test_each_hall_knows_its_own_devices_only(server: Server) -> None:
    own = {"authorization": f"Bearer {OTHER_TOKEN}"}
    assert server.put_ticket().status == 201
    first = put_at_other(server, own)
    assert (first.status, first.json["number"]) == (201, "A001")
    before = seq_of_other(server)
    for device in TOKENS:
        answer = put_at_other(server, bearer(device))
        assert (answer.status, answer.code) == (401, "not-signed-in")
    path = f"/v1/tickets/{new_id()}"
    answer = server.ask("PUT", path, {"services": [KTP]}, headers=own)
    assert (answer.status, answer.code) == (401, "not-signed-in")
    assert seq_of_other(server) == before


def test_a_ticket_of_one_hall_is_unknown_in_the_other(server: Server) -> None:
    taken = server.put_ticket()
    assert taken.status == 201, taken.body
    ticket = taken.json["id"]
    for method in ("GET", "DELETE"):
        answer = at_other(server, method, f"/v1/tickets/{ticket}")
        assert (answer.status, answer.code) == (404, "unknown-ticket")
    assert server.ask("GET", f"/v1/tickets/{ticket}").json["state"] == "waiting"


def test_a_session_of_one_hall_opens_no_counter_of_the_other(server: Server) -> None:
    seat: Seat = server.sign_in("1")
    before = seq_of_other(server)
    headers = {"cookie": seat.cookie, "idempotency-key": str(uuid4())}
    for method, path in (
        ("GET", "/v1/counters/1"),
        ("POST", "/v1/counters/1/calls"),
        ("DELETE", "/v1/session"),
    ):
        answer = at_other(server, method, path, headers=headers)
        assert (answer.status, answer.code) == (401, "not-signed-in")
    assert seq_of_other(server) == before
    assert seat.get()["counter"]["id"] == "1"


@pytest.mark.parametrize("name", ["", "nobody.example", "127.0.0.1.nobody.example", "..", "*"])
def test_a_name_of_no_hall_is_told_so(server: Server, name: str) -> None:
    answer = server.ask("GET", "/v1/hall", headers={"host": name})
    assert (answer.status, answer.code) == (404, "not-found")
