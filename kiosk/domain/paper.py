"""What a ticket says on paper, free of any printer: everything on it and nothing personal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.ticket import WaitRange


@dataclass(frozen=True, slots=True)
class PaperTicket:
    """The facts of a ticket that go on paper; printing.layout puts them into words.

    `service` and `agency` are names as published. `taken_at` is hall-local. `zone` and `counters`
    (counter numbers) say where to wait. `ahead` and `wait` are None when nobody could know.
    `papers` is what to bring. `offline` marks a number a kiosk gave by itself, `duplicate` a second
    print of the same number. `language` is "id" or "en".
    """

    hall: str
    city: str
    number: str
    service: str
    agency: str
    taken_at: datetime
    zone: str
    counters: tuple[int, ...]
    ahead: int | None
    wait: WaitRange | None
    papers: tuple[str, ...]
    phone_url: str
    offline: bool = False
    duplicate: bool = False
    language: str = "id"


class PrintState(StrEnum):
    """What is known of a print. Unknown is a fact too: nobody prints again without asking."""

    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"


class PrinterFault(StrEnum):
    """Why no ticket came out, or nobody knows; ABSENT is a kiosk set up without a printer."""

    ABSENT = "absent"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    CUTTER = "cutter"
    OVERHEATED = "overheated"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """How a print ended; `fault` is None when it went well. `near_end` asks staff for a new roll.

    `where` names the file or device for the technician's log, never for the visitor.
    """

    state: PrintState
    fault: PrinterFault | None = None
    near_end: bool = False
    where: str = ""
