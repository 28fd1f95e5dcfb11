"""Desks that answer as a test wants: at once, late, with a refusal."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from kiosk.domain.application import ApplicationStatus, Stage
from kiosk.domain.calendar import Opening
from kiosk.domain.hall import Zone
from kiosk.domain.live import QueueState
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.paper import PrintOutcome, PrintState
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
from kiosk.domain.ticket import IssuedTicket, Priority, WaitRange
from kiosk.domain.visit import Visit
from kiosk.errors import MppError
from ui.live import LiveHall
from ui.viewmodels.place import Place

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=WIB)  # a Monday
PATIENCE = 60.0  # seconds a held call waits for its release before the test is wrong

KTP = Service(
    id="dukcapil.ktp-hilang",
    agency_id="dukcapil",
    name="KTP elektronik hilang atau rusak",
    short_name="KTP hilang",
    icon="id",
    requirements=(
        Requirement("Surat kehilangan dari kepolisian (bila hilang)"),
        Requirement("KTP lama (bila rusak)"),
        Requirement("Fotokopi kartu keluarga"),
        Requirement("Datang sendiri, tidak dapat diwakilkan"),
    ),
    duration=Duration("1 hari kerja"),
    fees=(Fee(0, "Gratis"),),
    products=(Product("KTP elektronik"),),
    internal=InternalStandard(legal_basis=("UU 24/2013",)),
    provenance=(Provenance("standar pelayanan Dukcapil", verified=True),),
)
DUKCAPIL = Agency("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Dukcapil", "id")
ZONE_B = Zone("b", "Zona B", "Lantai 1", "lurus, lalu ke kanan", (40, 10, 30, 20))
KTP_PLACE = Place(KTP, DUKCAPIL, "dukcapil-ktp", ZONE_B, (3, 4, 5, 6))
PHONE_URL = "https://antrean.example.go.id/t/0192f3a4b5c67d8e9f00aabbccddeeff"


def ticket(number: str = "A018", **changes: Any) -> IssuedTicket:
    """A ticket as the desk gives it."""
    facts: dict[str, Any] = {
        "id": "0192f3a4-b5c6-7d8e-9f00-aabbccddeeff",
        "number": TicketNumber.parse(number),
        "service_id": KTP.id,
        "queue_id": KTP_PLACE.queue_id,
        "priority": Priority.NONE,
        "taken_at": NOW,
        "ahead": 6,
        "wait": WaitRange(15, 25),
        "phone_url": PHONE_URL,
    }
    return IssuedTicket(**(facts | changes))


PRINTED = PrintOutcome(PrintState.PRINTED)

TRACKING_NUMBER = "261123000422"
FACTOR = "4821"


def application(**changes: Any) -> ApplicationStatus:
    """An application on its way."""
    facts: dict[str, Any] = {
        "service_name": "Izin mendirikan klinik pratama",
        "agency_name": "DPMPTSP",
        "stages": (
            Stage("Berkas diterima", datetime(2026, 11, 9, 10, 5, tzinfo=WIB)),
            Stage("Pemeriksaan berkas", datetime(2026, 11, 12, 14, 30, tzinfo=WIB)),
            Stage(
                "Peninjauan lokasi",
                datetime(2026, 11, 18, 9, 0, tzinfo=WIB),
                "Petugas datang hari Rabu, 25 November",
            ),
            Stage("Izin terbit", None),
        ),
        "next_step": "Lengkapi fotokopi sertifikat tanah, lalu serahkan di Loket 11.",
        "as_of": datetime(2026, 11, 23, 7, 30, tzinfo=WIB),
    }
    return ApplicationStatus(**(facts | changes))


class FakeDesk:
    """Answers each errand with the next prepared answer; the last one is kept for all later.

    An answer that is an error is raised. `hold` keeps every answer back until `let_go`, as a slow
    line or a slow printer would.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.visits: list[Visit] = []
        self.numbers: deque[IssuedTicket | MppError] = deque([ticket()])
        self.outcomes: deque[PrintOutcome | MppError] = deque([PRINTED])
        self.applications: deque[ApplicationStatus | MppError] = deque([application()])
        self._go_on = threading.Event()
        self._go_on.set()

    def hold(self) -> None:
        """Keep answers back from now on."""
        self._go_on.clear()

    def let_go(self) -> None:
        """Give the answers that were kept back."""
        self._go_on.set()

    def asked(self, errand: str) -> list[tuple[Any, ...]]:
        """The arguments of each call of an errand so far."""
        return [call[1:] for call in self.calls if call[0] == errand]

    def take_number(self, service_id: str, priority: Priority, visit: Visit) -> IssuedTicket:
        self.visits.append(visit)
        return self._answer(self.numbers, "take_number", service_id, priority)

    def print_ticket(
        self, issued: IssuedTicket, language: str, duplicate: bool = False
    ) -> PrintOutcome:
        return self._answer(self.outcomes, "print_ticket", issued, language, duplicate)

    def look_up(self, tracking_number: str, factor: str) -> ApplicationStatus:
        return self._answer(self.applications, "look_up", tracking_number, factor)

    def _answer(self, answers: deque[Any], *call: Any) -> Any:
        answer = answers.popleft() if len(answers) > 1 else answers[0]
        self.calls.append(call)
        assert self._go_on.wait(PATIENCE), "nobody let the desk go on"
        if isinstance(answer, MppError):
            raise answer
        return answer


class FakeHall:
    """What the kiosk knows of the hall by itself; a test changes it as it likes."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {KTP.id: KTP_PLACE}
        self.state: QueueState | None = QueueState("dukcapil-ktp", 6, WaitRange(15, 25), 2)
        self.open = Opening(None, until=NOW.replace(hour=13))
        self.per_visit = 2
        self.live = LiveHall()

    def place(self, service_id: str) -> Place | None:
        return self.places.get(service_id)

    def queue_state(self, queue_id: str) -> QueueState | None:
        return self.state

    def opening(self) -> Opening:
        return self.open

    def opening_of(self, place: Place) -> Opening:
        refusal = self.state.refusal if self.state and self.state.id == place.queue_id else None
        return (refusal or self.open) if self.open.given else self.open

    def tickets_per_visit(self) -> int:
        return self.per_visit

    def now(self) -> datetime:
        return NOW


class FakeClock:
    """A clock that goes forward when it is told to."""

    def __init__(self) -> None:
        self._now = NOW
        self._seconds = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._seconds

    def set(self, moment: datetime) -> None:
        """Make it `moment`; durations do not notice."""
        self._now = moment

    def advance(self, seconds: float) -> None:
        self._seconds += seconds
        self._now += timedelta(seconds=seconds)


def changes_of(signal: Any) -> Callable[[], int]:
    """Counts how often a signal comes from now on."""
    seen: list[None] = []
    signal.connect(lambda *_: seen.append(None))
    return lambda: len(seen)
