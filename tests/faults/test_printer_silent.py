"""F42: a printer that says nothing, or takes everything and prints nothing, or takes no call."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from kiosk.domain.paper import PrinterFault, PrintState
from printing.fakes import Condition, PrinterEmulator
from printing.network import NetworkPrinter
from tests.papers import TICKET, encoder, read_number

#: Longer than any test may last (pyproject.toml).
LONG = 1_000.0


@pytest.mark.parametrize("condition", [Condition(silent=True), Condition(eats=True)])
def test_silence_is_unknown_and_never_no_paper(condition: Condition) -> None:
    with PrinterEmulator(condition=condition) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=1.5)
        outcome = printer.print_ticket(TICKET)  # ends, though the printer stays silent
    assert (outcome.state, outcome.fault) == (PrintState.UNKNOWN, PrinterFault.SILENT)


def test_a_silent_printer_still_gets_the_ticket_and_may_print_it() -> None:
    with PrinterEmulator(condition=Condition(silent=True)) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=1)
        printer.print_ticket(TICKET)
        printer.print_ticket(replace(TICKET, number="A013"))
        numbers = [read_number(ticket.image) for ticket in emulator.wait_for_tickets(2, 30)]
    assert numbers == ["A012", "A013"]


def test_a_printer_that_does_not_know_process_ids_proves_by_its_paper_status() -> None:
    with PrinterEmulator() as emulator:
        printer = NetworkPrinter(
            "127.0.0.1", emulator.port, encoder(), proof_seconds=60, proof="paper-status"
        )
        assert printer.print_ticket(TICKET).state is PrintState.PRINTED
        (ticket,) = emulator.tickets
    assert b"\x1d(H" not in ticket.data


def test_a_refused_call_fails_at_once_and_is_free_to_try_again() -> None:
    with PrinterEmulator(condition=Condition(refuses=True)) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=LONG)
        outcome = printer.print_ticket(TICKET)
        assert (outcome.state, outcome.fault) == (PrintState.FAILED, PrinterFault.UNREACHABLE)
        assert outcome.where == f"{emulator.address} (Connection refused)"


def test_a_line_nobody_answers_fails_by_a_bound_of_its_own() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        with socket.create_connection(deaf.getsockname(), timeout=30):  # its only place is taken
            printer = NetworkPrinter(*deaf.getsockname(), encoder(), proof_seconds=LONG)
            outcome = printer.print_ticket(TICKET)
            address = "{}:{}".format(*deaf.getsockname())
    assert (outcome.state, outcome.fault) == (PrintState.FAILED, PrinterFault.UNREACHABLE)
    assert outcome.where == f"{address} (timed out)"  # the kernel would say more, and minutes later
