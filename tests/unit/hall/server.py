"""A real hall server in a process of its own, and clients over real sockets."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from uuid_utils import uuid7

from hall.auth import hash_pin
from kiosk.catalog.reader import to_record
from kiosk.domain.hall import Hall
from kiosk.domain.service import Service
from tests.helpers.ports import free_port
from tests.helpers.waiting import comes
from tests.unit.hall import halls
from tests.unit.hall.desk import MORNING

PIN = "135790"
TOKENS = {
    "kiosk-1": "token-one",
    "kiosk-2": "token-two",
    "board-1": "token-board",
    "portal-1": "token-portal",
    "monitor-1": "token-monitor",
}
STAFF = tuple(f"staff-{n}" for n in range(1, 10))
#: Deadlines for what must come at all; a slow machine may take its time.
READY_SECONDS = 60.0
STOP_SECONDS = 30.0
ANSWER_SECONDS = 30.0


@cache
def _pin_hash() -> str:
    return hash_pin(PIN)


@dataclass(frozen=True)
class Answer:
    """A response, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        assert self.headers["content-type"] == "application/problem+json", self.body
        return str(self.json["code"])


class Server:
    """The process, its folder and its address; a client that asks it things."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def start(self) -> None:
        self.spawn()
        self.wait_ready()

    def spawn(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "kiosk",
                    "hall",
                    "--settings",
                    self.folder / "settings.toml",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            )

    def wait_ready(self) -> None:
        process = self.process
        assert process is not None
        comes(lambda: process.poll() is not None or self._is_ready(), READY_SECONDS)
        if process.poll() is not None or not self._is_ready():
            self.kill()
            raise AssertionError(f"hall server is not ready: {self.log}")

    def _is_ready(self) -> bool:
        try:
            return self.ask("GET", "/readyz").status == 200
        except OSError:
            return False

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS)
        finally:
            self.kill()

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def ask(
        self,
        method: str,
        path: str,
        content: Any = None,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = ANSWER_SECONDS,
    ) -> Answer:
        data = json.dumps(content).encode() if content is not None else body
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request(method, path, data, dict(headers or {}))
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read())
        finally:
            connection.close()

    def put_ticket(
        self, ticket_id: str | None = None, kiosk: str = "kiosk-1", **content: Any
    ) -> Answer:
        return self.ask(
            "PUT",
            f"/v1/tickets/{ticket_id or new_id()}",
            {"services": [halls.KTP]} | content,
            headers=bearer(kiosk),
        )

    def sign_in(self, counter: str, username: str = "", pin: str = PIN) -> Seat:
        content = {"username": username or f"staff-{counter}", "pin": pin, "counter": counter}
        answer = self.ask("POST", "/v1/session", content)
        assert answer.status == 200, answer.body
        cookie: SimpleCookie = SimpleCookie(answer.headers["set-cookie"])
        return Seat(self, counter, f"mpp_session={cookie['mpp_session'].value}")


@dataclass(frozen=True)
class Seat:
    """A member of staff, signed in at a counter."""

    server: Server
    counter: str
    cookie: str

    def get(self) -> Any:
        path = f"/v1/counters/{self.counter}"
        return self.server.ask("GET", path, headers={"cookie": self.cookie}).json

    def post(self, path: str = "", key: str | None = None, **headers: str) -> Answer:
        return self.server.ask(
            "POST",
            f"/v1/counters/{self.counter}/calls{path}",
            headers={"cookie": self.cookie, "idempotency-key": key or str(uuid4())} | headers,
        )

    def sign_out(self) -> Answer:
        return self.server.ask("DELETE", "/v1/session", headers={"cookie": self.cookie})


def new_id() -> str:
    """A fresh ticket id."""
    return str(uuid7())


def bearer(device: str = "kiosk-1") -> dict[str, str]:
    """The header with a device's token."""
    return {"authorization": f"Bearer {TOKENS[device]}"}


def write_settings(
    folder: Path, *, at: datetime = MORNING, hall: Hall | None = None, **changes: Any
) -> int:
    """Write what a server needs into `folder`; its clock begins at `at`. Returns its port."""
    port: int = changes.pop("port", 0) or free_port()
    services: tuple[Service, ...] = changes.pop("services", halls.SERVICES)
    records = {"agencies": [to_record(agency) for agency in halls.AGENCIES]}
    (folder / "hall.json").write_text(
        json.dumps({"hall": to_record(hall or halls.hall()), **records})
    )
    (folder / "services.json").write_text(
        json.dumps({"services": [to_record(service) for service in services]})
    )
    shift = (at - datetime.now(UTC)).total_seconds()
    values = {
        "database": "hall.db",
        "hall_file": "hall.json",
        "services_file": "services.json",
        "status_drop": "status",
        "port": port,
        "public_url": f"http://127.0.0.1:{port}",
        "session_key": "a key for tests",
    } | changes
    lines = [f"clock_shift_seconds = {shift}", "[hall]"]
    lines += [
        f"{name} = {json.dumps(value)}" for name, value in values.items() if value is not None
    ]
    for device, token in TOKENS.items():
        digest = hashlib.sha256(token.encode()).hexdigest()
        role = device.split("-")[0]
        lines += ["[[hall.devices]]", f'id = "{device}"', f'role = "{role}"']
        lines += [f'token_sha256 = "{digest}"']
    for username in STAFF:
        lines += ["[[hall.staff]]", f'username = "{username}"', f'name = "{username.title()}"']
        lines += [f'pin_hash = "{_pin_hash()}"']
    (folder / "settings.toml").write_text("\n".join(lines))
    (folder / "status").mkdir(exist_ok=True)
    return port


@contextmanager
def running_server(folder: Path, **changes: Any) -> Iterator[Server]:
    """A hall server, ended when the block ends."""
    server = Server(folder, write_settings(folder, **changes))
    server.start()
    try:
        yield server
    finally:
        server.kill()


class Listener:
    """A client of the event stream on a bare socket."""

    def __init__(
        self, server: Server, after: int | None = None, last_id: int | None = None
    ) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), timeout=ANSWER_SECONDS)
        query = "" if after is None else f"?after={after}"
        last = "" if last_id is None else f"Last-Event-ID: {last_id}\r\n"
        request = f"GET /v1/events{query} HTTP/1.1\r\nHost: hall\r\n{last}\r\n"
        self._socket.sendall(request.encode())
        self._file = self._socket.makefile("rb")
        #: Whether the stream ended as HTTP ends it: with the empty last part.
        self.ended_whole = False
        self.status = int(self._file.readline().split()[1])
        while self._file.readline() not in {b"\r\n", b""}:
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._socket.close()

    def blocks(self) -> Iterator[dict[str, str]]:
        """The blocks of the stream: fields of an event, or {"": comment}; ends with the stream."""
        fields: dict[str, str] = {}
        for line in self._file:
            text = line.decode().rstrip("\r\n")
            self.ended_whole |= line == b"0\r\n"
            name, _, value = text.partition(":")
            if text and (":" in text):
                fields[name] = value.strip()
            elif not text and fields:
                yield fields
                fields = {}

    def events(self, count: int) -> list[dict[str, Any]]:
        """The next `count` events, read as JSON with their `event` type."""
        found = []
        for block in self.blocks():
            if "event" in block:
                found.append(json.loads(block["data"]) | {"event": block["event"]})
            if len(found) == count:
                return found
        raise AssertionError(f"stream ended after {found}")
