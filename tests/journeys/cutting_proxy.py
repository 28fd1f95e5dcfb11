"""A wire between kiosk and hall server that can be cut between the commit and the answer."""

from __future__ import annotations

import selectors
import socket
import threading
from typing import Self


class CuttingProxy:
    """Passes bytes both ways on loopback; while `cutting`, swallows answers and hangs up.

    It swallows those to requests of one method, PUT unless told otherwise.

    What was sent has reached the hall server by then, and its answer shows that it was committed.
    """

    def __init__(self, upstream: int, method: str = "PUT") -> None:
        self._upstream = upstream
        self._method = f"{method} ".encode()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._wake, self._woken = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._peers: dict[socket.socket, socket.socket] = {}
        self._waiting: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._run, name="cutting-proxy")
        self.cutting = threading.Event()
        self.cut = threading.Event()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._wake.send(b"x")
        self._thread.join(60)
        for side in [*self._peers, self._listener, self._wake, self._woken]:
            side.close()
        self._selector.close()

    def _run(self) -> None:
        while True:
            for key, _ in self._selector.select():
                side = key.fileobj
                if side is self._woken:
                    return
                if side is self._listener:
                    self._accept()
                elif isinstance(side, socket.socket) and side in self._peers:
                    self._pass_on(side)

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        try:
            server = socket.create_connection(("127.0.0.1", self._upstream), timeout=60.0)
        except OSError:
            client.close()
            return
        self._peers |= {client: server, server: client}
        for side in (client, server):
            self._selector.register(side, selectors.EVENT_READ)

    def _pass_on(self, side: socket.socket) -> None:
        try:
            data = side.recv(65536)
        except OSError:
            data = b""
        peer = self._peers[side]
        if data.startswith(self._method):
            self._waiting.add(peer)  # the hall server's side of a connection whose answer is cut
        if not data or (side in self._waiting and self.cutting.is_set()):
            if data:
                self.cut.set()
            self._hang_up(side, peer)
            return
        try:
            peer.sendall(data)
        except OSError:
            self._hang_up(side, peer)

    def _hang_up(self, *sides: socket.socket) -> None:
        for side in sides:
            self._selector.unregister(side)
            self._peers.pop(side)
            self._waiting.discard(side)
            side.close()
