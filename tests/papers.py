"""Tickets for tests, and an eye that reads printed ones from their dots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

from kiosk.domain.paper import PaperTicket
from kiosk.domain.ticket import WaitRange
from printing.escpos import EscposEncoder
from printing.layout import Weight
from printing.page.letters import Typeface, load_typeface
from printing.page.raster import Rasteriser
from printing.page.roll import ROLL_80, Roll
from printing.page.typeset import typeset

DOTS_PER_MM = 8

TICKET = PaperTicket(
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
    papers=(
        "Surat keterangan kehilangan dari kepolisian",
        "Kartu Keluarga (fotokopi)",
        "KTP lama, bila rusak",
    ),
    phone_url="https://antrean.mpp.example.go.id/t/0192f3c4-7a1b-7c3d-9e4f-5a6b7c8d9e0f",
)
OFFLINE = replace(TICKET, number="A003X", ahead=None, wait=None, offline=True)


@pytest.fixture(autouse=True)
def ample_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """An emulator on a slow machine is not taken for a silent printer."""
    monkeypatch.setattr("printing.network._ANSWER_SECONDS", 10.0)


@cache
def typeface() -> Typeface:
    """Inter, read once for all tests."""
    return load_typeface()


@cache
def encoder(roll: Roll = ROLL_80) -> EscposEncoder:
    """An ESC/POS encoder, made once for all tests."""
    return EscposEncoder(roll, typeface())


def draw(*blocks: object, roll: Roll = ROLL_80) -> Image.Image:
    """Blocks of printing.layout as dots."""
    return Rasteriser(typeface()).draw(typeset(blocks, roll, typeface()))  # type: ignore[arg-type]


def read_code(image: Image.Image) -> str:
    """The text of the one QR code on a picture."""
    (code,) = zxingcpp.read_barcodes(image.convert("L"))
    return code.text


def code_side(image: Image.Image) -> float:
    """The side of the one QR code on a picture, in dots."""
    (code,) = zxingcpp.read_barcodes(image.convert("L"))
    return float(code.position.top_right.x - code.position.top_left.x)


def read_number(image: Image.Image) -> str:
    """The queue number on a ticket's picture, recognised letter by letter from its shapes."""
    number, _ = _number(image)
    return number


def number_height(image: Image.Image) -> int:
    """How many dots the number on a ticket's picture is high."""
    _, height = _number(image)
    return height


def line_heights(image: Image.Image) -> list[int]:
    """The heights of everything that stands on a row of its own, top to bottom, in dots."""
    return [bottom - top for top, bottom in _runs(_black(image), rows=True)]


def _number(image: Image.Image) -> tuple[str, int]:
    black = _black(image)
    for top, bottom in _runs(black, rows=True):
        if bottom - top < 5 * DOTS_PER_MM:
            continue
        band = black.crop((0, top, black.width, bottom))
        glyphs = [band.crop((left, 0, right, band.height)) for left, right in _runs(band)]
        letters = [_letter(glyph.crop(glyph.getbbox())) for glyph in glyphs]
        if letters and all(letters):
            return "".join(letters), band.height
    raise AssertionError("there is no number on this paper")


def _black(image: Image.Image) -> Image.Image:
    """Ink is 255, paper 0."""
    return ImageChops.invert(image.convert("L")).point(lambda value: 255 if value > 127 else 0)


def _runs(ink: Image.Image, *, rows: bool = False) -> Iterator[tuple[int, int]]:
    """The stretches of columns (or rows) that carry ink."""
    begun = None
    for place, inked in enumerate([*map(any, _lines(ink, rows=rows)), False]):
        if inked and begun is None:
            begun = place
        elif not inked and begun is not None:
            yield begun, place
            begun = None


def _lines(ink: Image.Image, *, rows: bool) -> Iterator[bytes]:
    upright = ink if rows else ink.transpose(Image.Transpose.TRANSPOSE)
    data, width = upright.tobytes(), upright.width
    return (data[start : start + width] for start in range(0, len(data), width))


def _letter(glyph: Image.Image) -> str:
    """The letter of this shape, "" when no letter has it."""
    best, score = "", 0.9
    for letter, shape in _shapes().items():
        width = shape.width * glyph.height / shape.height
        if abs(width - glyph.width) > 0.06 * glyph.width + 2:
            continue
        scaled = shape.resize(glyph.size)
        different = ImageChops.difference(glyph, scaled).point(lambda value: value > 127)
        same = 1 - sum(different.tobytes()) / (glyph.width * glyph.height)
        if same > score:
            best, score = letter, same
    return best


@cache
def _shapes() -> dict[str, Image.Image]:
    font = ImageFont.truetype(typeface()[Weight.BOLD].file, 200)
    shapes = {}
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
        picture = Image.new("L", (400, 400))
        ImageDraw.Draw(picture).text((100, 300), letter, fill=255, font=font, anchor="ls")
        shapes[letter] = picture.crop(picture.getbbox())
    return shapes
