"""Whatever line, kiosk and hall go through: one ticket for each id, no number on two papers.

What visitors hold the hall has, also after its store was restored from a backup; what nobody got
is cancelled.

The desk, the journal, the spare and the worker's rounds are the real ones; the hall is a book of
a hundred lines (tests/unit/kiosk/sync/small_hall.py) behind a line that fails on order.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.audit import Audit
from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.feed import ChangePage
from kiosk.desk import Desk
from kiosk.domain.application import ApplicationStatus
from kiosk.domain.calendar import Opening, Reason
from kiosk.domain.live import HallSnapshot, QueueState
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.paper import PaperTicket, PrintOutcome, PrintState
from kiosk.domain.ticket import IssuedTicket, Priority, TicketState
from kiosk.domain.visit import Visit
from kiosk.errors import (
    ApplicationNotFound,
    HallUnreachable,
    NotServedNow,
    NumberTaken,
    StorageFailed,
    UnknownTicket,
)
from kiosk.sync.answers import TicketAnswer
from kiosk.sync.hall_client import PrintedNumber
from kiosk.sync.journal import Step, open_journal
from kiosk.sync.time.hall_time import HallTime
from kiosk.sync.worker import Listeners, SyncWorker
from tests.unit.kiosk.sync.parts import DAY, KTP, NOW, OwnCatalog, StillClock
from tests.unit.kiosk.sync.small_hall import HallBook

#: Thousands of commits: they are waited for by other tests, on a disk.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None

#: What the line does with one request.
WHOLE, ASK_LOST, ANSWER_LOST, FAULT = "whole", "ask lost", "answer lost", "fault"


@dataclass
class Line:
    """The hall's book behind a line that treats each request as `fates` says, then well."""

    book: HallBook = field(default_factory=HallBook)
    epoch: int = 1
    up: bool = True
    fates: list[str] = field(default_factory=list)
    late: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def put_ticket(
        self,
        ticket_id: UUID,
        services: tuple[str, ...],
        priority: Priority,
        printed: PrintedNumber | None = None,
    ) -> TicketAnswer:
        content: dict[str, object] = {"services": services, "priority": priority}
        if printed is not None:
            whose = "offline" if printed.number.offline else "given"
            content[whose] = {"number": str(printed.number)}
        fate = self._fate()
        if fate == ASK_LOST:
            self.late.append((str(ticket_id), content))
            raise HallUnreachable("no answer")
        number = self.book.put(str(ticket_id), content)
        if fate == ANSWER_LOST:
            raise HallUnreachable("no answer")
        if number is None:
            raise NumberTaken(str(printed.number) if printed else "")
        return _answer(ticket_id, number, TicketState.WAITING)

    def cancel_ticket(self, ticket_id: UUID) -> TicketAnswer:
        fate = self._fate()
        number = self.book.cancel(str(ticket_id)) if fate != ASK_LOST else None
        if fate != WHOLE:
            raise HallUnreachable("no answer")
        if number is None:
            raise UnknownTicket
        return _answer(ticket_id, number, TicketState.CANCELLED)

    def _fate(self) -> str:
        """What becomes of this request; a fault is raised here."""
        fate = self.fates.pop(0) if self.fates else WHOLE
        if self.up and fate == FAULT:
            raise HallUnreachable("status 500", 500)
        return fate if self.up else ASK_LOST

    def snapshot(self) -> HallSnapshot:
        if not self.up:
            raise HallUnreachable("no answer")
        return HallSnapshot(1, f"e{self.epoch}", NOW, (), ())

    def changes(self, after: int, limit: int) -> ChangePage:
        return ChangePage("e1", (), after, more=False)

    def look_up(self, tracking_number: str, factor: str) -> ApplicationStatus:
        raise ApplicationNotFound

    def close(self) -> None:
        pass


def _answer(ticket_id: UUID, number: str, state: TicketState) -> TicketAnswer:
    return TicketAnswer(ticket_id, TicketNumber.parse(number), state, "ktp", DAY, NOW, 0, None)


@dataclass
class Paper:
    """A printer whose roll is the truth of what visitors hold."""

    roll: list[PaperTicket] = field(default_factory=list)
    next: PrintState = PrintState.PRINTED

    def print_ticket(self, ticket: PaperTicket) -> PrintOutcome:
        if self.next is not PrintState.FAILED:
            self.roll.append(ticket)
        return PrintOutcome(self.next)


class KioskAndHall(RuleBasedStateMachine):
    """Visitors, a line that comes and goes, a kiosk that dies, files that are lost, a hall that is
    restored from a backup."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY))
        self.line = Line()
        self.paper = Paper()
        self.held: dict[str, IssuedTicket] = {}
        self.backup = deepcopy(self.line.book)
        self.numbered: set[str] = set()  # every ticket with a number that somebody may have seen
        self.excused: set[str] = set()  # what no kiosk can know of any more
        self.open()
        self.worker._round()  # without having heard the hall once a kiosk gives no number

    def open(self) -> None:
        clock = HallTime(StillClock())
        self.audit = Audit(self.folder / "audit.jsonl", clock)
        self.journal = open_journal(self.folder, self.audit)
        self.cache = CatalogCache.open(self.folder / "catalog.db")
        self.worker = SyncWorker(
            self.line,
            self.journal.outbox,
            self.cache,
            self.audit,
            clock,
            listeners=Listeners(lambda _: None, lambda _: None, lambda: None),
        )
        self.desk = Desk(
            self.line,
            self.journal,
            OwnCatalog(),
            self.paper,
            self.worker,
            clock=clock,
            audit=self.audit,
            kiosk_id="k1",
            letter="X",
        )
        self.desk.settle_unfinished()

    def shut(self) -> None:
        self.journal.close()
        self.cache.close()
        self.audit.close()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.settle_all()
            self.shut()
            shutil.rmtree(self.folder)

    # --- what happens ---------------------------------------------------------------------------

    @rule(
        fate=st.sampled_from([WHOLE, ASK_LOST, ANSWER_LOST, FAULT]),
        paper=st.sampled_from(list(PrintState)),
    )
    def visitor(self, fate: str, paper: PrintState) -> None:
        self.line.fates = [fate]
        ticket = self.desk.take_number(KTP, Priority.NONE, Visit())
        self.line.fates = []
        self.held[ticket.id] = ticket
        self.numbered.add(ticket.id)
        self.paper.next = paper
        self.desk.print_ticket(ticket, "id")

    @rule(fate=st.sampled_from([WHOLE, ASK_LOST, ANSWER_LOST, FAULT]))
    def kiosk_dies_before_the_paper(self, fate: str) -> None:
        self.line.fates = [fate]
        self.numbered.add(self.desk.take_number(KTP, Priority.NONE, Visit()).id)
        self.line.fates = []
        self.shut()
        self.open()

    @rule(fate=st.sampled_from([WHOLE, ASK_LOST, ANSWER_LOST, FAULT]))
    def kiosk_dies_before_the_number(self, fate: str) -> None:
        def die(*_: object) -> None:
            raise KeyboardInterrupt

        self.journal.number = die  # type: ignore[method-assign, assignment]
        self.journal.number_offline = die  # type: ignore[method-assign, assignment]
        self.line.fates = [fate]
        with suppress(KeyboardInterrupt):
            self.desk.take_number(KTP, Priority.NONE, Visit())
        self.line.fates = []
        self.shut()
        self.open()

    @rule(fate=st.sampled_from([WHOLE, ASK_LOST, ANSWER_LOST, FAULT]), word=st.booleans())
    def disk_takes_no_number(self, fate: str, word: bool) -> None:
        def refuse(*_: object) -> None:
            raise StorageFailed("disk full")

        kept = (self.journal.number, self.journal.number_offline, self.journal.abandon)
        self.journal.number = self.journal.number_offline = refuse  # type: ignore[method-assign, assignment]
        if not word:
            self.journal.abandon = refuse  # type: ignore[method-assign, assignment]
        self.line.fates = [fate]
        with suppress(StorageFailed):
            self.desk.take_number(KTP, Priority.NONE, Visit())
        self.line.fates = []
        self.journal.number, self.journal.number_offline, self.journal.abandon = kept  # type: ignore[method-assign]

    @rule(fate=st.sampled_from([WHOLE, ASK_LOST, ANSWER_LOST, FAULT]))
    def visitor_at_a_queue_said_to_be_closed(self, fate: str) -> None:
        closed = Opening(Reason.QUEUE_CLOSED, NOW + timedelta(hours=1))
        queues = (QueueState("ktp", 0, None, 0, closed),)
        self.worker._snapshot = HallSnapshot(1, "any", NOW, queues, ())
        self.line.fates = [fate]
        with suppress(NotServedNow):
            ticket = self.desk.take_number(KTP, Priority.NONE, Visit())
            self.held[ticket.id] = ticket
            self.numbered.add(ticket.id)
        self.line.fates = []
        self.worker._snapshot = None

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def visitor_asks_for_another_print(self, data: st.DataObject) -> None:
        ticket = self.held[data.draw(st.sampled_from(sorted(self.held)))]
        entry = self.journal.entry(UUID(ticket.id))
        may_be_out = entry is not None and entry.step in {Step.PRINTED, Step.UNKNOWN}
        self.paper.next = PrintState.PRINTED
        self.desk.print_ticket(ticket, "id")
        assert self.paper.roll[-1].duplicate or not may_be_out

    @rule(fates=st.lists(st.sampled_from([WHOLE, ASK_LOST, ANSWER_LOST, FAULT]), max_size=4))
    def worker_goes_round(self, fates: list[str]) -> None:
        self.line.fates = list(fates)
        self.worker._round()
        self.line.fates = []

    @rule()
    def kiosk_dies_while_telling(self) -> None:
        def die(*_: object) -> None:
            raise KeyboardInterrupt

        self.journal.outbox.done = die  # type: ignore[method-assign, assignment]
        with suppress(KeyboardInterrupt):
            self.worker._round()
        self.shut()
        self.open()

    @rule()
    def hall_is_backed_up(self) -> None:
        self.backup = deepcopy(self.line.book)

    def knows_an_epoch(self) -> bool:
        with self.journal._store.transaction() as db:
            return bool(db.execute("SELECT count(*) FROM facts").fetchone()[0])

    @precondition(knows_an_epoch)  # a new journal has one before the hall could be restored
    @rule()
    def hall_is_restored(self) -> None:
        lost = self.line.book
        self.line.book = deepcopy(self.backup)
        self.line.book.last = lost.last  # it goes on beyond what it may have given
        self.line.epoch += 1

    @rule(up=st.booleans())
    def line_changes(self, up: bool) -> None:
        self.line.up = up

    @precondition(lambda self: self.line.late)
    @rule()
    def lost_request_arrives_late(self) -> None:
        self.arrive_late(*self.line.late.pop(0))

    @rule()
    def kiosk_starts_again(self) -> None:
        self.shut()
        self.open()

    @rule()
    def journal_is_lost(self) -> None:
        offline = {t for t, held in self.held.items() if held.number.offline}
        self.shut()
        (self.folder / "journal.db").unlink()
        self.held = {t: held for t, held in self.held.items() if t in offline}
        self.excused |= {*self.line.book.numbers, *self.backup.numbers}
        self.open()

    def arrive_late(self, ticket: str, content: dict[str, object]) -> None:
        """A request reaches the hall after later ones; no cancel comes after it."""
        self.line.book.put(ticket, content)
        self.excused.add(ticket)

    # --- what must hold -------------------------------------------------------------------------

    @invariant()
    def no_number_on_the_papers_of_two_visitors(self) -> None:
        if not hasattr(self, "paper"):
            return
        owners: dict[str, set[str]] = {}
        for paper in self.paper.roll:
            owners.setdefault(paper.number, set()).add(paper.phone_url)
        assert all(len(tickets) == 1 for tickets in owners.values())

    @invariant()
    def no_second_paper_that_does_not_say_so(self) -> None:
        if not hasattr(self, "paper"):
            return
        first = Counter(paper.phone_url for paper in self.paper.roll if not paper.duplicate)
        assert all(count == 1 for count in first.values())

    def settle_all(self) -> None:
        """With a line that holds, the hall has every paper once, with the number on it."""
        self.line.up = True
        for _ in range(4):
            self.worker._round()
        for ticket, content in self.line.late:
            self.arrive_late(ticket, content)
        counts = self.journal.outbox.counts()
        assert (counts.pending, counts.parked) == (0, 0)
        for ticket_id, ticket in self.held.items():
            assert self.line.book.live()[ticket_id] == str(ticket.number)
        numbers = Counter(self.line.book.numbers.values())
        assert all(count == 1 for count in numbers.values())
        assert self.line.book.live().keys() <= self.numbered | self.excused


TestKioskAndHall = KioskAndHall.TestCase
TestKioskAndHall.settings = settings(max_examples=60, stateful_step_count=20)
