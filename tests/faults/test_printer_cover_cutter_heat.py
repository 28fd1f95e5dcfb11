"""F41: cover open, cutter jammed, head hot: each has its name, and printing goes on after it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from kiosk.domain.paper import PrinterFault, PrintOutcome, PrintState
from printing.fakes import Condition, PrinterEmulator
from printing.network import NetworkPrinter
from tests.papers import TICKET, encoder, read_number

NEXT = replace(TICKET, number="A013")


def printer_at(emulator: PrinterEmulator, seconds: float = 60.0) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=seconds)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("cover_open", PrinterFault.COVER_OPEN),
        ("overheated", PrinterFault.OVERHEATED),
        ("broken", PrinterFault.BROKEN),
    ],
)
def test_a_fault_before_a_ticket_sends_nothing_and_passes(change: str, fault: PrinterFault) -> None:
    with PrinterEmulator() as emulator:
        printer = printer_at(emulator)
        emulator.change(**{change: True})
        expected = PrintOutcome(PrintState.FAILED, fault, where=emulator.address)
        assert printer.print_ticket(TICKET) == expected
        emulator.change(**{change: False})
        assert printer.print_ticket(NEXT).state is PrintState.PRINTED
        (ticket,) = emulator.tickets
    assert read_number(ticket.image) == "A013"


def test_a_jammed_cutter_leaves_it_open_whether_the_ticket_can_be_taken() -> None:
    with PrinterEmulator(condition=Condition(cutter_jams=True)) as emulator:
        printer = printer_at(emulator)
        first = printer.print_ticket(TICKET)
        assert (first.state, first.fault) == (PrintState.UNKNOWN, PrinterFault.CUTTER)
        second = printer.print_ticket(NEXT)
        assert (second.state, second.fault) == (PrintState.FAILED, PrinterFault.CUTTER)
        emulator.change(cutter_jams=False)
        assert printer.print_ticket(NEXT).state is PrintState.PRINTED
        numbers = [read_number(ticket.image) for ticket in emulator.tickets]
    assert numbers == ["A012", "A013"]


def test_a_cover_opened_in_the_middle_is_unknown_at_once_and_names_the_fault() -> None:
    with PrinterEmulator(condition=Condition(bytes_per_second=100_000)) as emulator:
        printer = printer_at(emulator)
        outcome = meanwhile(
            lambda: printer.print_ticket(TICKET),
            lambda: (emulator.wait_for_paper(40, 30), emulator.change(cover_open=True)),
        )
        assert (outcome.state, outcome.fault) == (PrintState.UNKNOWN, PrinterFault.COVER_OPEN)
        emulator.change(cover_open=False, bytes_per_second=None)
        assert printer.print_ticket(NEXT).state is PrintState.PRINTED
        assert read_number(emulator.tickets[-1].image) == "A013"


def test_a_head_that_cools_down_in_time_prints_the_ticket() -> None:
    with PrinterEmulator(
        condition=Condition(buffer=1_000_000, bytes_per_second=100_000)
    ) as emulator:
        outcome = meanwhile(
            lambda: printer_at(emulator).print_ticket(TICKET),
            lambda: (
                emulator.wait_for_paper(40, 30),
                emulator.change(overheated=True),
                emulator.change(overheated=False),
            ),
        )
    assert outcome.state is PrintState.PRINTED


def test_a_head_that_stays_hot_is_unknown_and_named() -> None:
    condition = Condition(buffer=1_000_000, bytes_per_second=100_000)
    with PrinterEmulator(condition=condition) as emulator:
        outcome = meanwhile(
            lambda: printer_at(emulator, seconds=5.0).print_ticket(TICKET),
            lambda: (emulator.wait_for_paper(40, 30), emulator.change(overheated=True)),
        )
    assert (outcome.state, outcome.fault) == (PrintState.UNKNOWN, PrinterFault.OVERHEATED)


def meanwhile(job: Callable[[], PrintOutcome], event: Callable[[], object]) -> PrintOutcome:
    """The outcome of a job while something happens to the printer."""
    with ThreadPoolExecutor(1) as pool:
        happening = pool.submit(event)
        outcome = job()
        happening.result()
    return outcome
