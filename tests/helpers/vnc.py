"""A small VNC viewer: sees a screen and taps on it, as a person at a far desk would.

RFB 3.3 (RFC 6143): no authentication, 32 bits a pixel, raw encoding.
"""

from __future__ import annotations

import socket
import struct
from typing import Self

from PIL import Image

_RAW_ONLY = struct.pack(">BxHi", 2, 1, 0)
#: 32 bits, depth 24, little endian, true colour; blue lies lowest.
_PIXELS = struct.pack(">Bxxx BBBB HHH BBB xxx", 0, 32, 24, 0, 1, 255, 255, 255, 16, 8, 0)


class Viewer:
    """Connected to a VNC server on loopback; use it as a context manager."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=15.0)
        try:
            self.size = self._shake_hands()
        except (OSError, AssertionError):
            self._socket.close()
            raise
        self._picture = Image.new("RGB", self.size)

    def _shake_hands(self) -> tuple[int, int]:
        self._read(12)
        self._socket.sendall(b"RFB 003.003\n")
        assert struct.unpack(">I", self._read(4)) == (1,), "the server asks for a password"
        self._socket.sendall(b"\x01")
        width, height = struct.unpack(">HH", self._read(4))
        (name_length,) = struct.unpack(">16xI", self._read(20))
        self._read(name_length)
        self._socket.sendall(_PIXELS + _RAW_ONLY)
        return width, height

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def look(self) -> Image.Image:
        """The whole screen as it is now."""
        self._socket.sendall(struct.pack(">BBHHHH", 3, 0, 0, 0, *self.size))
        kind, rectangles = struct.unpack(">BxH", self._read(4))
        assert kind == 0, f"message {kind} instead of a picture"
        for _ in range(rectangles):
            x, y, width, height, encoding = struct.unpack(">HHHHi", self._read(12))
            assert encoding == 0
            pixels = self._read(width * height * 4)
            part = Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX")
            self._picture.paste(part, (x, y))
        return self._picture.copy()

    def tap(self, x: int, y: int) -> None:
        """Press and lift at a place, in pixels."""
        for button in (1, 0):
            self._socket.sendall(struct.pack(">BBHH", 5, button, x, y))

    def _read(self, length: int) -> bytes:
        data = b""
        while len(data) < length:
            more = self._socket.recv(length - len(data))
            assert more, "the server hung up"
            data += more
        return data
