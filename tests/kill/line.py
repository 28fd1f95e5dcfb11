"""A client's line to the hall: asks until it is answered, also by the other hall server."""

from __future__ import annotations

import contextlib
import http.client
import json
import random
import select
import time
from collections.abc import Mapping, Sequence
from typing import Any, Self

from tests.unit.hall.server import Answer

#: What a client may meet while a server is away.
LINE_DOWN = (OSError, http.client.HTTPException)
#: A hall that answers nothing for this long is not coming back.
PATIENCE_SECONDS = 90.0
RETRY_SECONDS = 0.02


class Line:
    """Asks one server at a time over a kept connection; goes on to the next when it is away."""

    def __init__(self, ports: Sequence[int], dice: random.Random, seconds: float = 5.0) -> None:
        self._ports = list(ports)
        dice.shuffle(self._ports)
        self._seconds = seconds
        #: How often a request had to be sent again.
        self.repeats = 0
        self._connection: http.client.HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()

    def ask(
        self, method: str, path: str, content: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send the very same request until a server answers it; 503 is "ask again"."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            with contextlib.suppress(*LINE_DOWN):
                answer = self._once(method, path, content, headers or {})
                if answer.status != http.HTTPStatus.SERVICE_UNAVAILABLE:
                    return answer
            assert time.monotonic() < deadline, f"{method} {path}: no answer from {self._ports}"
            self.repeats += 1
            self.drop()
            self._ports.append(self._ports.pop(0))
            select.select([], [], [], RETRY_SECONDS)

    def drop(self) -> None:
        """Give the connection up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _once(self, method: str, path: str, content: Any, headers: Mapping[str, str]) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self._ports[0], timeout=self._seconds
            )
        data = None if content is None else json.dumps(content).encode()
        self._connection.request(method, path, data, dict(headers))
        response = self._connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, names, response.read())
