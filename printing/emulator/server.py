"""The emulator on TCP: one host at a time, as printers are."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

from printing.emulator.mechanism import Mechanism
from printing.emulator.state import Condition, PrintedTicket
from printing.emulator.store import TicketFolder
from printing.page.roll import ROLL_80, Roll

#: A new host is heard this far even when the buffer is full, so that it can ask what is wrong.
_ALWAYS_HEARD = 256
_CHUNK = 4096


class PrinterEmulator:
    """A printer on loopback; use it as a context manager, or `start` and `stop` it.

    Tickets are kept in `tickets` and, with a folder, written there as `ticket-001.png` and
    `ticket-001.bin`. `port` 0 takes a free one.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        port: int = 0,
        roll: Roll = ROLL_80,
        condition: Condition | None = None,
    ) -> None:
        self._folder = TicketFolder(folder, roll) if folder else None
        self._tickets: list[PrintedTicket] = []
        self._came_out = threading.Condition()
        self._mechanism = Mechanism(
            roll, condition or Condition(), self._answer, self._wake, self._keep
        )
        self._bell, self._rope = socket.socketpair()
        self._rope.setblocking(False)
        self._sending = threading.Lock()
        self._host: socket.socket | None = None
        self._heard = 0
        self._stopping = False
        self._listener: socket.socket | None = _listen(port)
        self._port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run, name="printer-network")

    @property
    def port(self) -> int:
        """The TCP port."""
        return self._port

    @property
    def address(self) -> str:
        """Where it listens, as PrinterSettings.address wants it."""
        return f"127.0.0.1:{self._port}"

    @property
    def tickets(self) -> tuple[PrintedTicket, ...]:
        """What fell out so far, oldest first."""
        with self._came_out:
            return tuple(self._tickets)

    def wait_for_tickets(self, count: int, seconds: float) -> tuple[PrintedTicket, ...]:
        """The tickets as soon as there are `count`. Raises TimeoutError."""
        with self._came_out:
            if not self._came_out.wait_for(lambda: len(self._tickets) >= count, seconds):
                raise TimeoutError(f"{len(self._tickets)} of {count} tickets after {seconds} s")
            return tuple(self._tickets)

    def wait_for_paper(self, length: float, seconds: float) -> None:
        """Return when the ticket in the making is `length` mm long. Raises TimeoutError."""
        if not self._mechanism.wait_for_paper(length, seconds):
            raise TimeoutError(f"the ticket was not {length} mm long after {seconds} s")

    def change(self, **changes: object) -> None:
        """Open the cover, use up the roll ...: other values of Condition, from now on."""
        self._mechanism.change(**changes)
        self._wake()

    def start(self) -> None:
        """Switch on."""
        self._mechanism.start()
        self._thread.start()

    def stop(self) -> None:
        """Switch off; nothing is left running or open."""
        self._stopping = True
        self._wake()
        self._thread.join()
        self._mechanism.stop()
        for each in (self._bell, self._rope, self._listener, self._host):
            if each:
                each.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _keep(self, ticket: PrintedTicket) -> None:
        if self._folder:
            self._folder.write(ticket)
        with self._came_out:
            self._tickets.append(ticket)
            self._came_out.notify_all()

    def _wake(self) -> None:
        with suppress(OSError):  # already woken, or switched off
            self._rope.send(b".")

    def _answer(self, data: bytes) -> None:
        condition = self._mechanism.condition
        with self._sending:
            if self._host is None or condition.silent or not data:
                return
            with suppress(OSError):  # the host is gone; a printer does not mind
                self._host.send(condition.noise + data)

    def _run(self) -> None:
        while not self._stopping:
            self._open_or_refuse()
            for number, event in self._poll():
                if number == self._bell.fileno():
                    self._bell.recv(_CHUNK)
                elif self._listener and number == self._listener.fileno():
                    self._accept(self._listener)
                elif event & select.POLLERR or event == select.POLLHUP:
                    self._hang_up()  # broken off: what is still on the way is lost
                else:
                    self._receive()

    def _poll(self) -> list[tuple[int, int]]:
        """Wait for something to do. A full buffer stops the line, but a host that left is seen."""
        poll = select.poll()
        poll.register(self._bell, select.POLLIN)
        if self._host:
            poll.register(self._host, select.POLLIN if self._allowance() else 0)
        elif self._listener:
            poll.register(self._listener, select.POLLIN)
        return poll.poll()

    def _open_or_refuse(self) -> None:
        refuses = self._mechanism.condition.refuses
        if refuses and self._listener:
            self._listener.close()
            self._listener = None
        elif not refuses and self._listener is None:
            self._listener = _listen(self._port)

    def _accept(self, listener: socket.socket) -> None:
        host, _ = listener.accept()
        host.setblocking(False)
        self._heard = 0
        with self._sending:
            self._host = host

    def _allowance(self) -> int:
        return min(_CHUNK, max(self._mechanism.room, _ALWAYS_HEARD - self._heard, 0))

    def _receive(self) -> None:
        if self._host is None:
            return
        limit = self._mechanism.condition.hangs_up_after
        allowance = self._allowance()
        if limit is not None:
            allowance = min(allowance, limit - self._heard)
        try:
            data = self._host.recv(allowance) if allowance > 0 else b""
        except OSError:
            data = b""
        self._heard += len(data)
        self._mechanism.arrive(data)
        if not data or self._heard == limit:
            self._hang_up()

    def _hang_up(self) -> None:
        with self._sending:
            if self._host:
                self._host.close()
            self._host = None


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 * 1024)
    listener.bind(("127.0.0.1", port))
    listener.listen(4)
    return listener
