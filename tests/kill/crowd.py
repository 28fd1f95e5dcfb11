"""A morning's crowd: kiosks, counters and listeners at work while a test does its worst."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from tests.helpers.waiting import until
from tests.kill.clients import COUNTERS, Counter, Kiosk, Portal
from tests.kill.history import History, Numbered
from tests.kill.line import Line
from tests.kill.listener import Listener
from tests.kill.pile import Pile
from tests.kill.store import last_seq
from tests.unit.hall import halls

KIOSKS = 4
LISTENERS = 2
#: How long a listener may need for the last events once everything is quiet.
CATCH_UP_SECONDS = 60.0
READ_AGAIN = 100


class Crowd:
    """The clients of some hall servers, each a thread with dice of its own."""

    def __init__(
        self,
        ports: Sequence[int],
        database_url: str,
        seed: int,
        history: History,
        answer_seconds: float,
    ) -> None:
        self._ports = ports
        self._database_url = database_url
        self._seed = seed
        self._history = history
        self._answer_seconds = answer_seconds
        self._jobs: list[Future[None]] = []
        self._lines: list[Line] = []
        self._appointments = Pile()
        self._parked = {queue.id: Pile() for queue in halls.hall().queues}

    @property
    def repeats(self) -> int:
        """How many requests had to be sent again."""
        return sum(line.repeats for line in self._lines)

    def raise_failures(self) -> None:
        """Raise what a client met that it must not meet."""
        for job in self._jobs:
            if job.done():
                job.result()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let everybody work while the block runs; then let them finish and hear the rest."""
        stop = threading.Event()
        listeners = [
            Listener(f"listener-{n}", self._ports, self._history, self._dice(f"listener-{n}"))
            for n in range(1, LISTENERS + 1)
        ]
        with ExitStack() as lines, ThreadPoolExecutor(len(listeners)) as ears:
            following = [ears.submit(listener.follow) for listener in listeners]
            try:
                counters = [self._counter(lines, name) for name in COUNTERS]
                kiosks = [self._kiosk(lines, f"kiosk-{n}") for n in range(1, KIOSKS + 1)]
                portal = Portal(
                    self._line(lines, "portal"), self._appointments, self._dice("portal visitors")
                )
                for counter in counters:
                    counter.sign_in()
                work = [portal.work, *(one.work for one in counters), *(one.work for one in kiosks)]
                with ThreadPoolExecutor(len(work)) as hands:
                    self._jobs = [hands.submit(job, stop) for job in work]
                    try:
                        yield
                    finally:
                        stop.set()
                self.raise_failures()
                self._read_again(lines)
                last = last_seq(self._database_url)
                heard_all = lambda: all(listener.last >= last for listener in listeners)  # noqa: E731
                until(heard_all, CATCH_UP_SECONDS)
            finally:
                for listener in listeners:
                    listener.leave()
            for ear in following:
                ear.result()

    def _read_again(self, lines: ExitStack) -> None:
        """Some of the tickets once more by the API; the checker compares what it says."""
        line = self._line(lines, "reader")
        known = sorted({told.ticket for told in self._history.numbered})
        for ticket in self._dice("reader").sample(known, min(READ_AGAIN, len(known))):
            told = line.ask("GET", f"/v1/tickets/{ticket}").json
            self._history.tell(Numbered(told["id"], told["service_day"], told["number"]))

    def _kiosk(self, lines: ExitStack, name: str) -> Kiosk:
        line = self._line(lines, name)
        return Kiosk(line, self._history, self._appointments, self._dice(f"{name} visitors"))

    def _counter(self, lines: ExitStack, name: str) -> Counter:
        line = self._line(lines, f"counter-{name}")
        return Counter(name, line, self._history, self._parked, self._dice(f"counter-{name} staff"))

    def _line(self, lines: ExitStack, name: str) -> Line:
        line = Line(self._ports, self._dice(name), self._answer_seconds)
        self._lines.append(line)
        return lines.enter_context(line)

    def _dice(self, name: str) -> random.Random:
        return random.Random(f"{self._seed} {name}")  # noqa: S311 - whose turn it is
