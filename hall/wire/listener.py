"""The listening socket of the hall server, and how many connections its process has room for."""

from __future__ import annotations

import resource
import socket

from hall.wire.connections import Bounds
from kiosk.errors import BadSettings
from kiosk.settings import HallSettings

#: Connections at once; beyond it a client is told to come back.
PLACES = 2000
#: Files the store, the status files, the log and the loop may need besides.
OTHER_FILES = 48
#: A client that is gone without a word is noticed after this, whatever it was doing.
GONE_SECONDS = 25
#: What the kernel takes beyond what it can send; the rest waits where it is counted.
UNSENT_BYTES = 64 * 1024


def open_listener(settings: HallSettings) -> socket.socket:
    """Listen at the address of the settings. Raises BadSettings when it cannot be had."""
    try:
        listener = socket.create_server((settings.bind, settings.port), backlog=1024)
    except OSError as error:
        where = f"{settings.bind}:{settings.port}"
        why = f"{where} tidak dapat dipakai ({error.strerror})"
        raise BadSettings("[hall]", "port", why) from error
    guard(listener, GONE_SECONDS)
    return listener


def guard(listener: socket.socket, seconds: int) -> None:
    """Let the kernel end accepted connections whose other end is gone for `seconds`.

    Linux hands these options of the listener on to what it accepts: probes while nothing is sent,
    an end to waiting for what was sent, also where the other end reads nothing (tcp(7)), and no
    megabytes in the kernel for a client that does not read them.
    """
    tcp = socket.IPPROTO_TCP
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    listener.setsockopt(tcp, socket.TCP_KEEPIDLE, max(1, seconds * 2 // 5))
    listener.setsockopt(tcp, socket.TCP_KEEPINTVL, max(1, seconds // 5))
    listener.setsockopt(tcp, socket.TCP_KEEPCNT, 3)
    listener.setsockopt(tcp, socket.TCP_USER_TIMEOUT, seconds * 1000)
    listener.setsockopt(tcp, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)


def bounds_of_this_process() -> Bounds:
    """At most PLACES, and as many as the process may open files: the store is never without."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = PLACES + OTHER_FILES
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    places = max(8, min(PLACES, soft - OTHER_FILES))
    return Bounds(places, places * 3 // 4, refusals=max(2, places // 32))
