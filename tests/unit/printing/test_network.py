"""A network printer that works, on a real socket."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.paper import PrinterFault, PrintOutcome, PrintState
from printing.fakes import Condition, PrinterEmulator
from printing.network import NetworkPrinter
from printing.page.roll import ROLL_80_COARSE
from tests.papers import OFFLINE, TICKET, encoder, read_code, read_number


def printer_at(emulator: PrinterEmulator, seconds: float = 60.0) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=seconds)


def test_a_printed_ticket_carries_its_number_and_code() -> None:
    with PrinterEmulator() as emulator:
        outcome = printer_at(emulator).print_ticket(TICKET)
        (ticket,) = emulator.tickets
    assert outcome == PrintOutcome(PrintState.PRINTED, where=emulator.address)
    assert read_number(ticket.image) == "A012"
    assert read_code(ticket.image) == TICKET.phone_url


def test_printed_means_the_ticket_is_out_when_the_answer_is_given() -> None:
    with PrinterEmulator() as emulator:
        printer = printer_at(emulator)
        for count, ticket in enumerate((TICKET, OFFLINE, replace(TICKET, number="B001")), start=1):
            assert printer.print_ticket(ticket).state is PrintState.PRINTED
            assert len(emulator.tickets) == count
        numbers = [read_number(ticket.image) for ticket in emulator.tickets]
    assert numbers == ["A012", "A003X", "B001"]


def test_a_printer_that_takes_its_time_is_waited_for() -> None:
    with PrinterEmulator(condition=Condition(bytes_per_second=100_000)) as emulator:
        assert printer_at(emulator).print_ticket(TICKET).state is PrintState.PRINTED


def test_a_coarse_head_gets_its_own_number_of_dots() -> None:
    with PrinterEmulator(roll=ROLL_80_COARSE) as emulator:
        coarse = NetworkPrinter(
            "127.0.0.1", emulator.port, encoder(ROLL_80_COARSE), proof_seconds=60.0
        )
        assert coarse.print_ticket(TICKET).state is PrintState.PRINTED
        (ticket,) = emulator.tickets
    assert read_number(ticket.image) == "A012"
    assert read_code(ticket.image) == TICKET.phone_url


def test_a_roll_near_its_end_is_told_though_the_ticket_is_out() -> None:
    with PrinterEmulator(condition=Condition(near_end=True)) as emulator:
        outcome = printer_at(emulator).print_ticket(TICKET)
    assert outcome.state is PrintState.PRINTED
    assert outcome.near_end


def test_a_printer_without_reports_of_its_own_prints_all_the_same() -> None:
    with PrinterEmulator(condition=Condition(reports=False, near_end=True)) as emulator:
        outcome = printer_at(emulator).print_ticket(TICKET)
    assert outcome.state is PrintState.PRINTED
    assert outcome.near_end


@pytest.mark.parametrize("buffer", [4096, 1_000_000])
def test_a_printer_without_reports_is_asked_what_stopped_it(buffer: int) -> None:
    condition = Condition(reports=False, paper_left=300, buffer=buffer)
    with PrinterEmulator(condition=condition) as emulator:
        assert printer_at(emulator).print_ticket(TICKET).state is PrintState.PRINTED
        outcome = printer_at(emulator, seconds=5.0).print_ticket(TICKET)
    assert outcome.state is PrintState.UNKNOWN
    assert outcome.fault is PrinterFault.PAPER_OUT
