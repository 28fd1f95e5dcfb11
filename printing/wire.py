"""One conversation with a printer: bytes out and answers in at the same time, until a deadline.

The socket does not block, so no time-out but ours counts.
"""

from __future__ import annotations

import selectors
import socket
import struct
import time
from collections.abc import Callable
from typing import Self

from printing.status import Answer, StatusParser

#: The kernel's own buffer stays small, so that "sent" means the printer took it.
_SEND_BUFFER = 8 * 1024


class Wire:
    """A connection to a printer; `heard` holds every answer, `lost` says the line is broken.

    Set `given_up` to close in a way that frees the printer for the next caller at once.
    Raises OSError when the connection cannot be made within `seconds`.
    """

    def __init__(self, host: str, port: int, seconds: float) -> None:
        self.heard: list[Answer] = []
        self.lost = False
        self.given_up = False
        self._unsent = bytearray()
        self._parser = StatusParser()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
            self._socket.settimeout(seconds)
            self._socket.connect((host, port))
        except OSError:
            self._socket.close()
            raise
        self._socket.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._socket, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close; what the printer has not taken by now is thrown away, never printed later."""
        self._selector.close()
        if self._unsent or self.given_up:
            abort = struct.pack("ii", 1, 0)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, abort)
        self._socket.close()

    @property
    def unsent(self) -> int:
        """How many bytes the printer has not taken yet."""
        return len(self._unsent)

    def send(self, data: bytes) -> None:
        """Queue bytes; `listen` moves them."""
        self._unsent += data

    def listen(self, until: float, enough: Callable[[], bool]) -> bool:
        """Move bytes both ways until `enough()`, the line is lost, or the monotonic time `until`.

        True when it was enough.
        """
        while not enough():
            left = until - time.monotonic()
            if self.lost or left <= 0:
                return False
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._unsent else 0)
            self._selector.modify(self._socket, events)
            for _, ready in self._selector.select(left):
                self._move(ready)
        return True

    def _move(self, ready: int) -> None:
        try:
            if ready & selectors.EVENT_READ:
                data = self._socket.recv(4096)
                self.lost = not data
                self.heard.extend(self._parser.feed(data))
            if ready & selectors.EVENT_WRITE:
                del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            pass  # the socket changed its mind between select and here; select again
        except OSError:
            self.lost = True
