"""Kiosks, counters and a portal that never give up, and write down what they are told.

What they decide comes from their own dice: the same seed makes the same visitors. When `stop` is
set they finish what they have begun, so that every request has had its answer in the end.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from tests.kill.history import Done, GivenUp, History, Numbered
from tests.kill.line import Line
from tests.kill.pile import Pile
from tests.unit.hall import halls
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import PIN, bearer, new_id

#: What visitors come for; the last one goes to two counters.
VISITS = (
    *([halls.KTP],) * 3,
    [halls.KIA],
    [halls.KK],
    [halls.PASPOR],
    [halls.KTP, halls.PASPOR],
)
#: What appointments and transfers are for.
SERVICES = (halls.KTP, halls.KIA, halls.KK, halls.PASPOR)
#: A counter of each kind: one queue, two queues, the other agency.
COUNTERS = ("1", "2", "3", "9")
_QUEUES = {counter.id: counter.profile for counter in halls.hall().counters}


class Portal:
    """A portal: one appointment after the other, for kiosks to check in with."""

    def __init__(self, line: Line, appointments: Pile, dice: random.Random) -> None:
        self._line = line
        self._appointments = appointments
        self._dice = dice

    def work(self, stop: threading.Event) -> None:
        """Tell of appointments until told to stop."""
        while not stop.is_set():
            code = f"{self._dice.getrandbits(64):016X}"
            at = MORNING + timedelta(minutes=self._dice.randrange(-30, 90))
            content = {"service": self._dice.choice(SERVICES), "at": at.isoformat()}
            answer = self._line.ask("PUT", f"/v1/bookings/{code}", content, bearer("portal-1"))
            assert answer.status in {201, 204}, answer.body
            self._appointments.put(code)
            stop.wait(self._dice.uniform(0.1, 0.3))


class Kiosk:
    """A kiosk: a visitor after the other, each with an id made before the first try."""

    def __init__(
        self, line: Line, history: History, appointments: Pile, dice: random.Random
    ) -> None:
        self._line = line
        self._history = history
        self._appointments = appointments
        self._dice = dice
        self._visits: list[tuple[str, dict[str, Any]]] = []

    def work(self, stop: threading.Event) -> None:
        """Give tickets until told to stop; now and then tell of an old one once more."""
        while not stop.is_set():
            self._take(new_id(), self._visit())
            if self._visits and self._dice.random() < 0.1:
                self._take(*self._dice.choice(self._visits))
            if self._visits and self._dice.random() < 0.1:
                self._give_up(self._dice.choice(self._visits[-50:])[0])
            stop.wait(self._dice.uniform(0.0, 0.04))  # the next visitor steps up

    def _visit(self) -> dict[str, Any]:
        code = self._appointments.pick(self._dice) if self._dice.random() < 0.15 else ""
        return {"booking": code} if code else {"services": self._dice.choice(VISITS)}

    def _take(self, ticket: str, content: dict[str, Any]) -> None:
        booking = content.get("booking", "")
        answer = self._line.ask("PUT", f"/v1/tickets/{ticket}", content, bearer())
        if booking and answer.status == 409:  # another kiosk was faster
            assert answer.code == "booking-used", answer.body
            return
        assert answer.status in {200, 201}, answer.body
        told = answer.json
        self._history.tell(Numbered(told["id"], told["service_day"], told["number"], booking))
        self._visits.append((ticket, content))

    def _give_up(self, ticket: str) -> None:
        answer = self._line.ask("DELETE", f"/v1/tickets/{ticket}")
        if answer.status == 409:  # at a counter by now, or been there
            assert answer.code == "illegal-transition", answer.body
            return
        assert (answer.status, answer.json["state"]) == (200, "cancelled"), answer.body
        self._history.tell(GivenUp(ticket))


class Counter:
    """A counter with its member of staff: calls and serves; sometimes nobody comes.

    `parked` are the tickets on hold by queue: any counter of the queue takes them back, and
    visitors may have given them up meanwhile.
    """

    def __init__(
        self,
        name: str,
        line: Line,
        history: History,
        parked: Mapping[str, Pile],
        dice: random.Random,
    ) -> None:
        self._name = name
        self._line = line
        self._history = history
        self._parked = parked
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
            if self._dice.random() < 0.2:
                self._look_after_parked()
            key = self._key()
            ticket = self._do(key, "call")
            if ticket is None:
                stop.wait(0.03)  # nobody waits
                continue
            self._deal_with(ticket)
            if self._dice.random() < 0.1:
                self._do(key, "call")  # an old request comes once more: nobody else is called

    def _deal_with(self, ticket: str) -> None:
        if self._dice.random() < 0.15:
            self._do(self._key(), "again", ticket)
        absent = self._dice.random()
        if absent < 0.2:
            self._do(self._key(), "no-show" if absent < 0.15 else "cancel", ticket)
            return
        self._do(self._key(), "start", ticket)
        match self._dice.choices(("finish", "hold", "transfer"), (8, 1, 1))[0]:
            case "hold":
                self._do(self._key(), "hold", ticket)
            case "transfer":
                to = {"service": self._dice.choice(SERVICES)}
                self._do(self._key(), "transfer", ticket, to)
            case _:
                self._do(self._key(), "finish", ticket)

    def _look_after_parked(self) -> None:
        """Somebody is back, or does not come back; unless it has been seen to already."""
        ticket = self._parked[self._dice.choice(_QUEUES[self._name])].pick(self._dice)
        if ticket:
            action = "return" if self._dice.random() < 0.7 else "cancel"
            self._do(self._key(), action, ticket, refusable=True)

    def _do(
        self,
        key: str,
        action: str,
        ticket: str = "",
        content: Any = None,
        *,
        refusable: bool = False,
    ) -> str | None:
        path = f"/v1/counters/{self._name}/calls" + (f"/{ticket}/{action}" if ticket else "")
        headers = {"cookie": self._cookie, "idempotency-key": key}
        answer = self._line.ask("POST", path, content, headers)
        if refusable and answer.status == 409:
            assert answer.code in {"illegal-transition", "not-in-profile"}, answer.body
            return None
        assert answer.status == 200, f"{action} {ticket} at {self._name}: {answer.body!r}"
        told = answer.json["ticket"]
        if told is None:
            return None
        self._history.tell(Done(key, self._name, action, told["id"]))
        if action == "hold":
            self._parked[told["queue"]].put(told["id"])
        return str(told["id"])

    def _key(self) -> str:
        return str(UUID(int=self._dice.getrandbits(128), version=4))
