"""F40: the roll is nearly used up, used up, or used up in the middle of a ticket."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.paper import PrinterFault, PrintOutcome, PrintState
from printing.fakes import Condition, PrinterEmulator
from printing.network import NetworkPrinter
from tests.papers import TICKET, encoder, read_number

NEXT = replace(TICKET, number="A013")


def printer_at(emulator: PrinterEmulator) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=60)


def test_near_the_end_the_ticket_comes_out_and_staff_can_be_told() -> None:
    with PrinterEmulator(condition=Condition(near_end=True)) as emulator:
        outcome = printer_at(emulator).print_ticket(TICKET)
        assert len(emulator.tickets) == 1
    assert (outcome.state, outcome.fault, outcome.near_end) == (PrintState.PRINTED, None, True)


def test_without_paper_nothing_is_sent_and_nothing_comes_out_later() -> None:
    with PrinterEmulator(condition=Condition(paper_left=0)) as emulator:
        printer = printer_at(emulator)
        for _ in range(3):
            assert printer.print_ticket(TICKET) == PrintOutcome(
                PrintState.FAILED, PrinterFault.PAPER_OUT, near_end=True, where=emulator.address
            )
        emulator.change(paper_left=10_000.0)
        assert printer.print_ticket(NEXT).state is PrintState.PRINTED
        numbers = [read_number(ticket.image) for ticket in emulator.tickets]
    assert numbers == ["A013"]


def test_paper_that_ends_in_the_middle_is_unknown_and_names_the_fault() -> None:
    with PrinterEmulator(condition=Condition(paper_left=60)) as emulator:
        outcome = printer_at(emulator).print_ticket(TICKET)
    assert outcome.state is PrintState.UNKNOWN
    assert outcome.fault is PrinterFault.PAPER_OUT


def test_a_new_roll_does_not_bring_the_broken_off_ticket_out() -> None:
    with PrinterEmulator(condition=Condition(paper_left=60)) as emulator:
        printer = printer_at(emulator)
        printer.print_ticket(TICKET)
        emulator.change(paper_left=10_000.0)
        assert printer.print_ticket(NEXT).state is PrintState.PRINTED
        stump, whole = emulator.tickets
    assert stump.image.height < 100 * 8
    assert read_number(whole.image) == "A013"
    assert len(whole.data) == len(encoder().encode(NEXT))


def test_the_whole_ticket_in_a_large_buffer_does_not_come_out_after_the_roll_is_changed() -> None:
    with PrinterEmulator(condition=Condition(paper_left=60, buffer=1_000_000)) as emulator:
        printer = printer_at(emulator)
        outcome = printer.print_ticket(TICKET)
        assert (outcome.state, outcome.fault) == (PrintState.UNKNOWN, PrinterFault.PAPER_OUT)
        emulator.change(paper_left=10_000.0)
        assert printer.print_ticket(NEXT).state is PrintState.PRINTED
        numbers = [read_number(ticket.image) for ticket in emulator.tickets[1:]]
    assert numbers == ["A013"]
