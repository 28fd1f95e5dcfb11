"""The kiosk's one door to HTTP: what the hall server is asked, and how long anybody waits for it.

Every call ends in time, whatever the other side does. A read time-out alone does not promise that
(it starts again with every byte that drips in), so each request runs on a thread of its own; when
its time is up the caller goes on and the socket is cut, which ends the thread. Each call has its
own connection too: nothing is shared between threads, and no kept-alive connection turns a restart
of the hall server into a lost answer.
"""

from __future__ import annotations

import json
import socket
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from kiosk.catalog.feed import MAX_PAGE_BYTES, ChangePage, parse_page
from kiosk.domain.application import ApplicationStatus
from kiosk.domain.live import HallSnapshot
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import Priority
from kiosk.errors import BadRecord, HallUnreachable
from kiosk.sync.answers import TicketAnswer, read_application, read_ticket
from kiosk.sync.live_json import read_snapshot
from kiosk.sync.problems import read_problem

if TYPE_CHECKING:
    from urllib3.poolmanager import PoolManager

#: Largest answer read (bytes), pages of the catalog apart; the rest is not fetched.
MAX_ANSWER = 1_000_000
#: How long abandoned requests get to end after `close` (seconds).
_CLOSE_SECONDS = 0.5

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """The number on a paper, a kiosk's own or the hall's, and when it was taken (aware)."""

    number: TicketNumber
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class _Request:
    """What to ask, and its bounds: seconds to connect, of silence, in all; bytes of the answer.

    The bytes are those after unpacking.
    """

    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None
    connect: float
    silence: float
    total: float
    limit: int


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    kind: str
    body: bytes


class HallClient:
    """Asks the hall server; safe in any thread. Times in seconds.

    `put_ticket`, `cancel_ticket` and `snapshot` end within `answer_seconds`. `look_up` and
    `changes` may take `patient_seconds` as long as something comes in: no silence beyond
    `answer_seconds`. Only where `base_url` names a host instead of an address, an abandoned look-up
    of the name may hold its thread (never the caller) for the resolver's own time.

    Raises HallUnreachable for everything that is not an answer of the API, else the hall server's
    own refusal (kiosk.sync.problems).
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        connect_seconds: float,
        answer_seconds: float,
        patient_seconds: float = 20.0,
    ) -> None:
        if urlsplit(base_url).scheme not in {"http", "https"}:
            raise ValueError(f"{base_url!r} is not an http address")
        self._base = base_url.rstrip("/")
        self._token = token
        self._connect = connect_seconds
        self._seconds = answer_seconds
        self._patient = patient_seconds
        self._calls: set[_Call] = set()
        self._lock = threading.Lock()
        self._closed = False

    def put_ticket(
        self,
        ticket_id: UUID,
        services: tuple[str, ...],
        priority: Priority,
        printed: PrintedNumber | None = None,
    ) -> TicketAnswer:
        """Tell the hall server of a ticket; the same id again gives the same ticket.

        `printed` says which number is on its paper already: one of this kiosk's series, or one
        that the hall server gave and may have lost since.
        """
        content: dict[str, object] = {"services": list(services), "priority": priority.value}
        if printed is not None:
            taken_at = printed.taken_at.isoformat()
            whose = "offline" if printed.number.offline else "given"
            content[whose] = {"number": str(printed.number), "taken_at": taken_at}
        body = self._ask("PUT", f"/v1/tickets/{ticket_id}", content, self._seconds, MAX_ANSWER)
        return _read(body, lambda: read_ticket(body, ticket_id))

    def cancel_ticket(self, ticket_id: UUID) -> TicketAnswer:
        """Take a ticket back that nobody holds. Raises UnknownTicket, IllegalTransition."""
        path = f"/v1/tickets/{ticket_id}"
        body = self._ask("DELETE", path, None, self._seconds, MAX_ANSWER)
        return _read(body, lambda: read_ticket(body, ticket_id))

    def snapshot(self) -> HallSnapshot:
        """What is going on in the hall."""
        body = self._ask("GET", "/v1/hall", None, self._seconds, MAX_ANSWER)
        return _read(body, lambda: read_snapshot(body))

    def changes(self, after: int, limit: int) -> ChangePage:
        """A page of at most `limit` changes of the catalog after cursor `after`.

        Raises BadRecord for a page with a wrong record: it came through the line well enough.
        """
        path = f"/v1/catalog/changes?after={after}&limit={limit}"
        body = self._ask("GET", path, None, self._patient, MAX_PAGE_BYTES, packed=True)
        return parse_page(body)

    def look_up(self, tracking_number: str, factor: str) -> ApplicationStatus:
        """How an application stands. Raises ApplicationNotFound, TooManyTries."""
        content = {"tracking_number": tracking_number, "factor": factor}
        path = "/v1/applications/lookup"
        body = self._ask("POST", path, content, self._patient, MAX_ANSWER)
        return _read(body, lambda: read_application(body))

    def close(self) -> None:
        """Cut every request under way; every later call raises HallUnreachable at once."""
        with self._lock:
            self._closed = True
            calls = list(self._calls)
        for call in calls:
            call.cut()
        for call in calls:
            call.join(_CLOSE_SECONDS / len(calls))

    def _ask(  # noqa: PLR0913 - a question and its bounds
        self,
        method: str,
        path: str,
        content: dict[str, Any] | None,
        total: float,
        limit: int,
        *,
        packed: bool = False,
    ) -> bytes:
        """The body of a 200 or 201; raises as the class says."""
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "gzip" if packed else "identity",
            "Authorization": f"Bearer {self._token}",
            "Connection": "close",
            "User-Agent": "mpp-kiosk",
        }
        sent = None
        if content is not None:
            headers["Content-Type"] = "application/json"
            sent = json.dumps(content).encode()
        connect = min(self._connect, total)
        silence = min(self._seconds, total)
        answer = self._exchange(
            _Request(method, self._base + path, headers, sent, connect, silence, total, limit)
        )
        if answer.status in {200, 201} and answer.kind == "application/json":
            return answer.body
        if 400 <= answer.status < 500 and answer.kind == "application/problem+json":
            refusal = read_problem(answer.body)
            if refusal is not None:
                raise refusal
        raise HallUnreachable(f"status {answer.status} ({answer.kind[:60]})", answer.status)

    def _exchange(self, request: _Request) -> _Answer:
        call = _Call(request, self._forget)
        with self._lock:
            if self._closed:
                raise HallUnreachable("sambungan sudah ditutup")
            self._calls.add(call)
            call.start()  # here, so that `close` finds no call that cannot be waited for
        if not call.ended.wait(request.total):
            call.cut()
        return call.result()

    def _forget(self, call: _Call) -> None:
        with self._lock:
            self._calls.discard(call)


def _read(body: bytes, read: Callable[[], _T]) -> _T:
    """Read an answer; one that cannot be read is as good as none."""
    try:
        return read()
    except BadRecord as error:
        place = f"{error.facts['record']}.{error.facts['field']}"
        raise HallUnreachable(f"jawaban {len(body)} bita: {place}", 200) from error


# --- one request, bounded ------------------------------------------------------------------------


class _TooLarge(Exception):
    """The answer passes its limit."""


class _Call(threading.Thread):
    """One request on a thread of its own. `ended` is set when it is done or was cut."""

    def __init__(self, request: _Request, forget: Callable[[_Call], None]) -> None:
        # Daemon: a name look-up that hangs in the resolver must not hold up the end of the program.
        super().__init__(name="hall-call", daemon=True)
        self.ended = threading.Event()
        self._request = request
        self._forget = forget
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._cut = False
        self._answer: _Answer | None = None
        self._why = "tidak ada jawaban tepat waktu"
        self._defect: BaseException | None = None

    def run(self) -> None:
        """Exchange request and answer; what fails is kept for `result`."""
        try:
            answer = _exchange(self._request)
            with self._lock:
                self._answer = answer
        except (
            *(requests.RequestException, HTTPError, HTTPException, OSError, zlib.error),
            ValueError,  # what http.client and urllib3 raise for some malformed headers
        ) as error:
            with self._lock:
                if not self._cut:
                    self._why = type(error).__name__
        except _TooLarge:
            self._why = f"jawaban lebih dari {self._request.limit} bita"
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            self._defect = error
        finally:
            self._forget(self)
            self.ended.set()

    def watch(self, connection: socket.socket) -> None:
        """Take the connected socket, to cut it when the time is up."""
        with self._lock:
            self._socket = connection
            if self._cut:
                _shut(connection)

    def cut(self) -> None:
        """End the request now, wherever it is."""
        with self._lock:
            self._cut = True
            if self._socket is not None:
                _shut(self._socket)
        self.ended.set()

    def result(self) -> _Answer:
        """The answer; raises HallUnreachable when there is none."""
        if self._defect is not None:
            raise self._defect
        with self._lock:
            if self._answer is None:
                raise HallUnreachable(self._why)
            return self._answer


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):  # it may have ended by itself
        # The plain socket's method: that of a TLS socket takes its session from under the reader.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


def _exchange(request: _Request) -> _Answer:
    with requests.Session() as session:
        session.trust_env = False  # no proxy, no .netrc: the hall server is named in the settings
        session.mount("http://", _Adapter())
        session.mount("https://", _Adapter())
        response = session.request(
            request.method,
            request.url,
            data=request.body,
            headers=request.headers,
            timeout=(request.connect, request.silence),
            allow_redirects=False,
            stream=True,
        )
        with response:
            told = response.raw.stream(65_536, decode_content=False)
            encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
            if encoding == "gzip":
                told = _unpacked(told, request.limit)
            elif encoding != "identity":
                raise ValueError(f"content encoding {encoding!r} was not asked for")
            body = bytearray()
            for chunk in told:
                body += chunk
                if len(body) > request.limit:
                    raise _TooLarge
            kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
            return _Answer(response.status_code, kind, bytes(body))


def _unpacked(packed: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """What was packed with gzip, never much more than `limit` at once, whatever it would become."""
    unpack = zlib.decompressobj(wbits=31)
    size = 0
    for chunk in packed:
        size += len(chunk)
        if size > limit:  # packing has not made it smaller: blocks with nothing in them
            raise _TooLarge
        yield unpack.decompress(chunk, limit + 1)
        if unpack.unconsumed_tail:
            raise _TooLarge
        if unpack.unused_data:
            raise zlib.error("more after the end")
    if not unpack.eof:
        raise zlib.error("cut short")


class _Watched:
    """Shows the call of the present thread the socket it waits on."""

    sock: socket.socket | None

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        call = threading.current_thread()
        if isinstance(call, _Call) and self.sock is not None:
            call.watch(self.sock)


class _WatchedHTTP(_Watched, HTTPConnection):
    pass


class _WatchedHTTPS(_Watched, HTTPSConnection):
    pass


class _PoolHTTP(HTTPConnectionPool):
    ConnectionCls = _WatchedHTTP


class _PoolHTTPS(HTTPSConnectionPool):
    ConnectionCls = _WatchedHTTPS


class _Adapter(HTTPAdapter):
    """An adapter whose connections are watched. No retries: the outbox is where retries are."""

    poolmanager: PoolManager

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PoolHTTP, "https": _PoolHTTPS}
