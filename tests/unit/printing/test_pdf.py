"""A ticket as a PDF page."""

from __future__ import annotations

import getpass
import platform
from dataclasses import replace

import pypdfium2
import pytest

from printing.page.roll import ROLL_58, ROLL_80
from printing.pdf import PdfEncoder
from tests.papers import DOTS_PER_MM, OFFLINE, TICKET, read_code, read_number, typeface

POINTS_PER_MM = 72 / 25.4


@pytest.fixture(scope="module")
def pdf() -> PdfEncoder:
    return PdfEncoder(ROLL_80, typeface())


def page_of(content: bytes) -> pypdfium2.PdfPage:
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    return document[0]


def words_of(page: pypdfium2.PdfPage) -> str:
    return " ".join(str(page.get_textpage().get_text_range()).split())


def test_the_page_is_as_wide_as_the_roll_and_as_long_as_the_ticket(pdf: PdfEncoder) -> None:
    width, height = page_of(pdf.encode(TICKET)).get_size()
    assert width == pytest.approx(80 * POINTS_PER_MM, abs=0.01)
    _, longer = page_of(pdf.encode(OFFLINE)).get_size()
    assert longer > height
    narrow, _ = page_of(PdfEncoder(ROLL_58, typeface()).encode(TICKET)).get_size()
    assert narrow == pytest.approx(58 * POINTS_PER_MM, abs=0.01)


def test_its_words_are_text_that_can_be_searched_and_read_aloud(pdf: PdfEncoder) -> None:
    words = words_of(page_of(pdf.encode(TICKET)))
    for said in ("A012", "Zona Biru", "15–25 menit", "Mohon siapkan", "Berlaku hari ini"):
        assert said in words


def test_its_letters_are_inter_inside_the_file(pdf: PdfEncoder) -> None:
    content = pdf.encode(TICKET)
    assert content.count(b"/FontFile2") == 2
    assert b"+Inter-Bold" in content
    assert b"+Inter-Medium" in content


def test_number_and_code_are_read_back_from_the_rendered_page(pdf: PdfEncoder) -> None:
    page = page_of(pdf.encode(replace(TICKET, number="B117")))
    image = page.render(scale=DOTS_PER_MM / POINTS_PER_MM).to_pil()
    assert read_number(image) == "B117"
    assert read_code(image) == TICKET.phone_url


def test_the_same_ticket_gives_the_same_bytes_in_another_run(pdf: PdfEncoder) -> None:
    assert pdf.encode(TICKET) == PdfEncoder(ROLL_80, typeface()).encode(TICKET)


def test_the_file_names_neither_machine_nor_user_nor_library_path(pdf: PdfEncoder) -> None:
    document = pypdfium2.PdfDocument(pdf.encode(TICKET))
    facts = " ".join(document.get_metadata_dict().values())
    assert document.get_metadata_value("Title") == "A012"
    assert document.get_metadata_value("Author") == "Mal Pelayanan Publik"
    for private in (platform.node(), getpass.getuser(), "/home", "/usr"):
        assert private not in facts
