"""A printer's ear: cuts a stream of ESC/POS bytes into commands, whatever the packets.

Knows what ticket software sends; passes over what it does not know as printers do: an unknown
ESC or GS command loses its two bytes and the rest is taken for text. That is how a wrong command
shows on paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

DLE, ESC, GS = 0x10, 0x1B, 0x1D


@dataclass(frozen=True, slots=True)
class Print:
    """Characters of the present code page."""

    data: bytes


@dataclass(frozen=True, slots=True)
class NewLine:
    """LF: print the line and feed; `lines` of them (ESC d), or `dots` (ESC J)."""

    lines: int = 1
    dots: int = 0


@dataclass(frozen=True, slots=True)
class Set:
    """A setting: "size" (GS !), "mode" (ESC !), "bold", "align", "page", "pitch" (ESC 3)."""

    what: str
    value: int


@dataclass(frozen=True, slots=True)
class Reset:
    """ESC @."""


@dataclass(frozen=True, slots=True)
class Raster:
    """GS v 0: rows of `width` bytes."""

    width: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Symbol:
    """GS ( k: one function of the QR code (67 module size, 69 correction, 80 store, 81 print)."""

    function: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V; `feed` dots past the cutter first (65, 66), or None: cut at once (0, 1)."""

    feed: int | None = None


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """GS a."""

    mask: int


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """GS r 1."""


@dataclass(frozen=True, slots=True)
class ProcessId:
    """GS ( H function 48."""

    text: bytes


@dataclass(frozen=True, slots=True)
class Ignored:
    """Bytes without an effect on paper."""

    data: bytes


Command = (
    Print
    | NewLine
    | Set
    | Reset
    | Raster
    | Symbol
    | Cut
    | ReportChanges
    | PaperRequest
    | ProcessId
    | Ignored
)


class CommandReader:
    """Keeps what is incomplete until the rest comes, over connections if need be."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def feed(self, data: bytes) -> list[tuple[Command, bytes]]:
        """The commands completed by these bytes, each with the bytes it was made of."""
        self._pending += data
        commands: list[tuple[Command, bytes]] = []
        while self._pending:
            length, command = _first(self._pending)
            if length == 0 or len(self._pending) < length or command is None:
                break
            commands.append((command, bytes(self._pending[:length])))
            del self._pending[:length]
        return commands

    def forget(self) -> None:
        """Drop what is incomplete."""
        self._pending.clear()


_Read = tuple[int, Command | None]
_INCOMPLETE: _Read = (0, None)


def _first(data: bytearray) -> _Read:
    byte = data[0]
    if byte == 0x0A:
        return 1, NewLine()
    if byte == DLE:
        return _real_time(data)
    if byte in (ESC, GS):
        if len(data) < 2:
            return _INCOMPLETE
        table = _ESC_COMMANDS if byte == ESC else _GS_COMMANDS
        read = table.get(data[1])
        return read(data) if read else (2, Ignored(bytes(data[:2])))
    if byte < 0x20:
        return 1, Ignored(bytes(data[:1]))
    end = next((i for i, value in enumerate(data) if value < 0x20), len(data))
    return end, Print(bytes(data[:end]))


def _real_time(data: bytearray) -> _Read:
    """Already obeyed on arrival; here they only take up room."""
    if len(data) < 2:
        return _INCOMPLETE
    length = {0x04: 3, 0x05: 3, 0x14: 10 if data[2:3] == b"\x08" else 5}.get(data[1], 1)
    return _whole(data, length, lambda: Ignored(bytes(data[:length])))


def _whole(data: bytearray, length: int, make: Callable[[], Command]) -> _Read:
    return (length, make()) if len(data) >= length else _INCOMPLETE


def _setting(what: str) -> Callable[[bytearray], _Read]:
    return lambda data: _whole(data, 3, lambda: Set(what, data[2]))


def _ignoring(length: int) -> Callable[[bytearray], _Read]:
    return lambda data: _whole(data, length, lambda: Ignored(bytes(data[:length])))


def _raster(data: bytearray) -> _Read:
    if len(data) < 8:
        return _INCOMPLETE
    width = data[4] + 256 * data[5]
    length = 8 + width * (data[6] + 256 * data[7])
    return _whole(data, length, lambda: Raster(width, bytes(data[8:length])))


def _cut(data: bytearray) -> _Read:
    if len(data) < 3:
        return _INCOMPLETE
    if data[2] in (65, 66):
        return _whole(data, 4, lambda: Cut(data[3]))
    return 3, Cut()


def _bracket(data: bytearray) -> _Read:
    """GS ( X pL pH: the length makes even an unknown function pass without a trace."""
    if len(data) < 5:
        return _INCOMPLETE
    length = 5 + data[3] + 256 * data[4]
    if len(data) < length:
        return _INCOMPLETE
    kind, body = data[2], bytes(data[5:length])
    if kind == ord("H") and body[:2] == b"00" and len(body) == 6:
        return length, ProcessId(body[2:])
    if kind == ord("k") and body[:1] == b"1" and len(body) >= 2:
        return length, Symbol(body[1], body[2:])
    return length, Ignored(bytes(data[:length]))


_ESC_COMMANDS: dict[int, Callable[[bytearray], _Read]] = {
    ord("@"): lambda _: (2, Reset()),
    ord("!"): _setting("mode"),
    ord("E"): _setting("bold"),
    ord("G"): _setting("bold"),
    ord("a"): _setting("align"),
    ord("t"): _setting("page"),
    ord("3"): _setting("pitch"),
    ord("2"): lambda _: (2, Set("pitch", 30)),
    ord("d"): lambda data: _whole(data, 3, lambda: NewLine(lines=data[2])),
    ord("J"): lambda data: _whole(data, 3, lambda: NewLine(lines=0, dots=data[2])),
    **{ord(letter): _ignoring(3) for letter in "-MRV{="},
}
_GS_COMMANDS: dict[int, Callable[[bytearray], _Read]] = {
    ord("!"): _setting("size"),
    ord("V"): _cut,
    ord("v"): _raster,
    ord("("): _bracket,
    ord("a"): lambda data: _whole(data, 3, lambda: ReportChanges(data[2])),
    ord("r"): lambda data: _whole(data, 3, PaperRequest),
    **{ord(letter): _ignoring(3) for letter in "BbfHhw"},
    **{ord(letter): _ignoring(4) for letter in "LW"},
}
