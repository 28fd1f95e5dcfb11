"""A hall server of a hundred lines, with the rules of docs/queue-rules.md and faults on order."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from kiosk.catalog.reader import to_record
from tests.unit.kiosk.sync.parts import AGENCY, HALL, NOW, SERVICE
from tests.unit.kiosk.sync.rude_server import (
    Manner,
    RudeServer,
    answer,
    body_of,
    hangs_up,
    refuses,
    says,
)


@dataclass
class HallBook:
    """The tickets of a hall. A printed number wins over one the hall gave before."""

    numbers: dict[str, str] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)
    last: int = 0

    def put(self, ticket: str, content: dict[str, Any]) -> str | None:
        """The ticket's number; None when the printed number is another ticket's."""
        printed = content.get("offline", {}).get("number")
        before = content.get("given", {}).get("number")
        if before is not None and ticket not in self.numbers:
            if before in self.given:
                return None
            self._give(ticket, before)
            self.last = max(self.last, int(before[1:]))
        elif printed is not None and self.numbers.get(ticket) != printed:
            if printed in self.given:
                return None
            self._give(ticket, printed)
        elif ticket not in self.numbers:
            self.last += 1
            self._give(ticket, f"A{self.last:03d}")
        return self.numbers[ticket]

    def cancel(self, ticket: str) -> str | None:
        """Take a ticket back; its number, None when nobody knows it."""
        if ticket in self.numbers:
            self.cancelled.add(ticket)
        return self.numbers.get(ticket)

    def live(self) -> dict[str, str]:
        """The numbers of all tickets that may be called."""
        return {t: number for t, number in self.numbers.items() if t not in self.cancelled}

    def _give(self, ticket: str, number: str) -> None:
        self.numbers[ticket] = number
        self.given.add(number)


class SmallHall:
    """Speaks the API over a real socket. `puts` and `snapshots` override how it answers."""

    def __init__(self) -> None:
        self.book = HallBook()
        self.epoch = "e1"
        self.now = NOW
        self._began = time.monotonic()
        self.changes: list[dict[str, Any]] = [
            {"kind": "hall", "id": HALL.id, "record": to_record(HALL)},
            {"kind": "agency", "id": AGENCY.id, "record": to_record(AGENCY)},
            {"kind": "service", "id": SERVICE.id, "record": to_record(SERVICE)},
        ]
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.deletes: Manner | None = None
        self.queues: list[dict[str, Any]] = []
        self.puts: Callable[[str], Manner | None] = lambda _: None
        self.snapshots: Manner | None = None
        self.pages: Manner | None = None
        self.lose_answers = False
        self._lock = threading.Lock()

    def __call__(self, server: RudeServer, connection: socket.socket, request: bytes) -> None:
        method, path, _ = request.split(b"\r\n", 1)[0].decode().split(" ")
        if method == "PUT":
            self._put(path.rsplit("/", 1)[1], body_of(request))(server, connection, request)
        elif method == "DELETE":
            self._delete(path.rsplit("/", 1)[1])(server, connection, request)
        elif path == "/v1/hall":
            (self.snapshots or says(answer(self._snapshot())))(server, connection, request)
        else:
            after = int(path.split("after=")[1].split("&")[0])
            (self.pages or says(answer(self._page(after))))(server, connection, request)

    def _put(self, ticket: str, content: dict[str, Any]) -> Manner:
        manner = self.puts(ticket)
        if manner is not None:
            return manner
        with self._lock:
            self.told.append((ticket, content))
            number = self.book.put(ticket, content)
        if number is None:
            printed = content.get("offline") or content["given"]
            return refuses("number-taken", 409, number=printed["number"])
        if self.lose_answers:
            return hangs_up
        return says(answer(ticket_json(ticket, number), 201))

    def _delete(self, ticket: str) -> Manner:
        if self.deletes is not None:
            return self.deletes
        with self._lock:
            number = self.book.cancel(ticket)
        if number is None:
            return refuses("unknown-ticket", 404)
        return says(answer(ticket_json(ticket, number) | {"state": "cancelled"}))

    def _snapshot(self) -> dict[str, Any]:
        now = self.now + timedelta(seconds=time.monotonic() - self._began)
        told = now.isoformat()
        return {"seq": 1, "epoch": self.epoch, "now": told, "queues": self.queues, "calls": []}

    def _page(self, after: int) -> dict[str, Any]:
        changes = [
            {"cursor": place, "deleted": False} | change
            for place, change in enumerate(self.changes, 1)
            if place > after
        ]
        page = changes[:1]
        cursor = page[-1]["cursor"] if page else len(self.changes)
        more = len(changes) > 1
        return {"epoch": self.epoch, "changes": page, "cursor": cursor, "more": more}


def ticket_json(ticket: str, number: str) -> dict[str, Any]:
    """A ticket as the API tells it."""
    return {
        "id": ticket,
        "number": number,
        "state": "waiting",
        "queue": "ktp",
        "service_day": "2026-11-23",
        "taken_at": "2026-11-23T09:41:00+07:00",
        "ahead": 2,
        "wait": {"low": 10, "high": 20},
    }


@contextmanager
def running(hall: SmallHall) -> Iterator[RudeServer]:
    """The hall behind a socket."""
    with RudeServer(hall) as server:
        yield server
