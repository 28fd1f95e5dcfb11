"""F45: a printer that takes one byte in 10 ms must not hold up the next visitor."""

from __future__ import annotations

import time
from dataclasses import replace

from kiosk.domain.paper import PrinterFault, PrintState
from printing.fakes import Condition, PrinterEmulator
from printing.network import NetworkPrinter
from tests.papers import DOTS_PER_MM, TICKET, encoder, read_number

#: The printer is given up after a fifth of this; for as long it is asked to forget the ticket, and
#: a slow machine needs that: what it has not forgotten comes out when the test makes it fast again.
PROOF = 30.0


def test_a_printer_that_cannot_make_it_is_given_up_long_before_its_time_is_over() -> None:
    with PrinterEmulator(condition=Condition(bytes_per_second=100)) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=PROOF)
        began = time.monotonic()
        outcome = printer.print_ticket(TICKET)
        took = time.monotonic() - began
        assert (outcome.state, outcome.fault) == (PrintState.UNKNOWN, PrinterFault.SILENT)
        assert took < PROOF
        emulator.change(bytes_per_second=None)
        assert printer.print_ticket(replace(TICKET, number="A013")).state is PrintState.PRINTED
        *stumps, whole = emulator.tickets
    # A stump is what the head had done by then: one band at most below the blank head of a ticket.
    assert all(stump.image.height <= (12 + 6) * DOTS_PER_MM for stump in stumps)
    assert read_number(whole.image) == "A013"
