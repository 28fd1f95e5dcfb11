"""The printer that keeps what it got."""

from __future__ import annotations

from kiosk.domain.paper import PrinterFault, PrintOutcome, PrintState
from kiosk.ports import TicketPrinter
from printing.fakes import KeepingPrinter
from tests.papers import OFFLINE, TICKET


def test_it_keeps_tickets_in_order_and_says_what_it_is_told() -> None:
    printer = KeepingPrinter()
    port: TicketPrinter = printer
    assert port.print_ticket(TICKET) == PrintOutcome(PrintState.PRINTED)
    printer.outcome = PrintOutcome(PrintState.FAILED, PrinterFault.PAPER_OUT)
    assert port.print_ticket(OFFLINE).fault is PrinterFault.PAPER_OUT
    assert printer.tickets == [TICKET, OFFLINE]
