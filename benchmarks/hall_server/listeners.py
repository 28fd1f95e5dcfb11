"""Many open event streams: when did each event reach the last of them?

`python -m benchmarks.hall_server.listeners PORT LISTENERS SECONDS` prints `listening` when all
hear, then JSON: for each number issued the moment (CLOCK_MONOTONIC) the last stream had it.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
import time

_NUMBER = re.compile(rb'"type":"ticket.issued","number":"([A-Z0-9]+)"')


def main(port: int, listeners: int, seconds: float) -> dict[str, tuple[int, float]]:
    """Listen; for each number how many streams told it, and when the last one did."""
    ready = selectors.DefaultSelector()
    for _ in range(listeners):
        stream = socket.create_connection(("127.0.0.1", port), timeout=30)
        stream.sendall(b"GET /v1/events HTTP/1.1\r\nHost: hall\r\n\r\n")
        stream.recv(65536)  # head and first words
        ready.register(stream, selectors.EVENT_READ)
    print("listening", flush=True)
    told: dict[str, tuple[int, float]] = {}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for key, _ in ready.select(timeout=0.5):
            stream = key.fileobj
            assert isinstance(stream, socket.socket)
            data = stream.recv(65536)
            now = time.monotonic()
            for number in _NUMBER.findall(data):
                count, _ = told.get(number.decode(), (0, 0.0))
                told[number.decode()] = (count + 1, now)
    return told


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])), sys.stdout)
