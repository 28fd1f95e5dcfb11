"""The desk: a number from the hall when it answers, from this kiosk when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.audit import Audit
from kiosk.desk import Desk
from kiosk.domain.hall import Kiosk
from kiosk.domain.live import HallSnapshot
from kiosk.domain.paper import PaperTicket, PrinterFault, PrintOutcome, PrintState
from kiosk.domain.phone_code import encode
from kiosk.domain.ticket import Priority, WaitRange
from kiosk.domain.visit import Visit
from kiosk.errors import ApplicationNotFound, UnknownService
from kiosk.sync.hall_client import HallClient
from kiosk.sync.journal import Entry, Journal, Step, open_journal
from tests.unit.kiosk.sync.parts import (
    HALL,
    KTP,
    NOW,
    WIB,
    OwnCatalog,
    StillClock,
    audited,
    owed,
)
from tests.unit.kiosk.sync.rude_server import RudeServer, answer, body_of, hangs, says
from tests.unit.kiosk.sync.small_hall import SmallHall, running

#: How long the desk waits for a hall that answers; and for one that never will.
PATIENCE, IMPATIENCE = 30.0, 0.3


@dataclass
class Paper:
    """A printer that keeps what it got and says what it was told to say."""

    outcome: PrintOutcome = field(default_factory=lambda: PrintOutcome(PrintState.PRINTED))
    got: list[PaperTicket] = field(default_factory=list)

    def print_ticket(self, ticket: PaperTicket) -> PrintOutcome:
        self.got.append(ticket)
        return self.outcome


@dataclass
class KnownLine:
    """What the worker knows of the line."""

    down: bool = False
    snapshot: HallSnapshot | None = None
    losses: int = 0
    wakes: int = 0

    def lost(self) -> None:
        self.losses += 1

    def wake(self) -> None:
        self.wakes += 1


@dataclass
class Parts:
    """A desk and all it stands on."""

    desk: Desk
    journal: Journal
    line: KnownLine
    paper: Paper
    clock: StillClock
    catalog: OwnCatalog
    folder: Path

    def entry(self, ticket_id: str) -> Entry:
        found = self.journal.entry(UUID(ticket_id))
        assert found is not None
        return found

    def events(self) -> list[str]:
        return [record["event"] for record in audited(self.folder)]


@contextmanager
def a_desk(
    folder: Path, url: str, now: datetime = NOW, answer_seconds: float = PATIENCE
) -> Iterator[Parts]:
    """The desk of kiosk k1, whose hall server is at `url`."""
    clock = StillClock(now)
    audit = Audit(folder / "audit.jsonl", clock)
    journal = open_journal(folder, audit)
    client = HallClient(url, "t", answer_seconds, answer_seconds)
    line, paper, catalog = KnownLine(), Paper(), OwnCatalog()
    desk = Desk(
        client,
        journal,
        catalog,
        paper,
        line,
        clock=clock,
        audit=audit,
        kiosk_id="k1",
        letter="Q",
    )
    try:
        yield Parts(desk, journal, line, paper, clock, catalog, folder)
    finally:
        client.close()
        journal.close()
        audit.close()


@pytest.fixture
def hall() -> SmallHall:
    return SmallHall()


@pytest.fixture
def server(hall: SmallHall) -> Iterator[RudeServer]:
    with running(hall) as listening:
        yield listening


# --- the hall answers ----------------------------------------------------------------------------


def test_the_halls_number_is_the_visitors_number(tmp_path: Path, server: RudeServer) -> None:
    with a_desk(tmp_path, server.url) as kiosk:
        ticket = kiosk.desk.take_number(KTP, Priority.ELDERLY, Visit())
        entry = kiosk.entry(ticket.id)
    assert str(ticket.number) == "A001"
    assert not ticket.number.offline
    assert (ticket.service_id, ticket.queue_id, ticket.priority) == (KTP, "ktp", Priority.ELDERLY)
    assert (ticket.ahead, ticket.wait) == (2, WaitRange(10, 20))
    assert ticket.taken_at == datetime(2026, 11, 23, 9, 41, tzinfo=WIB)
    assert ticket.taken_at.utcoffset() == WIB.utcoffset(None)
    assert ticket.phone_url == "http://hall.test/t/" + encode(UUID(ticket.id))
    assert entry.step is Step.NUMBERED
    assert body_of(server.requests[0]) == {"services": [KTP], "priority": "elderly"}


def test_every_ticket_has_a_uuid_of_version_seven_of_its_own(
    tmp_path: Path, server: RudeServer
) -> None:
    with a_desk(tmp_path, server.url) as kiosk:
        ids = [UUID(kiosk.desk.take_number(KTP, Priority.NONE, Visit()).id) for _ in range(3)]
    assert len(set(ids)) == 3
    assert {ticket_id.version for ticket_id in ids} == {7}


def test_the_ticket_is_on_the_disk_before_the_hall_hears_of_it(tmp_path: Path) -> None:
    seen: list[Step] = []

    def look(server: RudeServer, connection: object, request: bytes) -> None:
        asked = UUID(request.split(b" ")[1].rsplit(b"/", 1)[1].decode())
        entry = kiosk.journal.entry(asked)
        assert entry is not None
        seen.append(entry.step)

    with RudeServer(look) as server, a_desk(tmp_path, server.url) as kiosk:
        kiosk.desk.take_number(KTP, Priority.NONE, Visit())
    assert seen == [Step.ASKED]


# --- the line is down ----------------------------------------------------------------------------


def test_without_an_answer_the_visitor_gets_a_number_of_this_kiosk(tmp_path: Path) -> None:
    with (
        RudeServer(hangs) as server,
        a_desk(tmp_path, server.url, answer_seconds=IMPATIENCE) as kiosk,
    ):
        ticket = kiosk.desk.take_number(
            KTP, Priority.PREGNANT, Visit()
        )  # ends, though the hall hangs on
        told = owed(kiosk.journal)[0]
        assert kiosk.entry(ticket.id).step is Step.NUMBERED
    assert str(ticket.number) == "A001X"
    assert ticket.number.offline
    assert (ticket.ahead, ticket.wait) == (None, None)
    assert ticket.taken_at == NOW
    assert ticket.queue_id == "ktp"
    assert ticket.phone_url.endswith(encode(UUID(ticket.id)))
    assert (str(told.id), told.priority) == (ticket.id, Priority.PREGNANT)
    assert (told.number, told.taken_at) == (ticket.number, NOW)
    assert (kiosk.line.losses, kiosk.line.wakes) == (1, 1)


def test_a_line_known_to_be_down_costs_the_visitor_no_wait(tmp_path: Path) -> None:
    with RudeServer(hangs) as server, a_desk(tmp_path, server.url) as kiosk:
        kiosk.line.down = True
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        assert not server.requests
    assert str(ticket.number) == "A001X"
    assert kiosk.line.losses == 0


def test_the_letter_is_the_one_the_hall_gave_this_kiosk(tmp_path: Path) -> None:
    with a_desk(tmp_path, "http://127.0.0.1:9") as kiosk:
        kiosk.line.down = True
        moved = replace(HALL, kiosks=(Kiosk("k1", "Anjungan 1", "Y", "a"),))
        unknown = replace(HALL, kiosks=())
        numbers = []
        for told in (HALL, moved, unknown, HALL):
            kiosk.catalog.told = told
            numbers.append(str(kiosk.desk.take_number(KTP, Priority.NONE, Visit()).number))
    assert numbers == ["A001X", "A001Y", "A001Q", "A002X"]


def test_the_service_day_is_the_halls_and_not_the_machines(tmp_path: Path) -> None:
    with a_desk(tmp_path, "http://127.0.0.1:9") as kiosk:
        kiosk.line.down = True
        # 08.30 in the hall, still yesterday in UTC.
        kiosk.clock.moment = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
        kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        assert owed(kiosk.journal)[0].service_day == date(2026, 11, 24)


def test_a_number_printed_without_the_line_is_told_to_the_hall_under_the_same_id(
    tmp_path: Path, hall: SmallHall, server: RudeServer
) -> None:
    hall.lose_answers = True
    with a_desk(tmp_path, server.url) as kiosk:
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        assert kiosk.journal.outbox.pending()[0].ticket_id == UUID(ticket.id)
    assert hall.book.numbers == {ticket.id: "A001"}
    assert str(ticket.number) == "A001X"


# --- paper ---------------------------------------------------------------------------------------


def test_the_paper_says_all_that_a_visitor_needs(tmp_path: Path, server: RudeServer) -> None:
    with a_desk(tmp_path, server.url) as kiosk:
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        outcome = kiosk.desk.print_ticket(ticket, "en")
        assert kiosk.entry(ticket.id).step is Step.PRINTED
    assert outcome.state is PrintState.PRINTED
    assert kiosk.paper.got == [
        PaperTicket(
            hall="MPP Contoh",
            city="Kota Contoh",
            number="A001",
            service="KTP elektronik baru",
            agency="Dinas Dukcapil",
            taken_at=ticket.taken_at,
            zone="Zona A",
            counters=(3, 4),
            ahead=2,
            wait=WaitRange(10, 20),
            papers=("Kartu Keluarga", "Akta kelahiran"),
            phone_url=ticket.phone_url,
            offline=False,
            duplicate=False,
            language="en",
        )
    ]


def test_the_paper_of_an_own_number_says_so(tmp_path: Path) -> None:
    with a_desk(tmp_path, "http://127.0.0.1:9") as kiosk:
        kiosk.line.down = True
        kiosk.desk.print_ticket(kiosk.desk.take_number(KTP, Priority.NONE, Visit()), "id")
    assert kiosk.paper.got[0].offline
    assert kiosk.paper.got[0].number == "A001X"


def test_the_printer_is_in_the_journal_before_it_gets_anything(tmp_path: Path) -> None:
    with a_desk(tmp_path, "http://127.0.0.1:9") as kiosk:
        kiosk.line.down = True
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        steps: list[Step] = []

        class Watching(Paper):
            def print_ticket(self, paper: PaperTicket) -> PrintOutcome:
                steps.append(kiosk.entry(ticket.id).step)
                return self.outcome

        kiosk.desk._printer = Watching()
        kiosk.desk.print_ticket(ticket, "id")
    assert steps == [Step.PRINTING]


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (PrintState.PRINTED, Step.PRINTED),
        (PrintState.UNKNOWN, Step.UNKNOWN),
        (PrintState.FAILED, Step.FAILED),
    ],
)
def test_what_is_known_of_the_paper_is_kept(tmp_path: Path, state: PrintState, step: Step) -> None:
    fault = None if state is PrintState.PRINTED else PrinterFault.SILENT
    with a_desk(tmp_path, "http://127.0.0.1:9") as kiosk:
        kiosk.line.down = True
        kiosk.paper.outcome = PrintOutcome(state, fault, near_end=True)
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        assert kiosk.desk.print_ticket(ticket, "id") == kiosk.paper.outcome
        assert kiosk.entry(ticket.id).step is step
    ended = [r for r in audited(tmp_path) if r["event"] == "print-ended"]
    assert ended[0]["code"] == ("printed" if fault is None else "silent")
    assert "paper-near-end" in kiosk.events()


@pytest.mark.parametrize(
    ("first", "marked"),
    [(PrintState.PRINTED, True), (PrintState.UNKNOWN, True), (PrintState.FAILED, False)],
)
def test_paper_that_may_be_out_makes_the_next_one_a_duplicate_asked_for_or_not(
    tmp_path: Path, first: PrintState, marked: bool
) -> None:
    with a_desk(tmp_path, "http://127.0.0.1:9") as kiosk:
        kiosk.line.down = True
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        kiosk.paper.outcome = PrintOutcome(first)
        kiosk.desk.print_ticket(ticket, "id")
        kiosk.desk.print_ticket(ticket, "id")
        kiosk.desk.print_ticket(ticket, "id", duplicate=True)
    assert [paper.duplicate for paper in kiosk.paper.got] == [False, marked, True]
    assert {paper.number for paper in kiosk.paper.got} == {"A001X"}


# --- applications --------------------------------------------------------------------------------


def test_an_application_is_looked_up_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    status = {
        "service": "KTP baru",
        "agency": "Dukcapil",
        "next_step": "Ambil di loket 3.",
        "as_of": "2026-11-23T08:00:00+07:00",
        "stages": [{"name": "Diterima", "reached_at": "2026-11-20T10:00:00+07:00", "note": ""}],
    }
    with RudeServer(says(answer(status))) as server, a_desk(tmp_path, server.url) as kiosk:
        found = kiosk.desk.look_up("261123000422", "4821")
    assert found.service_name == "KTP baru"
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for personal in (b"261123000422", b"4821", b"Ambil di loket"):
        assert personal not in kept


@pytest.mark.parametrize(
    ("tracking", "factor"), [("261123000428", "4821"), ("", ""), ("261123000422", "48210")]
)
def test_a_slip_of_the_finger_costs_no_try_at_the_hall(
    tmp_path: Path, tracking: str, factor: str
) -> None:
    with RudeServer(hangs) as server, a_desk(tmp_path, server.url) as kiosk:
        with pytest.raises(ApplicationNotFound):
            kiosk.desk.look_up(tracking, factor)
        assert not server.requests


def test_a_kiosk_that_was_never_told_of_its_hall_gives_no_number(
    tmp_path: Path, server: RudeServer
) -> None:
    with a_desk(tmp_path, server.url) as kiosk:
        kiosk.catalog.told = None
        with pytest.raises(UnknownService):
            kiosk.desk.take_number(KTP, Priority.NONE, Visit())
    assert not server.requests
