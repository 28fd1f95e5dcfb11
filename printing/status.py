"""What a printer says about itself: bytes in, words out, whatever the bytes.

Four kinds of answer share one line without a frame around them (Epson's ESC/POS reference):

    0xx1xx10                       the answer to DLE EOT n
    0xx1xx00 + three of 0xx0xxxx   automatic status (GS a)
    0xx0xxxx alone                 the answer to GS r 1
    37 22 d1 d2 d3 d4 00           a process id comes back (GS ( H)
    37 25 00                       the buffers are cleared (DLE DC4 8)

Anything else is noise and skipped until something fits again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from kiosk.domain.paper import PrinterFault


def status_request(number: int) -> bytes:
    """DLE EOT n, answered at once even by a busy or stopped printer. n = 1..4."""
    return bytes((0x10, 0x04, number))


#: DLE ENQ 2: forget the broken-off job and recover from an error whose cause is gone.
RECOVER = b"\x10\x05\x02"
#: DLE DC4 8: forget everything received; the printer says so (BuffersCleared).
CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong with a printer, None when nothing is; and whether its roll is nearly up."""

    fault: PrinterFault | None = None
    near_end: bool = False

    @property
    def stops(self) -> bool:
        """Whether a job ends here; a hot head cools down and prints on."""
        return self.fault not in {None, PrinterFault.OVERHEATED}


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """One byte in answer to a status request; only the asker knows which."""

    byte: int


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The printer reports a change by itself."""

    health: Health


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """Everything before a GS r 1 is done."""

    byte: int


@dataclass(frozen=True, slots=True)
class ProcessDone:
    """Everything before the process id is done."""

    process_id: str


@dataclass(frozen=True, slots=True)
class BuffersCleared:
    """Nothing of an earlier job is left in the printer."""


Answer = StatusAnswer | StatusReport | PaperAnswer | ProcessDone | BuffersCleared


class StatusParser:
    """Cuts a printer's bytes into answers, however they are split into packets."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def feed(self, data: bytes) -> list[Answer]:
        """The answers completed by these bytes."""
        self._pending += data
        answers: list[Answer] = []
        while self._pending:
            length, answer = _first(self._pending)
            if length == 0:
                break
            del self._pending[:length]
            if answer is not None:
                answers.append(answer)
        return answers


def _first(data: bytearray) -> tuple[int, Answer | None]:
    """How many bytes the first answer takes and what it says; 0 when it is not complete yet."""
    begun = 1
    for form, read in _FORMS:
        fitting = _fitting(data, form)
        if fitting == len(form):
            return fitting, read(data)
        if fitting == len(data):
            return 0, None
        begun = max(begun, fitting)
    # The rest of a broken answer must not pass for single bytes; another may begin inside it.
    again = data.find(_HEADER_BYTE, 1, begun)
    return (again if again > 0 else begun), None


def _fitting(data: bytearray, form: tuple[frozenset[int], ...]) -> int:
    """How many leading bytes fit a form."""
    fits = (byte in allowed for byte, allowed in zip(data, form, strict=False))
    return sum(1 for _ in takewhile(bool, fits))


def _bytes(mask: int, value: int) -> frozenset[int]:
    return frozenset(byte for byte in range(256) if byte & mask == value)


_HEADER_BYTE = 0x37
_NUL, _HEADER = frozenset({0x00}), frozenset({_HEADER_BYTE})
_PLAIN = _bytes(0x90, 0x00)
_FORMS: tuple[tuple[tuple[frozenset[int], ...], Callable[[bytearray], Answer]], ...] = (
    ((_bytes(0x93, 0x12),), lambda data: StatusAnswer(data[0])),
    ((_PLAIN,), lambda data: PaperAnswer(data[0])),
    (
        (_bytes(0x93, 0x10), _PLAIN, _PLAIN, _PLAIN),
        lambda data: StatusReport(health_of_report(data[0], data[1], data[2])),
    ),
    (
        (_HEADER, frozenset({0x22}), *4 * (frozenset(range(0x20, 0x7F)),), _NUL),
        lambda data: ProcessDone(data[2:6].decode("ascii")),
    ),
    ((_HEADER, frozenset({0x25}), _NUL), lambda _: BuffersCleared()),
)


def health_of_report(first: int, second: int, third: int) -> Health:
    """The health in an automatic status report (GS a)."""
    return _health(
        cover=first & 0x20,
        paper=third & 0x0C,
        cutter=second & 0x08,
        broken=second & 0x20,
        hot=second & 0x40,
        offline=0,  # a passing state during a job; what causes it has a bit of its own
        near_end=third & 0x03,
    )


def health_of_answers(answers: Mapping[int, int]) -> Health:
    """The health in the answers to DLE EOT n, by n; an answer that is missing says nothing."""
    printer, offline, error, paper = (answers.get(number, 0) for number in (1, 2, 3, 4))
    return _health(
        cover=offline & 0x04,
        paper=paper & 0x60 or offline & 0x20,
        cutter=error & 0x08,
        broken=error & 0x20,
        hot=error & 0x40,
        offline=printer & 0x08 or offline & 0x40,
        near_end=paper & 0x0C,
    )


def _health(  # noqa: PLR0913 - one bit each
    *, cover: int, paper: int, cutter: int, broken: int, hot: int, offline: int, near_end: int
) -> Health:
    """The cause comes before its consequences: an open cover also hides the paper."""
    faults = (
        (cover, PrinterFault.COVER_OPEN),
        (paper, PrinterFault.PAPER_OUT),
        (cutter, PrinterFault.CUTTER),
        (broken, PrinterFault.BROKEN),
        (hot, PrinterFault.OVERHEATED),
        (offline, PrinterFault.BROKEN),
    )
    fault = next((fault for bits, fault in faults if bits), None)
    return Health(fault, bool(near_end))
