"""Ports for the servers of tests: not taken by another test between the choice and the start.

Below those a system picks for clients, each worker of pytest-xdist in a part of its own.
"""

from __future__ import annotations

import os
import random
import socket
from itertools import chain, cycle

_FIRST, _LAST = 20_000, 32_000
_WORKERS = 8


def _part(worker: int) -> range:
    size = (_LAST - _FIRST) // _WORKERS
    begin = _FIRST + worker % _WORKERS * size
    return range(begin, begin + size)


def _from_anywhere(part: range) -> cycle[int]:
    """Round and round; not from the beginning, where another run of the tests would be too."""
    start = random.SystemRandom().randrange(len(part))
    return cycle(chain(part[start:], part[:start]))


_PORTS = _from_anywhere(_part(int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])))


def free_port() -> int:
    """A TCP port on loopback that nobody has, each time another one."""
    return next(port for port in _PORTS if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
