"""A ticket on its way to paper: setting, encoding, and from the call to the proof of print."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from benchmarks.table import Table, percentile
from kiosk.domain.paper import PaperTicket, PrintState
from kiosk.domain.ticket import WaitRange
from printing.escpos import EscposEncoder
from printing.fakes import PrinterEmulator
from printing.layout import lay_out
from printing.network import NetworkPrinter
from printing.page.letters import Typeface, load_typeface
from printing.page.roll import ROLL_80
from printing.page.typeset import typeset
from printing.pdf import PdfEncoder

TIMES = 200

_TICKET = PaperTicket(
    hall="Mal Pelayanan Publik",
    city="Kota Contoh",
    number="A012",
    service="KTP elektronik hilang atau rusak",
    agency="Dinas Kependudukan dan Pencatatan Sipil",
    taken_at=datetime(2026, 11, 23, 9, 41, tzinfo=ZoneInfo("Asia/Jakarta")),
    zone="Zona Biru",
    counters=(3, 4),
    ahead=6,
    wait=WaitRange(15, 25),
    papers=("Surat keterangan kehilangan dari kepolisian", "Kartu Keluarga (fotokopi)"),
    phone_url="https://antrean.mpp.example.go.id/t/0192f3c4-7a1b-7c3d-9e4f-5a6b7c8d9e0f",
)


def run() -> list[Table]:
    """Measure each step with a new number every time, as a kiosk does."""
    typeface = load_typeface()
    escpos, pdf = EscposEncoder(ROLL_80, typeface), PdfEncoder(ROLL_80, typeface)
    table = Table("Paper: one ticket (ms)", ("step", "p50", "p99", "worst", "kB"))
    _measure(table, "layout and line breaks", lambda t: _set(t, typeface))
    _measure(table, "layout to ESC/POS bytes", lambda t: len(escpos.encode(t)))
    _measure(table, "layout to PDF bytes", lambda t: len(pdf.encode(t)))
    with PrinterEmulator() as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, escpos)
        _measure(table, "to proof of print, emulator on loopback", lambda t: _print(printer, t))
    return [table]


def _set(ticket: PaperTicket, typeface: Typeface) -> int:
    typeset(lay_out(ticket), ROLL_80, typeface)
    return 0


def _print(printer: NetworkPrinter, ticket: PaperTicket) -> int:
    assert printer.print_ticket(ticket).state is PrintState.PRINTED
    return 0


def _measure(table: Table, step: str, work: Callable[[PaperTicket], int]) -> None:
    took: list[float] = []
    size = 0
    for turn in range(TIMES):
        ticket = replace(_TICKET, number=f"A{turn:03d}")
        began = time.perf_counter()
        size = work(ticket)
        took.append((time.perf_counter() - began) * 1000)
    kilobytes = f"{size / 1000:.0f}" if size else ""
    table.add(step, percentile(took, 0.5), percentile(took, 0.99), max(took), kilobytes)
