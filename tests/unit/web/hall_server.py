"""The real hall server as a process of its own, with a hall made for the pages' tests.

Each `Place` of the hall is a queue with two counters of its own, so tests can share one server
without meeting each other.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import resource
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from datetime import time as clock_time
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import pytest
import uuid_utils

from hall.auth import hash_pin
from kiosk.catalog.reader import to_record
from kiosk.domain.calendar import Calendar, Hours
from kiosk.domain.hall import Counter, Hall, Kiosk, Queue, Zone
from kiosk.domain.service import (
    Agency,
    Duration,
    Fee,
    InternalStandard,
    Product,
    Provenance,
    Requirement,
    Service,
)
from tests.helpers.ports import free_port
from tests.helpers.waiting import until
from tests.journeys.processes import Program, answers

WIB = timezone(timedelta(hours=7))
MORNING = datetime(2026, 11, 23, 9, 41, tzinfo=WIB)
PIN = "246810"
TOKEN = "token-of-the-kiosk"
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{ 7*7 }}"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PREFIXES = [*LETTERS, *(f"B{letter}" for letter in LETTERS), *(f"C{letter}" for letter in LETTERS)]
#: Places with a part of their own: Y is where other things happen, Z publishes hostile texts, CY
#: and CZ have the longest numbers.
RESERVED = ("Y", "Z", "CY", "CZ")


@dataclass(frozen=True, slots=True)
class Place:
    """A queue of its own: its letter, its services, the ids and staff of its two counters."""

    letter: str
    services: tuple[str, ...]
    counters: tuple[str, str]

    @property
    def staff(self) -> tuple[str, ...]:
        return tuple(f"staf{counter}" for counter in self.counters)


def reserved(letter: str) -> Place:
    return next(place for place in places() if place.letter == letter)


def places() -> Iterator[Place]:
    for index, letter in enumerate(PREFIXES):
        key = letter.lower()
        services = tuple(f"{key}.{name}" for name in ("ktp", "kk", "kia"))
        yield Place(letter, services, (str(index * 2 + 1), str(index * 2 + 2)))


def _service(place: Place, index: int) -> Service:
    names = (
        ("Ganti KTP elektronik hilang atau rusak", "KTP hilang"),
        ("Kartu Keluarga baru", "Kartu keluarga"),
        ("Kartu Identitas Anak", "KIA"),
    )
    papers: tuple[str, ...] = (
        "Formulir F-1.02",
        "Surat keterangan kehilangan dari kepolisian (bila hilang)",
    )
    name, short = names[index]
    if place.letter == "Z":  # what a hostile or careless publisher may send
        name, short, papers = HOSTILE, HOSTILE, (HOSTILE,)
    if place.letter == "Y":  # what is told apart from all others
        name = f"{name} keliling"
    return Service(
        id=place.services[index],
        agency_id=_agency_of(place),
        name=name,
        short_name=short,
        icon="id",
        requirements=tuple(Requirement(paper) for paper in papers),
        duration=Duration("1 hari kerja"),
        fees=(Fee(0, "Gratis"),),
        products=(Product("Dokumen"),),
        internal=InternalStandard(legal_basis=("UU 24/2013",)),
        provenance=(Provenance("contoh"),),
    )


def _agency_of(place: Place) -> str:
    return "dukcapil" if place.letter < "M" else "polres"


def _queue_name(place: Place) -> str:
    return HOSTILE if place.letter == "Z" else f"Antrean {place.letter}"


def _counters(place: Place) -> tuple[Counter, ...]:
    queue = f"q-{place.letter.lower()}"
    return tuple(
        Counter(id=c, number=int(c), zone_id="b", agency_id=_agency_of(place), profile=(queue,))
        for c in place.counters
    )


def _hall() -> Hall:
    everyday = tuple(Hours(day, clock_time(8), clock_time(16)) for day in range(7))
    return Hall(
        id="uji",
        name="Mal Pelayanan Publik",
        city="Kota Contoh",
        building="Graha",
        address="Jalan Contoh 1",
        time_zone="Asia/Jakarta",
        calendar=Calendar(everyday),
        zones=(Zone("b", "Zona Biru", "Lantai 1", "Dari pintu masuk ke kiri", (0, 0, 50, 50)),),
        queues=tuple(
            Queue(f"q-{p.letter.lower()}", _agency_of(p), _queue_name(p), p.letter, p.services, 8)
            for p in places()
        ),
        counters=tuple(c for p in places() for c in _counters(p)),
        kiosks=(Kiosk("anjungan-1", "Anjungan 1", "X", "b"),),
        popular_services=(),
    )


def _write(path: Path, content: dict[str, Any]) -> Path:
    path.write_text(json.dumps(content, default=str), encoding="utf-8")
    return path


def _settings(folder: Path, port: int, pin_hash: str, shift: timedelta) -> str:
    staff = "".join(
        f'[[hall.staff]]\nusername = "{name}"\nname = "Rina"\npin_hash = "{pin_hash}"\n'
        for place in places()
        for name in place.staff
    )
    return f"""clock_shift_seconds = {shift.total_seconds()}
[hall]
database = "{folder / "hall.db"}"
hall_file = "{folder / "hall.json"}"
services_file = "{folder / "services.json"}"
port = {port}
public_url = "http://127.0.0.1:{port}"
session_key = "{"key of these tests " * 3}"
[[hall.devices]]
id = "anjungan-1"
role = "kiosk"
token_sha256 = "{hashlib.sha256(TOKEN.encode()).hexdigest()}"
{staff}"""


class HallServer:
    """A hall server that can be killed and started again on the same port and store."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pin_hash = hash_pin(PIN)
        self._shift = MORNING - datetime.now(WIB)
        self._program: Program | None = None
        self.port = free_port()
        agencies = (
            Agency("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Dukcapil", "id"),
            Agency("polres", "Kepolisian Resor", "Polres", "shield"),
        )
        services = [_service(place, index) for place in places() for index in range(3)]
        _write(
            folder / "hall.json",
            {"hall": to_record(_hall()), "agencies": [to_record(a) for a in agencies]},
        )
        _write(folder / "services.json", {"services": [to_record(s) for s in services]})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def now(self) -> datetime:
        """The hall's time."""
        return datetime.now(WIB) + self._shift

    def start(self) -> None:
        settings = self._folder / "settings.toml"
        text = _settings(self._folder, self.port, self._pin_hash, self._shift)
        settings.write_text(text, encoding="utf-8")
        arguments = ["-m", "kiosk", "hall", "--settings", str(settings)]
        self._program = Program(arguments, self._folder / "hall.log")
        try:
            until(lambda: answers(self.port), 60)
        except AssertionError:
            log = self._program.log()
            self.kill()
            pytest.fail(f"the hall server does not answer; its log: {log}")

    def kill(self) -> None:
        """As a power cut would."""
        assert self._program is not None
        self._program.kill()
        self._program = None

    def limit_files(self, size: int = resource.RLIM_INFINITY) -> None:
        """Let the server's files grow to `size` bytes and no further, as a full disk would."""
        assert self._program is not None
        process = psutil.Process(self._program.pid)
        process.rlimit(psutil.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def signal(self, number: int) -> None:
        assert self._program is not None
        self._program.signal(number)

    def stop(self) -> None:
        if self._program is not None:
            self._program.stop()
            self._program = None

    # --- what a kiosk does ----------------------------------------------------------------------

    def new_id(self) -> UUID:
        return UUID(str(uuid_utils.uuid7(nanoseconds=int(self.now.timestamp() * 1e9))))

    def issue(
        self,
        services: Sequence[str],
        priority: str = "none",
        ticket: UUID | None = None,
        offline: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        body: dict[str, Any] = {"services": list(services), "priority": priority}
        if offline:
            body["offline"] = offline
        status, answer = self.ask(
            "PUT",
            f"/v1/tickets/{ticket or self.new_id()}",
            body=json.dumps(body),
            headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
        )
        assert status == 201, answer
        issued: dict[str, Any] = json.loads(answer)
        return issued

    def ticket(self, ticket_id: str) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.ask("GET", f"/v1/tickets/{ticket_id}")[1])
        return read

    def ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body.encode() or None, headers or {})
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def headers(self, path: str) -> dict[str, str]:
        """The headers of an answer, names in small letters."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            return {k.lower(): v for k, v in connection.getresponse().getheaders()}
        finally:
            connection.close()

    def told(self, number: str) -> list[str]:
        """The types of all events about a number, as the event stream replays them."""
        last = json.loads(self.ask("GET", "/v1/hall")[1])["seq"]
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/v1/events?after=0")
            response = connection.getresponse()
            types: list[str] = []
            while True:
                line = response.readline()
                assert line, "the stream ended before the last event"
                if not line.startswith(b"data: {"):
                    continue
                event = json.loads(line[6:])
                if event.get("number") == number:
                    types.append(event["type"])
                if event.get("seq") == last:
                    return types
        finally:
            connection.close()
