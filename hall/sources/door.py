"""The hall server's one door to HTTP: asks portals, which may be slow, wrong or hostile.

Every question has an end: seconds to connect, seconds of silence, seconds in all, bytes of the
answer after unpacking. The token goes to the address in the settings and nowhere else: a redirect
is followed only on the same host, never from https to http.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from hall.sources.texts import printable
from kiosk.errors import SourceUnreachable, SourceUnusable

MOST_BYTES = 10_000_000
_MOST_REDIRECTS = 3
_CHUNK = 16_384
_REDIRECTS = {301, 302, 303, 307, 308}
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to connect, of silence, and for the whole answer."""

    connect: float = 5.0
    silence: float = 10.0
    whole: float = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came; `body` is None when nothing changed since `etag`."""

    body: bytes | None
    etag: str
    kind: str


class Door:
    """Asks one portal, whose name is for complaints; `close` may be called from any thread."""

    def __init__(self, source: str, token: str = "", patience: Patience | None = None) -> None:
        self._source = source
        self._token = token
        self._patience = patience or Patience()
        self._closed = threading.Event()

    def get(
        self, address: str, query: Mapping[str, str | int] | None = None, etag: str = ""
    ) -> Answer:
        """What is at an address.

        Raises SourceUnreachable when there is no usable answer, SourceUnusable when it is too big.
        """
        headers = {"Accept": "application/json, */*;q=0.5", "User-Agent": "mpp-kiosk"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if etag:
            headers["If-None-Match"] = etag
        until = time.monotonic() + self._patience.whole
        try:
            with requests.Session() as session:
                session.trust_env = False  # no .netrc: the token is the one of the settings
                return self._follow(session, address, dict(query or {}), headers, until)
        except (requests.RequestException, HTTPError, HTTPException, OSError) as error:
            raise SourceUnreachable(self._source, _why(error)) from error
        except ValueError as error:  # urllib3 and http.client for some malformed heads
            raise SourceUnreachable(self._source, "jawabannya bukan HTTP yang sah") from error

    def close(self) -> None:
        """Ask nothing more, and end what is being read."""
        self._closed.set()

    def _follow(
        self,
        session: requests.Session,
        address: str,
        query: dict[str, str | int],
        headers: dict[str, str],
        until: float,
    ) -> Answer:
        for _ in range(_MOST_REDIRECTS + 1):
            self._look(until)
            with session.get(
                address,
                params=query,
                headers=headers,
                timeout=(self._patience.connect, self._patience.silence),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code not in _REDIRECTS:
                    return self._read(response, until)
                target = urljoin(response.url, response.headers.get("Location", ""))
                if not _same_place(address, target):
                    raise SourceUnreachable(self._source, "mengalihkan ke alamat lain")
                address, query = target, {}
        raise SourceUnreachable(self._source, "terlalu sering mengalihkan")

    def _read(self, response: requests.Response, until: float) -> Answer:
        etag = response.headers.get("ETag", "")[:200]
        if response.status_code == 304:
            return Answer(None, etag, "")
        if response.status_code in {401, 403}:
            why = f"menolak token (status {response.status_code})"
            raise SourceUnreachable(self._source, why)
        if response.status_code != 200:
            raise SourceUnreachable(self._source, f"menjawab status {response.status_code}")
        body = bytearray()
        for chunk in response.iter_content(_CHUNK):
            body += chunk
            if len(body) > MOST_BYTES:
                raise SourceUnusable(self._source, f"lebih dari {MOST_BYTES // 1_000_000} MB")
            self._look(until)
        return Answer(bytes(body), etag, response.headers.get("Content-Type", ""))

    def _look(self, until: float) -> None:
        if self._closed.is_set():
            raise SourceUnreachable(self._source, "server mal sedang berhenti")
        if time.monotonic() > until:
            raise SourceUnreachable(self._source, "jawabannya terlalu lambat")


def _same_place(address: str, target: str) -> bool:
    old, new = urlsplit(address), urlsplit(target)
    with suppress(ValueError):  # a port that is none
        places = [(p.hostname, p.port or _DEFAULT_PORTS.get(p.scheme)) for p in (old, new)]
        if old.scheme == "http" and new.scheme == "https":
            return places[0][0] == places[1][0]
        return old.scheme == new.scheme and places[0] == places[1]
    return False


def _why(error: Exception) -> str:
    if isinstance(error, requests.ConnectTimeout):
        return "tidak menjawab"
    if isinstance(error, requests.Timeout):
        return "berhenti menjawab"
    if isinstance(error, requests.exceptions.SSLError):
        return "sertifikat TLS-nya tidak dapat dipercaya"
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return "jawabannya rusak"
    if isinstance(error, requests.ConnectionError):
        return "sambungan ditolak atau terputus"
    return f"jawabannya rusak ({printable(type(error).__name__)})"
