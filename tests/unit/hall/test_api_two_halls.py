"""Two halls behind one server, told apart by the host name that was asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kiosk.catalog.reader import to_record
from tests.helpers.ports import free_port
from tests.unit.hall import halls
from tests.unit.hall import server as one_hall
from tests.unit.hall.desk import MORNING
from tests.unit.hall.halls import KTP
from tests.unit.hall.server import PIN, Answer, Server, new_id

NAMES = ("barat", "timur")


def write_settings(folder: Path) -> int:
    """Two halls with the same queues, counters and names of staff; their tokens differ."""
    port = free_port()
    shift = (MORNING - datetime.now(UTC)).total_seconds()
    services = {"services": [to_record(service) for service in halls.SERVICES]}
    (folder / "services.json").write_text(json.dumps(services))
    lines = [f"clock_shift_seconds = {shift}", "[hall]", 'database = "hall.db"', f"port = {port}"]
    lines += ['session_key = "a key for tests"']
    lines += ["[[hall.devices]]", 'id = "watch"', 'role = "monitor"']
    lines += [f'token_sha256 = "{digest("everything")}"']
    for name in NAMES:
        hall = to_record(replace(halls.hall(), id=f"mpp-{name}", name=f"MPP {name.title()}"))
        agencies = [to_record(agency) for agency in halls.AGENCIES]
        (folder / f"{name}.json").write_text(json.dumps({"hall": hall, "agencies": agencies}))
        lines += ["[[hall.halls]]", f'hall_file = "{name}.json"', 'services_file = "services.json"']
        lines += [f'public_url = "http://{name}.test:{port}"', "[[hall.halls.devices]]"]
        lines += ['id = "kiosk-1"', 'role = "kiosk"', f'token_sha256 = "{digest(name)}"']
        lines += ["[[hall.halls.devices]]", 'id = "watch"', 'role = "monitor"']
        lines += [f'token_sha256 = "{digest(f"the watch of {name}")}"']
        lines += ["[[hall.halls.staff]]", 'username = "rina"', 'name = "Rina"']
        lines += [f'pin_hash = "{one_hall._pin_hash()}"']
    (folder / "settings.toml").write_text("\n".join(lines))
    return port


def digest(name: str) -> str:
    return one_hall.hashlib.sha256(f"token of {name}".encode()).hexdigest()


class TwoHalls(Server):
    """The server, asked as one of its halls; ready when it answers at all."""

    def at(self, name: str, method: str, path: str, content: Any = None, **headers: str) -> Answer:
        host = {"host": f"{name}.test:{self.port}"}
        return super().ask(method, path, content, headers=host | headers)

    def ask(self, method: str, path: str, *args: Any, **options: Any) -> Answer:
        headers = {"host": f"{NAMES[0]}.test:{self.port}"} | dict(options.pop("headers", {}) or {})
        return super().ask(method, path, *args, headers=headers, **options)

    def take(self, name: str, token_of: str = "", ticket_id: str = "") -> Answer:
        token = {"authorization": f"Bearer token of {token_of or name}"}
        path = f"/v1/tickets/{ticket_id or new_id()}"
        return self.at(name, "PUT", path, {"services": [KTP]}, **token)

    def metrics(self, name: str, token_of: str) -> Answer:
        token = {"authorization": f"Bearer token of {token_of}"}
        return self.at(name, "GET", "/metrics", **token)

    def sign_in_at(self, name: str) -> str:
        who = {"username": "rina", "pin": PIN, "counter": "1"}
        answer = self.at(name, "POST", "/v1/session", who)
        assert answer.status == 200, answer.body
        return answer.headers["set-cookie"].partition(";")[0]

    def call(self, name: str, cookie: str) -> Answer:
        key = str(uuid4())
        headers = {"cookie": cookie, "idempotency-key": key}
        return self.at(name, "POST", "/v1/counters/1/calls", **headers)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoHalls]:
    folder = tmp_path_factory.mktemp("halls")
    server = TwoHalls(folder, write_settings(folder))
    server.start()
    try:
        yield server
    finally:
        server.kill()


def test_each_name_is_a_hall_with_its_own_numbers(both: TwoHalls) -> None:
    before = [both.at(name, "GET", "/v1/hall").json["queues"][0]["waiting"] for name in NAMES]
    numbers = {name: both.take(name).json["number"] for name in NAMES}
    after = [both.at(name, "GET", "/v1/hall").json["queues"][0]["waiting"] for name in NAMES]
    assert [late - early for early, late in zip(before, after, strict=True)] == [1, 1]
    assert set(numbers.values()) <= {f"A{n:03d}" for n in range(1, 20)}
    names = [page.json["changes"][0]["record"]["name"] for page in catalogs(both)]
    assert names == ["MPP Barat", "MPP Timur"]


def catalogs(both: TwoHalls) -> list[Answer]:
    return [both.at(name, "GET", "/v1/catalog/changes") for name in NAMES]


def test_a_kiosk_of_one_hall_takes_no_numbers_at_the_other(both: TwoHalls) -> None:
    answer = both.take("timur", token_of="barat")
    assert (answer.status, answer.code) == (401, "not-signed-in")


def test_a_cookie_of_one_hall_is_worth_nothing_at_the_other(both: TwoHalls) -> None:
    cookie = both.sign_in_at("barat")
    both.sign_in_at("timur")  # so the counter is open there as well
    assert both.call("barat", cookie).status == 200
    for answer in (
        both.call("timur", cookie),
        both.at("timur", "GET", "/v1/counters/1", cookie=cookie),
        both.at("timur", "DELETE", "/v1/session", cookie=cookie),
    ):
        assert (answer.status, answer.code) == (401, "not-signed-in")
    assert both.at("barat", "GET", "/v1/counters/1", cookie=cookie).status == 200


def test_a_ticket_of_one_hall_is_unknown_at_the_other(both: TwoHalls) -> None:
    ticket_id = new_id()
    assert both.take("barat", ticket_id=ticket_id).status == 201
    for method in ("GET", "DELETE"):
        answer = both.at("timur", method, f"/v1/tickets/{ticket_id}")
        assert (answer.status, answer.code) == (404, "unknown-ticket")
    answer = both.take("timur", ticket_id=ticket_id)
    assert (answer.status, answer.code) == (422, "content-conflict")
    assert both.at("barat", "GET", f"/v1/tickets/{ticket_id}").json["state"] == "waiting"


@pytest.mark.parametrize(("name", "other"), [NAMES, NAMES[::-1]])
def test_a_halls_monitoring_reads_its_own_numbers_and_the_servers(
    both: TwoHalls, name: str, other: str
) -> None:
    for each in NAMES:
        assert both.take(each).status == 201
    own = both.metrics(name, f"the watch of {name}").body.decode()
    assert f'mpp_events_total{{hall="mpp-{name}",type="ticket.issued"}}' in own
    assert f'mpp_waiting{{hall="mpp-{name}",queue="ktp"}}' in own
    assert "\nmpp_commit_seconds_count " in own
    assert f"mpp-{other}" not in own
    answer = both.metrics(name, f"the watch of {other}")
    assert (answer.status, answer.code) == (401, "not-signed-in")


@pytest.mark.parametrize("name", NAMES)
def test_the_monitoring_of_the_server_reads_all_halls_at_any_name(
    both: TwoHalls, name: str
) -> None:
    whole = both.metrics(name, "everything").body.decode()
    for hall in NAMES:
        assert f'mpp_last_event{{hall="mpp-{hall}"}}' in whole
    assert both.take(name, token_of="everything").code == "not-signed-in"


def test_a_device_that_would_be_no_halls_is_refused_at_the_start(tmp_path: Path) -> None:
    """A kiosk written beside the halls instead of into one would only ever be answered 401."""
    write_settings(tmp_path)
    settings = tmp_path / "settings.toml"
    text = settings.read_text().replace('role = "monitor"', 'role = "kiosk"', 1)
    settings.write_text(text)
    tried = subprocess.run(
        [sys.executable, "-m", "kiosk", "hall", "--settings", settings],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (tried.returncode, "hanya untuk peran monitor" in tried.stderr) == (78, True)


@pytest.mark.parametrize("name", ["selatan", "barat.test.evil", "x" * 300])
def test_a_name_of_no_hall_is_told_so(both: TwoHalls, name: str) -> None:
    answer = both.at(name, "GET", "/v1/hall")
    assert (answer.status, answer.code) == (404, "not-found")
