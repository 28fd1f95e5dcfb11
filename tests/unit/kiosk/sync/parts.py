"""A small hall, a clock that stands still, and a journal to try things on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from kiosk.audit import Audit
from kiosk.domain.calendar import Break, Calendar, Holiday, Hours
from kiosk.domain.hall import Counter, Hall, Kiosk, Queue, Zone
from kiosk.domain.numbers import TicketNumber
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
from kiosk.domain.ticket import Priority, TicketState
from kiosk.sync.answers import TicketAnswer
from kiosk.sync.journal import Journal, open_journal
from kiosk.sync.spare import NumberedTicket

WIB = timezone(timedelta(hours=7))
#: A Monday, mid-morning.
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=WIB)
DAY = date(2026, 11, 23)
KTP = "dukcapil.ktp-baru"
KK = "dukcapil.kk"

HALL = Hall(
    id="contoh",
    name="MPP Contoh",
    city="Kota Contoh",
    building="",
    address="Jalan Contoh 1",
    time_zone="Asia/Jakarta",
    calendar=Calendar(
        hours=tuple(Hours(day, time(8), time(14)) for day in range(5)),
        breaks=(Break(0, time(12), time(13), "Istirahat"),),
        holidays=(Holiday(date(2026, 12, 25), "Natal"),),
        last_ticket_minutes=30,
    ),
    zones=(Zone("a", "Zona A", "1", "", (0, 0, 50, 50)),),
    queues=(
        Queue("ktp", "dukcapil", "KTP", "A", (KTP,), 8),
        Queue("kk", "dukcapil", "KK", "B", (KK,), 8),
    ),
    counters=(
        Counter("c3", 3, "a", "dukcapil", ("ktp",)),
        Counter("c4", 4, "a", "dukcapil", ("ktp", "kk")),
    ),
    kiosks=(Kiosk("k1", "Anjungan 1", "X", "a"),),
    popular_services=(KTP,),
    phone_base="http://hall.test/t/",
)
AGENCY = Agency("dukcapil", "Dinas Dukcapil", "Dukcapil", "id")
SERVICE = Service(
    id=KTP,
    agency_id="dukcapil",
    name="KTP elektronik baru",
    short_name="KTP baru",
    icon="id",
    requirements=(Requirement("Kartu Keluarga"), Requirement("Akta kelahiran")),
    duration=Duration("1 hari"),
    fees=(Fee(0, "Tidak dipungut biaya"),),
    products=(Product("KTP-el"),),
    internal=InternalStandard(),
    provenance=(Provenance("contoh"),),
)


@dataclass
class StillClock:
    """A clock that moves when it is told to."""

    moment: datetime = NOW
    seconds: float = 1_000.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds


class RunningClock:
    """A clock that runs on from a moment; `ahead` seconds can be skipped."""

    def __init__(self, moment: datetime = NOW) -> None:
        self._moment = moment
        self._began = monotonic()
        self.ahead = 0.0

    def now(self) -> datetime:
        return self._moment + timedelta(seconds=self.monotonic() - self._began)

    def monotonic(self) -> float:
        return monotonic() + self.ahead


@dataclass
class OwnCatalog:
    """A catalog in memory."""

    told: Hall | None = HALL
    services: dict[str, Service] = field(default_factory=lambda: {KTP: SERVICE})

    def hall(self) -> Hall | None:
        return self.told

    def service(self, service_id: str) -> Service | None:
        return self.services.get(service_id)

    def agency(self, agency_id: str) -> Agency | None:
        return AGENCY if agency_id == AGENCY.id else None


def owed(journal: Journal) -> list[NumberedTicket]:
    """The numbers on paper that the hall must still be told of."""
    return [row.ticket for row in journal.outbox.pending() if row.ticket is not None]


@contextmanager
def a_journal(folder: Path) -> Iterator[Journal]:
    """The journal of a kiosk whose files are in `folder`."""
    audit = Audit(folder / "audit.jsonl", StillClock())
    journal = open_journal(folder, audit)
    try:
        yield journal
    finally:
        journal.close()
        audit.close()


def audited(folder: Path) -> list[dict[str, Any]]:
    """What the audit file of `folder` says."""
    path = folder / "audit.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def asked(journal: Journal, service_id: str = KTP, now: datetime = NOW) -> UUID:
    """A ticket written down and not yet numbered."""
    ticket_id = uuid7()
    journal.ask(ticket_id, service_id, Priority.NONE, now.date(), now)
    return ticket_id


def answered(ticket_id: UUID, number: str, now: datetime = NOW) -> TicketAnswer:
    """The hall's answer: it gave the ticket a number."""
    parsed = TicketNumber.parse(number)
    state = TicketState.WAITING
    return TicketAnswer(ticket_id, parsed, state, "ktp", now.date(), now, None, None)


def given(journal: Journal, number: str, now: datetime = NOW) -> UUID:
    """A ticket with a number of the hall."""
    ticket_id = asked(journal, now=now)
    journal.number(answered(ticket_id, number, now), now)
    return ticket_id


def printed_offline(journal: Journal, now: datetime = NOW) -> UUID:
    """A ticket with a number of the kiosk's own series."""
    ticket_id = asked(journal, now=now)
    journal.number_offline(ticket_id, "A", "X")
    return ticket_id
