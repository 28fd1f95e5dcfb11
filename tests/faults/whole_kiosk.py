"""A whole kiosk but for its screen, on real files and a real socket; and one that dies on order.

As a program (`python -m tests.faults.whole_kiosk FOLDER URL SHIFT`) it takes commands on standard
input: `learn` the catalog, `take` a number and print it, `tell` the outbox, `arm POINT`; one line
of JSON answers each.
At an armed point it kills itself, as a power cut would.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from kiosk.audit import Audit
from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.clock import ShiftedClock
from kiosk.desk import Desk
from kiosk.domain.paper import PaperTicket, PrintOutcome, PrintState
from kiosk.domain.phone_code import decode
from kiosk.domain.ticket import IssuedTicket, Priority
from kiosk.domain.visit import Visit
from kiosk.ports import Clock
from kiosk.sync.hall_client import HallClient
from kiosk.sync.journal import open_journal
from kiosk.sync.line import LineState
from kiosk.sync.time.hall_time import HallTime
from kiosk.sync.time.memory import TimeMemory
from kiosk.sync.worker import Listeners, Pace, SyncWorker
from tests.helpers.waiting import until
from tests.unit.hall.halls import KTP
from tests.unit.hall.server import TOKENS
from tests.unit.kiosk.sync.test_worker import ended

#: What a hall that answers may take for it on a slow machine, in seconds.
AMPLE = 60.0

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Paper:
    """What a visitor holds."""

    number: str
    ticket: str
    duplicate: bool


class PaperRoll:
    """A printer whose paper is a file: what is in it, visitors hold."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def print_ticket(self, ticket: PaperTicket) -> PrintOutcome:
        code = ticket.phone_url.rsplit("/", 1)[1]
        with self.path.open("a") as roll:
            roll.write(f"{ticket.number} {decode(code)} {int(ticket.duplicate)}\n")
        return PrintOutcome(PrintState.PRINTED)

    def papers(self) -> list[Paper]:
        if not self.path.exists():
            return []
        lines = (line.split() for line in self.path.read_text().splitlines())
        return [Paper(number, ticket, duplicate == "1") for number, ticket, duplicate in lines]


class WholeKiosk:
    """Kiosk kiosk-1 of the small hall of tests/unit/hall/halls.py, with letter X."""

    def __init__(
        self,
        folder: Path,
        url: str,
        shift: timedelta,
        answer_seconds: float = AMPLE,
        machine: Clock | None = None,
    ) -> None:
        folder.mkdir(exist_ok=True)
        memory = TimeMemory(folder / "hall-time.json")
        self.clock = clock = HallTime(machine or ShiftedClock(shift), memory)
        self.lines: list[LineState] = []
        self.audit = Audit(folder / "audit.jsonl", clock)
        self.cache = CatalogCache.open(folder / "catalog.db")
        self.catalog = CatalogReader.open(folder / "catalog.db")
        self.journal = open_journal(folder, self.audit)
        self.client = HallClient(url, TOKENS["kiosk-1"], answer_seconds, answer_seconds)
        self.roll = PaperRoll(folder / "papers.txt")
        self.worker = SyncWorker(
            HallClient(url, TOKENS["kiosk-1"], AMPLE, AMPLE),
            self.journal.outbox,
            self.cache,
            self.audit,
            clock,
            listeners=Listeners(self.lines.append, lambda _: None, lambda: None),
            pace=Pace(heartbeat=0.2, catalog=5.0),
        )
        self.desk = Desk(
            self.client,
            self.journal,
            self.catalog,
            self.roll,
            self.worker,
            clock=clock,
            audit=self.audit,
            kiosk_id="kiosk-1",
            letter="X",
        )
        self.desk.settle_unfinished()
        self.worker.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        stopped = ended(self.worker)
        self.client.close()
        self.journal.close()
        self.catalog.close()
        self.cache.close()
        self.audit.close()
        assert stopped or kind is not None

    def learn(self) -> None:
        """Wait for the catalog."""
        until(lambda: self.catalog.service(KTP) and self.catalog.hall())

    def take(self) -> IssuedTicket:
        """One visitor's errand, from the touch to the paper."""
        ticket = self.desk.take_number(KTP, Priority.NONE, Visit())
        self.desk.print_ticket(ticket, "id")
        return ticket

    def tell(self) -> None:
        """Wait until the hall server knows every paper."""
        until(lambda: self.journal.outbox.counts().pending == 0)

    def says_up(self) -> bool:
        return bool(self.lines) and self.lines[-1].up

    def says_down(self) -> bool:
        return bool(self.lines) and not self.lines[-1].up


def _dying(method: Callable[P, T], when: str) -> Callable[P, T]:
    """The method, with a death before or after it."""

    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        if when == "after":
            method(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
        return method(*args, **kwargs)

    return wrapped


#: Points of a ticket's way: of which part, at which method, before or after it.
POINTS = {
    "touched": ("journal", "ask", "before"),
    "asked": ("journal", "ask", "after"),
    "answered": ("client", "put_ticket", "after"),
    "numbered": ("journal", "number", "after"),
    "own number kept": ("spare", "append", "before"),
    "own number copied": ("spare", "append", "after"),
    "about to print": ("journal", "start_print", "before"),
    "print started": ("journal", "start_print", "after"),
    "paper out": ("roll", "print_ticket", "after"),
    "print ended": ("journal", "end_print", "after"),
    "told": ("teller", "put_ticket", "after"),
    "taken back": ("teller", "cancel_ticket", "after"),
}


def arm(kiosk: WholeKiosk, point: str) -> None:
    """Make the kiosk die at one point of the next ticket's way."""
    part, name, when = POINTS[point]
    hidden: dict[str, Any] = {"spare": kiosk.journal._spare, "teller": kiosk.worker._client}
    owner = hidden.get(part) or getattr(kiosk, part)
    setattr(owner, name, _dying(getattr(owner, name), when))


def main() -> None:
    """Do what standard input says."""
    folder, url, shift = sys.argv[1:]
    with WholeKiosk(Path(folder), url, timedelta(seconds=float(shift))) as kiosk:
        _say({"ready": True})
        for line in sys.stdin:
            command, _, point = line.strip().partition(" ")
            if command == "arm":
                arm(kiosk, point)
            elif command == "learn":
                kiosk.learn()
            elif command == "tell":
                kiosk.tell()
            else:
                kiosk.take()
            _say({"done": command})


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
