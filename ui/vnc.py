"""The kiosk's screen over VNC for machines without one, reachable from this machine only.

Qt's own vnc platform listens on every address and asks for no password. A kiosk listens on
nothing; the demo may show its screen, but only on loopback. Qt has no option for that, so its
listening socket is replaced by one bound to 127.0.0.1 under the same file descriptor, before the
first frame exists.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

from PySide6.QtCore import QCoreApplication

_LISTEN = "0A"  # state column of /proc/net/tcp*: TCP_LISTEN


def vnc_platform(width: int, height: int, port: int) -> str:
    """The value of QT_QPA_PLATFORM for a screen of this size (pixels) on this port."""
    return f"vnc:size={width}x{height}:port={port}"


def confine_to_loopback(port: int) -> None:
    """Let the VNC server of this process answer on 127.0.0.1:`port` only.

    Call once, right after the QGuiApplication was made and before a window exists. Raises
    RuntimeError when this process does not listen on the port.
    """
    QCoreApplication.sendPostedEvents()  # Qt begins to listen by a posted call
    descriptor = _listening_descriptor(port)
    # The old socket must be gone before the new one can be bound: park the descriptor meanwhile.
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, descriptor, inheritable=False)
    os.close(null)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK) as local:
        local.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        local.bind(("127.0.0.1", port))
        local.listen(4)
        os.dup2(local.fileno(), descriptor, inheritable=False)


def _listening_descriptor(port: int) -> int:
    inodes = _listening_inodes(port)
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = entry.readlink().name
        except FileNotFoundError:  # the descriptor of this very listing
            continue
        if target.startswith("socket:[") and target[8:-1] in inodes:
            return int(entry.name)
    raise RuntimeError(f"this process has no listening socket on port {port}")


def _listening_inodes(port: int) -> set[str]:
    found = set()
    for table in ("/proc/self/net/tcp", "/proc/self/net/tcp6"):
        for line in Path(table).read_text(encoding="ascii").splitlines()[1:]:
            columns = line.split()
            if columns[3] == _LISTEN and int(columns[1].rpartition(":")[2], 16) == port:
                found.add(columns[9])
    return found
