"""The seams: what has more than one implementation, said as protocols."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kiosk.domain.paper import PaperTicket, PrintOutcome


class Clock(Protocol):
    """Where the time comes from; a test or the demo puts its own in."""

    def now(self) -> datetime:
        """The present moment, aware."""

    def monotonic(self) -> float:
        """Seconds that only go forward, for durations."""


class TicketPrinter(Protocol):
    """Something that puts a ticket on paper and tells the truth about it."""

    def print_ticket(self, ticket: PaperTicket) -> PrintOutcome:
        """Print and say what is known. Blocks; never raises for a printer's own faults."""
