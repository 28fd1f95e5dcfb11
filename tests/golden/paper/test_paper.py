"""Pictures of tickets, exact to the dot: through the emulator, and as a rendered PDF page.

`make goldens` writes them again. Look at every one before it is committed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from kiosk.domain.paper import PaperTicket
from printing.fakes import PrinterEmulator
from printing.network import NetworkPrinter
from printing.page.roll import ROLL_58, ROLL_80, Roll
from printing.pdf import PdfEncoder
from tests.papers import DOTS_PER_MM, OFFLINE, TICKET, encoder, typeface

HERE = Path(__file__).parent

LONG = replace(
    TICKET,
    hall="Mal Pelayanan Publik Digital Terpadu Kabupaten Kepulauan Siau Tagulandang Biaro",
    number="AB1012X",
    service="Penerbitan Surat Keterangan Pengganti Tanda Identitas bagi Penduduk Rentan "
    "Administrasi Kependudukan",
    agency="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    zone="Zona Jingga, Lantai 2",
    counters=(1, 2, 4, 7, 8, 9, 10, 14),
    ahead=118,
    papers=(
        "Surat pengantar dari rukun tetangga dan rukun warga yang masih berlaku",
        "Surat pernyataan tanggung jawab mutlak bermeterai",
        "Pasfoto 4×6 latar merah, dua lembar",
        "Fotokopi akta kelahiran",
    ),
)


@dataclass(frozen=True)
class Case:
    """A ticket on a roll."""

    ticket: PaperTicket
    roll: Roll = ROLL_80


CASES = {
    "ticket-id": Case(TICKET),
    "ticket-en": Case(replace(TICKET, language="en")),
    "offline-id": Case(OFFLINE),
    "offline-en": Case(replace(OFFLINE, language="en")),
    "duplicate-id": Case(replace(TICKET, duplicate=True)),
    "duplicate-en": Case(replace(TICKET, duplicate=True, language="en")),
    "long-names": Case(LONG),
    "bare": Case(
        replace(TICKET, zone="", counters=(), ahead=None, wait=None, papers=(), phone_url="")
    ),
    "narrow-roll": Case(TICKET, ROLL_58),
}


def compare(image: Image.Image, golden: Path, update: bool) -> None:
    if update:
        image.save(golden, optimize=True)
    with Image.open(golden) as expected:
        assert image.size == expected.size, f"{golden.name}: another size"
        box = ImageChops.difference(image.convert("L"), expected.convert("L")).getbbox()
    assert box is None, f"{golden.name} differs inside {box}"


@pytest.mark.parametrize("name", CASES)
def test_paper_from_a_printer_is_exactly_this(name: str, request: pytest.FixtureRequest) -> None:
    case = CASES[name]
    with PrinterEmulator(roll=case.roll) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(case.roll), proof_seconds=60)
        printer.print_ticket(case.ticket)
        (ticket,) = emulator.tickets
    compare(ticket.image, HERE / f"printer-{name}.png", updating(request))


@pytest.mark.parametrize("name", CASES)
def test_the_pdf_page_is_exactly_this(name: str, request: pytest.FixtureRequest) -> None:
    case = CASES[name]
    content = PdfEncoder(case.roll, typeface()).encode(case.ticket)
    page = pypdfium2.PdfDocument(content)[0]
    image = page.render(scale=DOTS_PER_MM * 25.4 / 72, grayscale=True).to_pil()
    compare(image, HERE / f"pdf-{name}.png", updating(request))


def updating(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens", default=False))
