"""A ticket printer on the network (TCP, usually port 9100), and the truth about what it did.

    ask its health (DLE EOT 1..4) --fault--> FAILED, nothing was sent, safe to try again
          | well, or silent
          v
    send the ticket, hear its reports (GS a) --lost, fault, too slow--> UNKNOWN, buffers cleared
          | cut done, process id back (GS ( H)                --silence--> UNKNOWN
          v
       PRINTED

A printer that says nothing has not said "no paper". A ticket that may be out is never printed again
by itself: the kiosk asks the visitor.
"""

from __future__ import annotations

import secrets
import string
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from kiosk.domain.paper import PaperTicket, PrinterFault, PrintOutcome, PrintState
from printing.escpos import (
    CUT,
    PAPER_STATUS_REQUEST,
    RESYNC,
    EscposEncoder,
    process_id_request,
)
from printing.status import (
    CLEAR_BUFFERS,
    RECOVER,
    Answer,
    BuffersCleared,
    Health,
    PaperAnswer,
    ProcessDone,
    StatusAnswer,
    StatusReport,
    health_of_answers,
    status_request,
)
from printing.wire import Wire

Proof = Literal["process-id", "paper-status"]

_CONNECT_SECONDS = 2.0
_ANSWER_SECONDS = 1.0
_LETTERS = string.ascii_letters + string.digits


class NetworkPrinter:
    """A TicketPrinter over TCP. `host` is an IP address: looking up a name has no time-out.

    `proof_seconds` bounds a print from connecting to the proof; taking a broken-off job back may
    take two more. `proof` is what the printer can prove with: "process-id" (GS ( H), or
    "paper-status" (GS r 1) for printers that would print the former as text.
    """

    def __init__(
        self,
        host: str,
        port: int,
        encoder: EscposEncoder,
        *,
        proof_seconds: float = 10.0,
        proof: Proof = "process-id",
    ) -> None:
        self._host, self._port = host, port
        self._encoder = encoder
        self._proof_seconds = proof_seconds
        self._patience = min(_ANSWER_SECONDS, proof_seconds / 5)
        self._proof = proof
        self._lock = threading.Lock()
        self._stump = False  # part of an earlier ticket is still in or on the printer

    def print_ticket(self, ticket: PaperTicket) -> PrintOutcome:
        """Print and say what is known. Blocks; never raises for the printer's own faults."""
        with self._lock:
            job = self._encoder.encode(ticket)
            deadline = time.monotonic() + self._proof_seconds
            try:
                wire = Wire(self._host, self._port, min(_CONNECT_SECONDS, self._proof_seconds))
            except OSError as error:
                return self._failed(PrinterFault.UNREACHABLE, why=str(error.strerror or error))
            with wire:
                outcome = self._print(wire, job, deadline)
            if self._stump and outcome.state is PrintState.UNKNOWN:
                return self._take_back(outcome)
            return outcome

    def _print(self, wire: Wire, job: bytes, deadline: float) -> PrintOutcome:
        health = ask_health(wire, self._patience)
        if health and health.fault is PrinterFault.CUTTER:
            wire.send(RECOVER)  # needed once after the cause is gone, ignored before
            health = ask_health(wire, self._patience)
        if wire.lost:
            return self._failed(PrinterFault.UNREACHABLE, why="terputus")
        if health and health.fault:
            return self._failed(health.fault, near_end=health.near_end)
        if self._stump:
            clear_buffers(wire, self._patience)
            job = RESYNC + CUT + job
        return self._follow(wire, job, health, deadline)

    def _follow(
        self, wire: Wire, job: bytes, before: Health | None, deadline: float
    ) -> PrintOutcome:
        """Send a job and watch it until it is proven, stopped or out of time."""
        request, proves = self._proof_of_print()
        wire.heard.clear()
        wire.send(job + request)

        def proven() -> bool:
            return not wire.unsent and any(proves(answer) for answer in wire.heard)

        def settled() -> bool:
            return proven() or _last_report(wire).stops

        self._hand_over(wire, settled, deadline)
        health = _last_report(wire)
        if before and not (settled() or wire.lost or wire.unsent):
            # A printer without reports of its own says what stopped it when it is asked.
            health = ask_health(wire, self._patience) or health
        near_end = health.near_end or (before is not None and before.near_end)
        if proven():
            self._stump = False
            return PrintOutcome(PrintState.PRINTED, None, near_end, self._address)
        self._stump = wire.given_up = wire.lost or wire.unsent > 0 or health.stops
        fault = PrinterFault.UNREACHABLE if wire.lost else health.fault or PrinterFault.SILENT
        return PrintOutcome(PrintState.UNKNOWN, fault, near_end, self._address)

    def _proof_of_print(self) -> tuple[bytes, Callable[[Answer], bool]]:
        """What to send after a job, and which answer to it proves the job done."""
        if self._proof == "paper-status":
            return PAPER_STATUS_REQUEST, lambda answer: isinstance(answer, PaperAnswer)
        process_id = "".join(secrets.choice(_LETTERS) for _ in range(4))
        return process_id_request(process_id), lambda answer: answer == ProcessDone(process_id)

    def _hand_over(self, wire: Wire, settled: Callable[[], bool], deadline: float) -> None:
        """Give the job to the printer; give up early on one that cannot make it in time."""
        began, step = time.monotonic(), self._proof_seconds / 10
        if wire.listen(began + step, settled):  # buffers on the way fill up: no pace yet
            return
        before = wire.unsent
        if wire.listen(began + 2 * step, settled):
            return
        end = deadline - self._patience
        pace = (before - wire.unsent) / step
        if wire.unsent <= pace * (end - time.monotonic()):
            wire.listen(end, settled)

    def _take_back(self, outcome: PrintOutcome) -> PrintOutcome:
        """Keep a broken-off ticket from coming out after somebody put a new roll in."""
        try:
            with Wire(self._host, self._port, self._patience) as wire:
                cleared = clear_buffers(wire, self._patience)
                health = ask_health(wire, self._patience) if cleared else None
        except OSError:
            return outcome  # out of reach: the next job clears it
        if outcome.fault is PrinterFault.SILENT and health and health.fault:
            return replace(outcome, fault=health.fault, near_end=health.near_end)
        return outcome

    @property
    def _address(self) -> str:
        return f"{self._host}:{self._port}"

    def _failed(
        self, fault: PrinterFault, *, near_end: bool = False, why: str = ""
    ) -> PrintOutcome:
        where = f"{self._address} ({why})" if why else self._address
        return PrintOutcome(PrintState.FAILED, fault, near_end, where)


def ask_health(wire: Wire, seconds: float) -> Health | None:
    """How a printer is by its own account (DLE EOT 1..4); None when it does not answer.

    `seconds` is the patience for one answer; the first silence ends the questions.
    """
    answers: dict[int, int] = {}
    for number in (1, 2, 3, 4):
        byte = _answer(wire, number, seconds)
        if byte is None:
            break
        answers[number] = byte
    return health_of_answers(answers) if answers else None


def _answer(wire: Wire, number: int, seconds: float) -> int | None:
    known = len(wire.heard)

    def answers() -> list[int]:
        return [answer.byte for answer in wire.heard[known:] if isinstance(answer, StatusAnswer)]

    wire.send(status_request(number))
    heard = wire.listen(time.monotonic() + seconds, lambda: bool(answers()))
    return answers()[0] if heard else None


def clear_buffers(wire: Wire, seconds: float) -> bool:
    """Make a printer forget a broken-off job; nothing may follow before it says it has."""
    wire.send(CLEAR_BUFFERS)
    return wire.listen(time.monotonic() + seconds, lambda: BuffersCleared() in wire.heard)


def _last_report(wire: Wire) -> Health:
    """What the printer last said by itself."""
    reports = (a.health for a in reversed(wire.heard) if isinstance(a, StatusReport))
    return next(reports, Health())
