"""Kiosks and counters that never give up, and write down what they are told.

What they decide comes from their own dice: the same seed makes the same visitors. When `stop` is
set they finish what they have begun, so that every request has had its answer in the end.
"""

from __future__ import annotations

import random
import threading
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from tests.kill.history import Done, History, Numbered
from tests.kill.line import Line
from tests.unit.hall import halls
from tests.unit.hall.server import PIN, bearer, new_id

#: What visitors come for; the last one goes to two counters.
VISITS = (
    *([halls.KTP],) * 3,
    [halls.KIA],
    [halls.KK],
    [halls.PASPOR],
    [halls.KTP, halls.PASPOR],
)
#: A counter of each kind: one queue, two queues, the other agency.
COUNTERS = ("1", "2", "3", "9")


class Kiosk:
    """A kiosk: a visitor after the other, each with an id made before the first try."""

    def __init__(self, line: Line, history: History, dice: random.Random) -> None:
        self._line = line
        self._history = history
        self._dice = dice
        self._visits: list[tuple[str, dict[str, Any]]] = []

    def work(self, stop: threading.Event) -> None:
        """Give tickets until told to stop; now and then tell of an old one once more."""
        while not stop.is_set():
            visit = new_id(), {"services": self._dice.choice(VISITS)}
            self._visits.append(visit)
            self._history.asked.append(visit[0])
            self._take(*visit)
            if self._dice.random() < 0.1:
                self._take(*self._dice.choice(self._visits))
            stop.wait(self._dice.uniform(0.0, 0.04))  # the next visitor steps up

    def _take(self, ticket: str, content: dict[str, Any]) -> None:
        answer = self._line.ask("PUT", f"/v1/tickets/{ticket}", content, bearer())
        assert answer.status in {200, 201}, answer.body
        told = answer.json
        self._history.tell(Numbered(told["id"], told["service_day"], told["number"]))


class Counter:
    """A counter with its member of staff: call, start, finish; sometimes nobody comes."""

    def __init__(self, name: str, line: Line, history: History, dice: random.Random) -> None:
        self._name = name
        self._line = line
        self._history = history
        self._dice = dice
        self._cookie = ""

    def sign_in(self) -> None:
        """Open the counter."""
        content = {"username": f"staff-{self._name}", "pin": PIN, "counter": self._name}
        answer = self._line.ask("POST", "/v1/session", content)
        assert answer.status == 200, answer.body
        cookie: SimpleCookie = SimpleCookie(answer.headers["set-cookie"])
        self._cookie = f"mpp_session={cookie['mpp_session'].value}"

    def work(self, stop: threading.Event) -> None:
        """Serve until told to stop."""
        while not stop.is_set():
            key = self._key()
            ticket = self._do(key, "call")
            if ticket is None:
                stop.wait(0.03)  # nobody waits
                continue
            if self._dice.random() < 0.15:
                self._do(self._key(), "again", ticket)
            if self._dice.random() < 0.15:
                self._do(self._key(), "no-show", ticket)
            else:
                self._do(self._key(), "start", ticket)
                self._do(self._key(), "finish", ticket)
            if self._dice.random() < 0.1:
                self._do(key, "call")  # an old request comes once more: nobody else is called

    def _do(self, key: str, action: str, ticket: str = "") -> str | None:
        path = f"/v1/counters/{self._name}/calls" + (f"/{ticket}/{action}" if ticket else "")
        answer = self._line.ask(
            "POST", path, headers={"cookie": self._cookie, "idempotency-key": key}
        )
        assert answer.status == 200, f"{action} {ticket} at {self._name}: {answer.body!r}"
        told = answer.json["ticket"]
        if told is None:
            return None
        self._history.tell(Done(key, self._name, action, told["id"]))
        return str(told["id"])

    def _key(self) -> str:
        return str(UUID(int=self._dice.getrandbits(128), version=4))
