"""F43: the line breaks in the middle of a ticket, and comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.paper import PrinterFault, PrintState
from printing.fakes import Condition, PrinterEmulator
from printing.network import NetworkPrinter
from tests.papers import TICKET, encoder, read_number

NEXT = replace(TICKET, number="A013")


@pytest.mark.parametrize("after", [20, 5_000, 60_000])
def test_a_line_broken_after_the_first_byte_of_a_ticket_is_unknown(after: int) -> None:
    with PrinterEmulator(condition=Condition(hangs_up_after=after)) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=60)
        outcome = printer.print_ticket(TICKET)
    assert (outcome.state, outcome.fault) == (PrintState.UNKNOWN, PrinterFault.UNREACHABLE)


@pytest.mark.parametrize("after", [1, 6, 11])
def test_a_line_broken_before_the_ticket_was_sent_is_a_plain_failure(after: int) -> None:
    with PrinterEmulator(condition=Condition(hangs_up_after=after)) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=60)
        outcome = printer.print_ticket(TICKET)
    assert (outcome.state, outcome.fault) == (PrintState.FAILED, PrinterFault.UNREACHABLE)


def test_plugged_in_again_the_next_ticket_is_whole_and_alone() -> None:
    with PrinterEmulator(condition=Condition(hangs_up_after=60_000)) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=60)
        printer.print_ticket(TICKET)
        emulator.change(hangs_up_after=None)
        assert printer.print_ticket(NEXT).state is PrintState.PRINTED
        stump, whole = emulator.tickets
    assert stump.image.height < whole.image.height
    assert read_number(whole.image) == "A013"
    assert len(whole.data) == len(encoder().encode(NEXT))


def test_a_printer_that_was_off_is_found_again_by_the_next_ticket() -> None:
    with PrinterEmulator() as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=60)
        emulator.change(refuses=True)
        assert printer.print_ticket(TICKET).state is PrintState.FAILED
        emulator.change(refuses=False)
        assert printer.print_ticket(NEXT).state is PrintState.PRINTED
        assert [read_number(ticket.image) for ticket in emulator.tickets] == ["A013"]
