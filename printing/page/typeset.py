"""Blocks become marks with places: breaks lines and stacks everything on a roll of paper.

Both encoders draw the same marks, so a ticket as PDF breaks its lines where the paper does. All
lengths in mm; x from the left of the printable area, y from the top, downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from printing.layout import (
    BODY,
    LARGE,
    STRONG,
    Align,
    Banner,
    Block,
    Code,
    Notice,
    Number,
    Pair,
    Rule,
    Space,
    Text,
    TickList,
    Weight,
)
from printing.page.letters import Face, Typeface
from printing.page.roll import Roll
from printing.qr import Modules, modules

#: From baseline to baseline, in cap heights.
_PITCH = 1.8
_NUMBER_CAP = 18.0
_CODE_SIDE = 33.0
_GUTTER = 4.5
_HAIR = 0.25
_STROKE = 0.375
_PADDING = 3.2
_INDENT = 6.2


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of text; `x` is its left end, `y` its baseline."""

    x: float
    y: float
    text: str
    cap: float
    weight: Weight
    white: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A black rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class CodeMark:
    """A QR code in a square of `side` mm, made of as large whole dots as fit."""

    x: float
    y: float
    side: float
    modules: Modules


Mark = Letters | Bar | CodeMark


@dataclass(frozen=True, slots=True)
class Page:
    """A set ticket: everything to draw on a roll, and how long the paper is."""

    roll: Roll
    height: float
    marks: tuple[Mark, ...]


def typeset(blocks: tuple[Block, ...], roll: Roll, typeface: Typeface) -> Page:
    """Set blocks on a roll."""
    setter = _Setter(roll.printable, typeface)
    for block in blocks:
        setter.place(block)
    return Page(roll, setter.y, tuple(setter.marks))


def wrap(text: str, width: float, cap: float, face: Face) -> list[str]:
    """The lines of a text: between words, and inside a word only when it is wider than the line."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if face.width(longer, cap) <= width:
            line = longer
            continue
        if line:
            lines.append(line.removesuffix(" ·"))  # a separator separates nothing at an end
        *full, line = _broken(word, width, cap, face)
        lines.extend(full)
    return [*lines, line] if line else lines


def _height(lines: list[str], cap: float) -> float:
    return cap * (1 + _PITCH * (len(lines) - 1))


def _broken(word: str, width: float, cap: float, face: Face) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and face.width(pieces[-1] + character, cap) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _balanced(text: str, width: float, cap: float, face: Face) -> list[str]:
    """As few lines as `wrap` makes, of about the same length: no last word alone in the middle."""
    lines = wrap(text, width, cap, face)
    narrow = min(width, max((face.width(word, cap) for word in text.split()), default=width))
    wide = width
    while wide - narrow > 0.5:
        middle = (narrow + wide) / 2
        tried = wrap(text, middle, cap, face)
        if len(tried) > len(lines):
            narrow = middle
        else:
            wide, lines = middle, tried
    return lines


class _Setter:
    """A pen that goes down the paper; `y` is where the next block begins."""

    def __init__(self, width: float, typeface: Typeface) -> None:
        self.y = 0.0
        self.marks: list[Mark] = []
        self._width = width
        self._typeface = typeface

    def place(self, block: Block) -> None:
        match block:
            case Space(height):
                self.y += height
            case Rule():
                self._bar(0, self.y, self._width, _HAIR)
                self.y += _HAIR
            case Text(text, cap, weight, align):
                self._text(text, cap, weight, align)
            case Number(text):
                self._number(text)
            case Banner(text):
                self._banner(text)
            case Notice(text):
                self._notice(text)
            case Pair(label, value):
                self._pair(label, value)
            case TickList(items):
                self._tick_list(items)
            case Code():
                self._code(block)

    def _text(self, text: str, cap: float, weight: Weight, align: Align) -> None:
        face = self._typeface[weight]
        if align is Align.CENTRE:
            lines = _balanced(text, self._width, cap, face)
            starts = [(self._width - face.width(line, cap)) / 2 for line in lines]
        else:
            lines = wrap(text, self._width, cap, face)
            starts = [0.0] * len(lines)
        self._lines(lines, starts, cap, weight)

    def _lines(self, lines: list[str], starts: list[float], cap: float, weight: Weight) -> None:
        """Lines from `y` down; afterwards `y` is the last baseline."""
        for index, (line, x) in enumerate(zip(lines, starts, strict=True)):
            self.y += cap * (_PITCH if index else 1)
            self.marks.append(Letters(x, self.y, line, cap, weight))

    def _number(self, text: str) -> None:
        if not text:
            return
        face = self._typeface[Weight.BOLD]
        cap = min(_NUMBER_CAP, self._width / face.width(text, 1))
        start = (self._width - face.width(text, cap)) / 2
        self._lines([text], [start], cap, Weight.BOLD)

    def _banner(self, text: str) -> None:
        height = LARGE * 2.2
        self._bar(0, self.y, self._width, height)
        x = (self._width - self._typeface[Weight.BOLD].width(text, LARGE)) / 2
        baseline = self.y + (height + LARGE) / 2
        self.marks.append(Letters(x, baseline, text, LARGE, Weight.BOLD, white=True))
        self.y += height

    def _notice(self, text: str) -> None:
        top, face = self.y, self._typeface[Weight.REGULAR]
        lines = wrap(text, self._width - 2 * _PADDING, BODY, face)
        self.y += _PADDING
        self._lines(lines, [_PADDING] * len(lines), BODY, Weight.REGULAR)
        self.y += _PADDING
        self._frame(top, self._width, self.y - top)

    def _pair(self, label: str, value: str) -> None:
        """Both on one line, or the value below its label where the roll is too narrow."""
        bold = self._typeface[Weight.BOLD]
        start = self._width - bold.width(value, STRONG)
        self._lines([label], [0], BODY, Weight.REGULAR)
        if start > self._typeface[Weight.REGULAR].width(label, BODY) + 3:
            self.marks.append(Letters(start, self.y, value, STRONG, Weight.BOLD))
            return
        self.y += 2.4
        self._text(value, STRONG, Weight.BOLD, Align.LEFT)

    def _tick_list(self, items: tuple[str, ...]) -> None:
        face = self._typeface[Weight.REGULAR]
        for index, item in enumerate(items):
            self.y += 3.4 if index else 0
            lines = wrap(item, self._width - _INDENT, BODY, face)
            self._frame(self.y, BODY, BODY)
            self._lines(lines, [_INDENT] * len(lines), BODY, Weight.REGULAR)

    def _code(self, code: Code) -> None:
        """The code with its words beside it, or below it on a narrow roll."""
        mark = CodeMark(0, self.y, _CODE_SIDE, modules(code.address))
        beside = self._width - _CODE_SIDE - _GUTTER
        if beside < _CODE_SIDE:
            self.marks.append(replace(mark, x=(self._width - _CODE_SIDE) / 2))
            self.y += _CODE_SIDE + 4
            self._text(code.title, STRONG, Weight.BOLD, Align.CENTRE)
            self.y += 3
            self._text(code.note, BODY, Weight.REGULAR, Align.CENTRE)
            self.y += 3
            self._text(code.host, BODY, Weight.REGULAR, Align.CENTRE)
            return
        self.marks.append(mark)
        self._words_beside(code, beside, self.y + _CODE_SIDE)
        self.y += 3.6
        self._text(code.host, BODY, Weight.REGULAR, Align.LEFT)

    def _words_beside(self, code: Code, width: float, bottom: float) -> None:
        """Title and note between `y` and `bottom`, in the middle; then `y` is the bottom."""
        title = wrap(code.title, width, STRONG, self._typeface[Weight.BOLD])
        note = wrap(code.note, width, BODY, self._typeface[Weight.REGULAR])
        left, gap = self._width - width, 3.2
        height = _height(title, STRONG) + gap + _height(note, BODY)
        self.y += max(0, (bottom - self.y - height) / 2)
        self._lines(title, [left] * len(title), STRONG, Weight.BOLD)
        self.y += gap
        self._lines(note, [left] * len(note), BODY, Weight.REGULAR)
        self.y = max(self.y, bottom)

    def _frame(self, y: float, width: float, height: float) -> None:
        """A frame at the left margin."""
        self._bar(0, y, width, _STROKE)
        self._bar(0, y + height - _STROKE, width, _STROKE)
        self._bar(0, y, _STROKE, height)
        self._bar(width - _STROKE, y, _STROKE, height)

    def _bar(self, x: float, y: float, width: float, height: float) -> None:
        self.marks.append(Bar(x, y, width, height))
