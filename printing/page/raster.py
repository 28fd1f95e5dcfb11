"""A set page as black dots, exactly as many as the head of the printer has."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw, ImageFont

from kiosk.errors import MissingFont
from printing.layout import Weight
from printing.page.letters import Face, Typeface
from printing.page.typeset import Bar, CodeMark, Letters, Page


class Rasteriser:
    """Draws pages with one typeface; keeps its opened fonts."""

    def __init__(self, typeface: Typeface) -> None:
        self._typeface = typeface
        self._fonts: dict[tuple[Weight, float], ImageFont.FreeTypeFont] = {}

    def draw(self, page: Page) -> Image.Image:
        """The page as a 1-bit image, `roll.dots` wide, white is 1."""
        scale = page.roll.dots_per_mm
        image = Image.new("L", (page.roll.dots, math.ceil(page.height * scale)), 255)
        pen = ImageDraw.Draw(image)
        for mark in page.marks:
            match mark:
                case Letters():
                    self._letters(pen, mark, scale)
                case Bar():
                    _bar(pen, mark, scale)
                case CodeMark():
                    _code(pen, mark, scale)
        return image.point(lambda grey: 255 if grey > 127 else 0).convert("1")

    def _letters(self, pen: ImageDraw.ImageDraw, mark: Letters, scale: float) -> None:
        """Letter by letter, at the places the typesetter measured, on whole dots."""
        face = self._typeface[mark.weight]
        font = self._font(face, mark.cap * scale)
        x = mark.x
        for letter in mark.text:
            place = (round(x * scale), round(mark.y * scale))
            pen.text(place, letter, fill=255 if mark.white else 0, font=font, anchor="ls")
            x += face.width(letter, mark.cap)

    def _font(self, face: Face, cap_dots: float) -> ImageFont.FreeTypeFont:
        key = (face.weight, cap_dots)
        if key not in self._fonts:
            basic = ImageFont.Layout.BASIC
            try:
                font = ImageFont.truetype(face.file, face.em(cap_dots), layout_engine=basic)
            except OSError as error:
                raise MissingFont("Inter", "fonts-inter") from error
            self._fonts[key] = font
        return self._fonts[key]


def _bar(pen: ImageDraw.ImageDraw, mark: Bar, scale: float) -> None:
    left, top = round(mark.x * scale), round(mark.y * scale)
    width, height = max(1, round(mark.width * scale)), max(1, round(mark.height * scale))
    pen.rectangle((left, top, left + width - 1, top + height - 1), fill=0)


def _code(pen: ImageDraw.ImageDraw, mark: CodeMark, scale: float) -> None:
    """Modules of whole dots: a module that is wider here than there confuses a phone."""
    count = len(mark.modules)
    dot = int(mark.side * scale) // count
    unused = int(mark.side * scale) - dot * count
    left, top = (round(place * scale) + unused // 2 for place in (mark.x, mark.y))
    for row, modules in enumerate(mark.modules):
        for column, dark in enumerate(modules):
            if dark:
                x, y = left + column * dot, top + row * dot
                pen.rectangle((x, y, x + dot - 1, y + dot - 1), fill=0)
