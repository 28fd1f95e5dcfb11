"""From settings to a printer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.paper import PrintState
from kiosk.errors import BadSettings
from kiosk.settings import PrinterSettings
from printing.devices import NoPrinter, PdfPrinter
from printing.fakes import PrinterEmulator
from printing.make import make_printer
from printing.network import NetworkPrinter
from printing.page.roll import ROLL_58
from tests.papers import TICKET, read_number


def test_a_pdf_printer_writes_where_the_settings_say(tmp_path: Path) -> None:
    printer = make_printer(PrinterSettings(kind="pdf", folder=tmp_path))
    assert isinstance(printer, PdfPrinter)
    assert Path(printer.print_ticket(TICKET).where).parent == tmp_path


@pytest.mark.parametrize("proof", ["process-id", "paper-status"])
def test_a_network_printer_prints_as_the_settings_say(proof: str) -> None:
    with PrinterEmulator(roll=ROLL_58) as emulator:
        settings = PrinterSettings(
            kind="network",
            address=emulator.address,
            paper_mm=58,
            proof=proof,  # type: ignore[arg-type]
        )
        printer = make_printer(settings)
        assert isinstance(printer, NetworkPrinter)
        assert printer.print_ticket(TICKET).state is PrintState.PRINTED
        (ticket,) = emulator.tickets
    assert read_number(ticket.image) == TICKET.number


def test_no_printer_is_a_choice() -> None:
    assert isinstance(make_printer(PrinterSettings(kind="none")), NoPrinter)


@pytest.mark.parametrize(
    ("settings", "entry"),
    [
        (PrinterSettings(kind="pdf"), "kiosk.printer.folder"),
        (PrinterSettings(kind="network"), "kiosk.printer.address"),
        (PrinterSettings(kind="network", address="printer.local:9100"), "kiosk.printer.address"),
        (PrinterSettings(kind="network", address="192.168.1.50"), "kiosk.printer.address"),
        (PrinterSettings(kind="network", address="192.168.1.50:"), "kiosk.printer.address"),
        (PrinterSettings(kind="network", address="192.168.1.50:0"), "kiosk.printer.address"),
        (PrinterSettings(kind="network", address="192.168.1.50:99999"), "kiosk.printer.address"),
        (PrinterSettings(kind="network", address="192.168.1.50:²"), "kiosk.printer.address"),
        (
            PrinterSettings(kind="network", address="192.168.1.50:9100", proof_seconds=0),
            "kiosk.printer.proof_seconds",
        ),
    ],
)
def test_settings_no_printer_can_be_made_of_are_refused_by_name(
    settings: PrinterSettings, entry: str
) -> None:
    with pytest.raises(BadSettings) as refused:
        make_printer(settings)
    assert refused.value.facts["key"] == entry
    assert entry in refused.value.sentence


def test_an_ipv6_address_may_stand_in_brackets() -> None:
    settings = PrinterSettings(kind="network", address="[::1]:9100")
    assert isinstance(make_printer(settings), NetworkPrinter)
