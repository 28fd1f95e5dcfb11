"""PDF files in a folder, and a kiosk without a printer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from kiosk.domain.paper import PrinterFault, PrintOutcome, PrintState
from printing.devices import NoPrinter, PdfPrinter
from printing.page.roll import ROLL_80
from printing.pdf import PdfEncoder
from tests.papers import TICKET, typeface


@pytest.fixture(scope="module")
def pages() -> PdfEncoder:
    return PdfEncoder(ROLL_80, typeface())


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_ticket_is_a_file_with_its_time_and_number(tmp_path: Path, pages: PdfEncoder) -> None:
    outcome = PdfPrinter(tmp_path / "tiket", pages).print_ticket(TICKET)
    file = tmp_path / "tiket" / "20261123-094100-A012.pdf"
    assert outcome == PrintOutcome(PrintState.PRINTED, where=str(file))
    assert names(file.parent) == [file.name]
    assert len(pypdfium2.PdfDocument(file.read_bytes())) == 1


def test_a_second_print_does_not_overwrite_the_first(tmp_path: Path, pages: PdfEncoder) -> None:
    printer = PdfPrinter(tmp_path, pages)
    for ticket in (TICKET, replace(TICKET, duplicate=True), replace(TICKET, duplicate=True)):
        assert printer.print_ticket(ticket).state is PrintState.PRINTED
    assert names(tmp_path) == [
        "20261123-094100-A012-2.pdf",
        "20261123-094100-A012-3.pdf",
        "20261123-094100-A012.pdf",
    ]


def test_a_hostile_number_stays_in_the_folder(tmp_path: Path, pages: PdfEncoder) -> None:
    folder = tmp_path / "tiket"
    PdfPrinter(folder, pages).print_ticket(replace(TICKET, number="../../\x00A0\x1b12" + "9" * 999))
    assert names(folder) == ["20261123-094100-A01299999999.pdf"]
    assert names(tmp_path) == ["tiket"]


def test_a_folder_that_cannot_be_made_is_said_not_raised(tmp_path: Path, pages: PdfEncoder) -> None:
    (tmp_path / "tiket").write_text("a file stands here")
    outcome = PdfPrinter(tmp_path / "tiket", pages).print_ticket(TICKET)
    assert outcome.state is PrintState.FAILED
    assert outcome.fault is PrinterFault.UNREACHABLE
    assert outcome.where == f"{tmp_path / 'tiket'} (File exists)"


def test_a_full_disk_leaves_no_half_a_ticket(
    tmp_path: Path, pages: PdfEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    outcome = PdfPrinter(tmp_path, pages).print_ticket(TICKET)
    assert outcome.state is PrintState.FAILED
    assert "No space left" in outcome.where
    assert names(tmp_path) == []


def test_a_kiosk_without_a_printer_says_that_and_not_that_one_is_broken() -> None:
    assert NoPrinter().print_ticket(TICKET) == PrintOutcome(PrintState.FAILED, PrinterFault.ABSENT)
