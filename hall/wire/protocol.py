"""The wire between a client and the application: uvicorn's HTTP, made safe against bad clients.

uvicorn waits for ever for a head, takes one of any size, appends trailers to the headers that the
application trusts, reads what follows an upgrade as a new request, and refuses in plain text. Here
a request that is not whole in time is dropped, and one that cannot be read is told so as a problem.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httptools
from starlette.types import Receive, Scope, Send
from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)
from uvicorn.server import ServerState

from hall.wire.connections import Connection, Connections, Welcome
from hall.wire.problems import of_error
from kiosk.errors import BadRequest, HallBusy, HeadTooLarge, MppError

HEAD_LIMIT = 32 * 1024
#: Requests a client may send before the first is answered; a browser sends none.
PIPELINED = 8
RETRY_SECONDS = 2


_BODY = frozenset({b"content-length", b"transfer-encoding"})


class Wire(HttpToolsProtocol):
    """One connection. Its whole requests go to the application, everything else ends here."""

    def __init__(
        self,
        connections: Connections,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._connections = connections
        self._in_head = False
        self._piece = 0
        self._head_bytes = 0  # in the pieces after the one in which the head began
        self._deaf = False
        self._hung_up = False
        self._fault: MppError | None = None
        self._running: RequestResponseCycle | None = None
        self._ending: _Ending | None = None
        self.waits_in: dict[Connection, float] | None = None

    # --- the connection ---------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a place among the connections."""
        super().connection_made(transport)
        self._ending = _Ending(transport, self.hang_up)
        welcome = self._connections.join(self, self.client[0] if self.client else "")
        if welcome is Welcome.TURNED_AWAY:
            self._deaf = True
            transport.abort()
        elif welcome is Welcome.REFUSED:
            self.app = _no_place

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back."""
        self._connections.leave(self)
        self._unset_keepalive_if_required()
        super().connection_lost(exc)
        if self._running is not None:  # uvicorn tells only the newest of pipelined requests
            self._running.disconnected = True
            self._running.message_event.set()

    def cut(self) -> None:
        """End the connection at once."""
        self._deaf = True
        self.transport.abort()

    def unsent(self) -> int:
        """Bytes that wait for the client to read."""
        return int(self.transport.get_write_buffer_size())

    def pause_writing(self) -> None:
        """The client reads too slowly."""
        super().pause_writing()
        self._connections.unread(self)

    def resume_writing(self) -> None:
        """The client has caught up."""
        super().resume_writing()
        self._connections.read_again(self)

    # --- what comes in ----------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Read what came; the first thing that is wrong ends the hearing."""
        if self._deaf:
            return
        self._unset_keepalive_if_required()
        self._piece = len(data)
        self._head_bytes += self._piece
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Nobody here speaks the other protocol, so what follows is no request of ours either.
            self._deaf = True
            self.cycle.keep_alive = False
        except httptools.HttpParserError:
            self._refuse(self._fault or BadRequest("kepala", "bukan HTTP yang sah"))
            return
        if self._in_head and self._head_bytes > HEAD_LIMIT:
            self._refuse(HeadTooLarge(HEAD_LIMIT))
            return
        if self._answering():
            self._connections.answering(self)
        else:
            self._connections.in_head(self)

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        self._in_head = True
        self._head_bytes = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole. Raises BadRequest, HeadTooLarge."""
        self._fault = self._wrong_head()
        if self._fault is not None:
            raise self._fault
        super().on_headers_complete()
        self._in_head = False
        self.headers = _NO_TRAILERS
        self.cycle.transport = self._ending  # type: ignore[assignment]

    def _wrong_head(self) -> MppError | None:
        """What is wrong with a head that the parser could read."""
        names = [name for name, _ in self.headers]
        version = self.parser.get_http_version()
        may_be_large = self._head_bytes + self._piece > HEAD_LIMIT
        if may_be_large and _size(self.url, self.headers) > HEAD_LIMIT:
            return HeadTooLarge(HEAD_LIMIT)
        if version not in {"1.1", "1.0"}:
            return BadRequest("kepala", "versi HTTP tidak dikenal")
        if names.count(b"host") != 1 and (version == "1.1" or b"host" in names):
            return BadRequest("Host", "wajib ada tepat satu")
        if self.parser.should_upgrade() and not _BODY.isdisjoint(names):
            return BadRequest("Upgrade", "tidak diterima bersama isi")  # the parser would skip it
        if len(self.pipeline) >= PIPELINED:
            return BadRequest("kepala", "terlalu banyak permintaan sekaligus")
        return None

    def on_response_complete(self) -> None:
        """The answer is written; whoever is still sending its request is heard no further."""
        if self._hung_up:
            self.server_state.total_requests += 1
            return
        super().on_response_complete()
        if self.transport.is_closing() or self._answering():
            return
        if self._running is not None and self._running.more_body:
            self.hang_up()
        elif self._in_head:
            self._connections.in_head(self)
        else:
            self._connections.idle(self)

    def shutdown(self) -> None:
        """The server stops: finish the answer, give a body on its way half of the time, no more."""
        if self._hung_up:
            self.cut()
            return
        super().shutdown()
        if self._answering():
            patience = (self.config.timeout_graceful_shutdown or 0) / 2
            self.loop.call_later(patience, self._give_up_the_body)

    def _give_up_the_body(self) -> None:
        if self._answering() and self._running is self.cycle and self.cycle.more_body:
            self.cut()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _answering(self) -> bool:
        return self._running is not None and not self._running.response_complete

    # --- what goes out ----------------------------------------------------------------------------

    def _refuse(self, error: MppError) -> None:
        """Tell what is wrong and hang up, after what is being answered already."""
        self._deaf = True
        running = self._running
        if running is None or running.response_complete:
            self._tell(error)
        elif running is self.cycle and running.more_body and not running.response_started:
            running.disconnected = True  # the application never gets the rest
            running.message_event.set()
            self._tell(error)
        else:
            if self.pipeline and self.cycle.more_body:
                self.pipeline.popleft()  # the broken one; those before it are whole
            last = self.pipeline[0][0] if self.pipeline else running
            last.keep_alive = False

    def _tell(self, error: MppError) -> None:
        response = of_error(error)
        head = [STATUS_LINE[response.status_code], b"connection: close\r\n"]
        for name, value in [*self.server_state.default_headers, *response.raw_headers]:
            head += [name, b": ", value, b"\r\n"]
        self.transport.write(b"".join([*head, b"\r\n", bytes(response.body)]))
        self.hang_up()

    def hang_up(self) -> None:
        """Say no more, but let the client read: closing on what it still sends resets its line.

        A client that does not close in the time of a head is cut.
        """
        if self.transport.is_closing():
            return
        if self._in_head or self._deaf or self.cycle.more_body:
            self._deaf = self._hung_up = True
            self.flow.resume_reading()
            self.transport.write_eof()
            self._connections.in_head(self)
        else:
            self.transport.close()


class _Ending:
    """The transport as an answer sees it: closing it hangs up in good manners."""

    __slots__ = ("close", "is_closing", "write")

    def __init__(self, transport: asyncio.Transport, hang_up: Callable[[], None]) -> None:
        self.write = transport.write
        self.is_closing = transport.is_closing
        self.close = hang_up


class _NoTrailers(list[tuple[bytes, bytes]]):
    """The headers once the head is whole; uvicorn would add what comes after the body."""

    def append(self, _: tuple[bytes, bytes]) -> None:
        """Refuse a trailer: no client of ours sends any. Raises BadRequest."""
        raise BadRequest("kepala", "ada kepala sesudah isi")


def _size(url: bytes, headers: list[tuple[bytes, bytes]]) -> int:
    return len(url) + sum(len(name) + len(value) + 4 for name, value in headers)  # ": ", CRLF


_NO_TRAILERS = _NoTrailers()


async def _no_place(scope: Scope, receive: Receive, send: Send) -> None:
    """The application of a connection that found no place."""
    response = of_error(HallBusy(RETRY_SECONDS))
    response.headers["connection"] = "close"
    await response(scope, receive, send)
