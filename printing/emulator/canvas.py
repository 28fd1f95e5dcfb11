"""Paper under a thermal head: commands become dots, a cut makes a ticket."""

from __future__ import annotations

import math
from functools import cached_property

from PIL import Image, ImageChops, ImageDraw, ImageFont

from printing.emulator.stream import Command, NewLine, Print, Raster, Reset, Set, Symbol
from printing.layout import Weight
from printing.page.letters import load_typeface
from printing.page.roll import Roll
from printing.qr import modules

#: Font A of most printers: 12 x 24 dots a character. Its shapes differ from maker to maker.
_CELL_WIDTH, _CELL_HEIGHT = 12, 24
_PITCH = 30
_LONGEST_CODE = 2000
_HEAD_TO_CUTTER = 12.0
_CODE_PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    16: "cp1252",
    19: "cp858",
}


class Canvas:
    """The present ticket, growing downwards; settings stay over a cut, as in a printer."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self._lead = round(_HEAD_TO_CUTTER * roll.dots_per_mm)
        self._strips = [self._blank(self._lead)]
        self._fed = 0
        self._reset()

    def _reset(self) -> None:
        self._line: list[Image.Image] = []
        self._wide = self._high = 1
        self._bold = False
        self._align = 0
        self._page = 0
        self._pitch = _PITCH
        self._code_dot = 3
        self._code_data = b""

    @cached_property
    def _font(self) -> ImageFont.FreeTypeFont:
        file = load_typeface()[Weight.REGULAR].file
        return ImageFont.truetype(file, 21, layout_engine=ImageFont.Layout.BASIC)

    @property
    def length(self) -> float:
        """What the present ticket has of print, in mm."""
        return (self._height - self._lead) / self._roll.dots_per_mm

    @property
    def fed(self) -> float:
        """The paper used since the printer was made, in mm."""
        return self._fed / self._roll.dots_per_mm

    def apply(self, command: Command) -> None:
        """Put a command on paper."""
        match command:
            case Reset():
                self._reset()
            case Set(what, value):
                self._set(what, value)
            case Print(data):
                self._print(data)
            case NewLine(lines, dots):
                self._feed(lines * self._pitch + dots)
            case Raster(width, data):
                self._raster(width, data)
            case Symbol(function, data):
                self._symbol(function, data)
            case _:
                pass

    def cut(self, feed: int | None) -> Image.Image:
        """The ticket as it falls out, the roll's full width; a new one begins.

        `feed` dots beyond the last line; None cuts where the cutter stands, through what was
        printed last. The paper between head and cutter is the head of the next ticket.
        """
        self._feed(0)
        if feed is not None:
            self._add(self._blank(self._lead + feed))
        margin = round(self._roll.margin * self._roll.dots_per_mm)
        paper = Image.new("1", (self._roll.dots + 2 * margin, self._height), 1)
        top = 0
        for strip in self._strips:
            paper.paste(strip, (margin, top))
            top += strip.height
        edge = max(1, top - self._lead)
        self._strips = [paper.crop((margin, top - self._lead, margin + self._roll.dots, top))]
        return paper.crop((0, 0, paper.width, edge))

    @property
    def _height(self) -> int:
        return sum(strip.height for strip in self._strips)

    def _blank(self, height: int) -> Image.Image:
        return Image.new("1", (self._roll.dots, height), 1)

    def _add(self, strip: Image.Image) -> None:
        self._strips.append(strip)
        self._fed += strip.height

    def _set(self, what: str, value: int) -> None:
        match what:
            case "size":
                self._wide, self._high = (value >> 4 & 7) + 1, (value & 7) + 1
            case "mode":
                self._wide, self._high = 1 + (value >> 5 & 1), 1 + (value >> 4 & 1)
                self._bold = bool(value & 8)
            case "bold":
                self._bold = bool(value & 1)
            case "align":
                self._align = value % 48 if value % 48 in (0, 1, 2) else self._align
            case "page":
                self._page = value
            case _:
                self._pitch = value

    def _print(self, data: bytes) -> None:
        text = data.decode(_CODE_PAGES.get(self._page, "cp437"), errors="replace")
        for character in text:
            used = sum(cell.width for cell in self._line)
            if used + _CELL_WIDTH * self._wide > self._roll.dots:
                self._feed(self._pitch)
            self._line.append(self._cell(character))

    def _cell(self, character: str) -> Image.Image:
        """A character in its cell: wide letters squeezed, bold ones struck twice."""
        width = max(_CELL_WIDTH, math.ceil(self._font.getlength(character)))
        cell = Image.new("L", (width, _CELL_HEIGHT), 255)
        pen = ImageDraw.Draw(cell)
        for shift in (0, 1) if self._bold else (0,):
            pen.text((width // 2 + shift, 19), character, fill=0, font=self._font, anchor="ms")
        cell = cell.resize((_CELL_WIDTH, _CELL_HEIGHT))
        dots = cell.point(lambda grey: 255 if grey > 150 else 0).convert("1")
        return dots.resize((_CELL_WIDTH * self._wide, _CELL_HEIGHT * self._high))

    def _feed(self, dots: int) -> None:
        """Print the line, if there is one, and feed at least as much as it is high."""
        height = max([dots, *(cell.height for cell in self._line)])
        if height == 0:
            return
        strip = self._blank(height)
        x = self._start(sum(cell.width for cell in self._line))
        for cell in self._line:
            strip.paste(cell, (x, height - cell.height))
            x += cell.width
        self._line.clear()
        self._add(strip)

    def _raster(self, width: int, data: bytes) -> None:
        self._feed(0)
        rows = len(data) // width if width else 0
        if rows == 0:
            return
        black = ImageChops.invert(Image.frombytes("1", (width * 8, rows), data))
        strip = self._blank(rows)
        strip.paste(black, (max(0, self._start(width * 8)), 0))
        self._add(strip)

    def _symbol(self, function: int, data: bytes) -> None:
        match function:
            case 67:
                self._code_dot = data[0] if data else self._code_dot
            case 80:
                self._code_data = data[1:]
            case 81 if 0 < len(self._code_data) <= _LONGEST_CODE:
                self._code()
            case _:
                pass

    def _code(self) -> None:
        self._feed(0)
        rows = modules(self._code_data.decode("utf-8", errors="replace"))
        side = len(rows) * self._code_dot
        strip = self._blank(side)
        pen, left = ImageDraw.Draw(strip), self._start(side)
        for row, line in enumerate(rows):
            for column, dark in enumerate(line):
                if dark:
                    x, y = left + column * self._code_dot, row * self._code_dot
                    pen.rectangle((x, y, x + self._code_dot - 1, y + self._code_dot - 1), 0)
        self._add(strip)

    def _start(self, width: int) -> int:
        return (0, (self._roll.dots - width) // 2, self._roll.dots - width)[self._align]
