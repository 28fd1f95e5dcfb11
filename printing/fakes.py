"""Printers without paper: one that keeps tickets, and one that behaves like hardware on TCP."""

from __future__ import annotations

from kiosk.domain.paper import PaperTicket, PrintOutcome, PrintState
from printing.emulator import Condition, PrintedTicket, PrinterEmulator

__all__ = ["Condition", "KeepingPrinter", "PrintedTicket", "PrinterEmulator"]

_PRINTED = PrintOutcome(PrintState.PRINTED)


class KeepingPrinter:
    """A TicketPrinter that keeps what it got; `outcome` is what it says about the next ones."""

    def __init__(self, outcome: PrintOutcome = _PRINTED) -> None:
        self.outcome = outcome
        self.tickets: list[PaperTicket] = []

    def print_ticket(self, ticket: PaperTicket) -> PrintOutcome:
        """Keep the ticket."""
        self.tickets.append(ticket)
        return self.outcome
