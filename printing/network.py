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

    `proof_seconds` bounds a print from connecting to the proof; taking a broken-off job back takes
    a second more. `proof` is what the printer can prove with: "process-id" (GS ( H), or
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
        self._proof = proof
        self._lock = threading.Lock()
        self._stump = False  # part of an earlier ticket is still in or on the printer

    def print_ticket(self, ticket: PaperTicket) -> PrintOutcome:
        """Print and say what is known. Blocks; never raises for the printer's own faults."""
        job = self._encoder.encode(ticket)
        with self._lock:
            deadline = time.monotonic() + self._proof_seconds
            try:
                with Wire(
                    self._host, self._port, min(_CONNECT_SECONDS, self._proof_seconds)
                ) as wire:
                    outcome = self._print(wire, job, deadline)
            except OSError as error:
                return self._failed(PrinterFault.UNREACHABLE, why=str(error.strerror or error))
            if self._stump and outcome.state is PrintState.UNKNOWN:
                self._take_back()
            return outcome

    def _print(self, wire: Wire, job: bytes, deadline: float) -> PrintOutcome:
        health = ask_health(wire, deadline)
        if health and health.fault is PrinterFault.CUTTER:
            wire.send(RECOVER)  # needed once after the cause is gone, ignored before
            health = ask_health(wire, deadline)
        if wire.lost:
            return self._failed(PrinterFault.UNREACHABLE, why="terputus")
        if health and health.fault:
            return self._failed(health.fault, near_end=health.near_end)
        if self._stump:
            clear_buffers(wire, deadline)
            job = RESYNC + CUT + job
        process_id = "".join(secrets.choice(_LETTERS) for _ in range(4))
        by_id = self._proof == "process-id"
        wire.send(job + (process_id_request(process_id) if by_id else PAPER_STATUS_REQUEST))
        proof = ProcessDone(process_id) if by_id else PaperAnswer
        return self._follow(wire, proof, health, deadline)

    def _follow(
        self,
        wire: Wire,
        proof: ProcessDone | type[PaperAnswer],
        before: Health | None,
        deadline: float,
    ) -> PrintOutcome:
        """Watch a job until it is proven, stopped or out of time."""
        wire.heard.clear()

        def proven() -> bool:
            return not wire.unsent and any(
                answer == proof or answer.__class__ is proof for answer in wire.heard
            )

        def settled() -> bool:
            return proven() or _last_report(wire).stops

        self._hand_over(wire, settled, deadline)
        health = _last_report(wire)
        if before and not (settled() or wire.lost or wire.unsent):
            # A printer without reports of its own says what stopped it when it is asked.
            health = ask_health(wire, deadline) or health
        near_end = health.near_end or (before is not None and before.near_end)
        if proven():
            self._stump = False
            return PrintOutcome(PrintState.PRINTED, None, near_end, self._address)
        self._stump = wire.given_up = wire.lost or wire.unsent > 0 or health.stops
        fault = PrinterFault.UNREACHABLE if wire.lost else health.fault or PrinterFault.SILENT
        return PrintOutcome(PrintState.UNKNOWN, fault, near_end, self._address)

    def _hand_over(self, wire: Wire, settled: Callable[[], bool], deadline: float) -> None:
        """Give the job to the printer; give up early on one that cannot make it in time."""
        began, size = time.monotonic(), wire.unsent
        end = deadline - min(_ANSWER_SECONDS, self._proof_seconds / 4)
        judged = min(end, began + self._proof_seconds / 5)
        if wire.listen(judged, settled):
            return
        pace = (size - wire.unsent) / (judged - began)
        if wire.unsent <= pace * (end - judged):
            wire.listen(end, settled)

    def _take_back(self) -> None:
        """Keep a broken-off ticket from coming out after somebody put a new roll in."""
        until = time.monotonic() + _ANSWER_SECONDS
        try:
            with Wire(self._host, self._port, _ANSWER_SECONDS) as wire:
                clear_buffers(wire, until)
        except OSError:
            pass  # out of reach: the next job clears it

    @property
    def _address(self) -> str:
        return f"{self._host}:{self._port}"

    def _failed(
        self, fault: PrinterFault, *, near_end: bool = False, why: str = ""
    ) -> PrintOutcome:
        where = f"{self._address} ({why})" if why else self._address
        return PrintOutcome(PrintState.FAILED, fault, near_end, where)


def ask_health(wire: Wire, deadline: float) -> Health | None:
    """How a printer is by its own account (DLE EOT 1..4); None when it does not answer."""
    answers: dict[int, int] = {}
    for number in (1, 2, 3, 4):
        byte = _answer(wire, number, deadline)
        if byte is None:
            break
        answers[number] = byte
    return health_of_answers(answers) if answers else None


def _answer(wire: Wire, number: int, deadline: float) -> int | None:
    known = len(wire.heard)

    def answers() -> list[int]:
        return [answer.byte for answer in wire.heard[known:] if isinstance(answer, StatusAnswer)]

    wire.send(status_request(number))
    until = min(deadline, time.monotonic() + _ANSWER_SECONDS)
    return answers()[0] if wire.listen(until, lambda: bool(answers())) else None


def clear_buffers(wire: Wire, deadline: float) -> None:
    """Make a printer forget a broken-off job; nothing may follow before it says it has."""
    wire.send(CLEAR_BUFFERS)
    until = min(deadline, time.monotonic() + _ANSWER_SECONDS)
    wire.listen(until, lambda: BuffersCleared() in wire.heard)


def _last_report(wire: Wire) -> Health:
    """What the printer last said by itself."""
    reports = (a.health for a in reversed(wire.heard) if isinstance(a, StatusReport))
    return next(reports, Health())
