"""What a ticket says on paper, free of any printer: everything on it and nothing personal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PaperTicket:
    """A ticket ready to be laid out; every text in the visitor's language.

    `ahead` and `wait` are sentences or "" when nobody knows. `papers` is the list of what to
    bring. `notice` tells what is special (taken without the hall server). `duplicate` marks a
    second print of the same number.
    """

    hall: str
    city: str
    number: str
    service: str
    agency: str
    taken_at: str
    where: str
    ahead: str
    wait: str
    papers: tuple[str, ...]
    phone_url: str
    notice: str = ""
    duplicate: bool = False
    language: str = "id"


class PrintState(StrEnum):
    """What is known of a print. Unknown is a fact too: nobody prints again without asking."""

    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"


class PrinterFault(StrEnum):
    """What a printer says is wrong with it."""

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
