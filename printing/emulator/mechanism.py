"""The inside of the printer: a small buffer, a head that takes its time, a cutter that may jam.

Bytes arrive on the network's thread and are obeyed there when they are real-time commands; all
else waits in the buffer for the mechanism's own thread, as in a printer.
"""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from printing.emulator.canvas import Canvas
from printing.emulator.state import Bits, Condition, PrintedTicket
from printing.emulator.stream import (
    Command,
    CommandReader,
    Cut,
    PaperRequest,
    ProcessId,
    ReportChanges,
    Reset,
)
from printing.page.roll import Roll

_STEP = 0.01
#: Obeyed wherever they stand, even inside an image (Epson's reference says so).
_REAL_TIME = re.compile(
    rb"\x10\x04([\x01-\x04])|\x10\x05([\x01\x02])|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
)


class Mechanism:
    """Prints what arrives. `answer` sends bytes to the host, `ready` says there is room again."""

    def __init__(
        self,
        roll: Roll,
        condition: Condition,
        answer: Callable[[bytes], None],
        ready: Callable[[], None],
        deliver: Callable[[PrintedTicket], None],
    ) -> None:
        self._answer, self._ready, self._deliver = answer, ready, deliver
        self._changed = threading.Condition()
        self._condition = condition
        self._jammed = False
        self._stopping = False
        self._reports = 0
        self._last_report = b""
        self._buffer = bytearray()
        self._tail = b""
        self._reader = CommandReader()
        self._work: deque[tuple[Command, bytes]] = deque()
        self._canvas = Canvas(roll)
        self._raw = bytearray()
        self._began_at: float | None = None
        self._thread = threading.Thread(target=self._run, name="printer-mechanism")

    def start(self) -> None:
        """Switch on."""
        self._thread.start()

    def stop(self) -> None:
        """Switch off and wait for it."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()

    @property
    def condition(self) -> Condition:
        """How the printer is now."""
        return self._condition

    @property
    def room(self) -> int:
        """How many bytes the buffer still takes."""
        return self._condition.buffer - len(self._buffer)

    def wait_for_paper(self, length: float, seconds: float) -> bool:
        """Wait until the present ticket is `length` mm long; False when it is not in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._canvas.length >= length, seconds)

    def change(self, **changes: object) -> None:
        """Open the cover, put a roll in ...: other values of Condition."""
        with self._changed:
            self._condition = replace(self._condition, **changes)  # type: ignore[arg-type]
            self._report()
            self._changed.notify_all()

    def arrive(self, data: bytes) -> None:
        """Bytes from the host."""
        with self._changed:
            heard = self._tail + data
            kept = len(self._tail)
            end = 0
            for match in _REAL_TIME.finditer(heard):
                end = match.end()
                if self._obey(match):
                    self._forget()
                    kept = end
            self._tail = heard[end:][-9:]
            self._buffer += heard[kept:]
            self._changed.notify_all()

    def _obey(self, match: re.Match[bytes]) -> bool:
        """Obey a real-time command; True when everything received so far is forgotten."""
        status, request = match.groups()
        if status:
            self._answer(self._bits.answer(status[0]))
            return False
        recovering = self._jammed and not self._condition.cutter_jams
        if recovering:
            self._jammed = False
            self._report()
        if request:
            return recovering and request == b"\x02"
        self._answer(b"\x37\x25\x00")
        return True

    def _forget(self) -> None:
        self._buffer.clear()
        self._reader.forget()
        self._work.clear()

    @property
    def _bits(self) -> Bits:
        return Bits(self._condition, self._jammed)

    def _report(self) -> None:
        """Automatic status: when anything changed, and when it was just turned on."""
        wanted = self._reports and self._condition.reports
        if wanted and self._bits.report != self._last_report:
            self._last_report = self._bits.report
            self._answer(self._last_report)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopping or self._can_work())
                if self._stopping:
                    return
                pace = self._condition.bytes_per_second
                if pace:
                    self._rest(pace)
                size = max(1, int(pace * _STEP)) if pace else len(self._buffer)
                chunk = bytes(self._buffer[:size])
                del self._buffer[:size]
                if not self._condition.eats:
                    self._work.extend(self._reader.feed(chunk))
                    while self._work and not self._bits.offline:
                        self._do(*self._work[0])
            self._ready()

    def _rest(self, pace: int) -> None:
        """A slow head's pause; what arrives meanwhile does not make it faster."""
        self._changed.wait_for(
            lambda: self._stopping or self._condition.bytes_per_second != pace, _STEP
        )

    def _can_work(self) -> bool:
        return bool(self._buffer or self._work) and not self._bits.offline

    def _do(self, command: Command, data: bytes) -> None:
        """One command; it leaves the queue when it is done."""
        before = self._canvas.fed
        match command:
            case Cut(feed):
                if self._condition.cutter_jams:
                    self._jammed = True
                    self._report()
                    return
                self._raw += data
                image, now = self._canvas.cut(feed), time.monotonic()
                self._deliver(PrintedTicket(image, bytes(self._raw), self._began_at or now, now))
                self._raw.clear()
                self._began_at = None
            case ReportChanges(mask):
                self._reports, self._last_report = mask, b""
                self._report()
            case PaperRequest():
                self._answer(self._bits.paper)
            case ProcessId(text):
                self._answer(b"\x37\x22" + text + b"\x00")
            case Reset():
                self._reports = 0
                self._canvas.apply(command)
            case _:
                self._began_at = self._began_at or time.monotonic()
                self._canvas.apply(command)
        if not isinstance(command, Cut):
            self._raw += data
        self._work.popleft()
        used = self._canvas.fed - before
        if used > 0:
            left = self._condition.paper_left - used
            self._condition = replace(self._condition, paper_left=left)
            self._report()
            self._changed.notify_all()
