"""The queue as a visitor could explain it: a model of the rules in plain dictionaries.

No store, no events, no memory of how the hall server does it. Times in milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.hall import Counter, Hall
from kiosk.domain.order import InLine, rank

MINUTE = 60_000
ENDED = {"finished", "cancelled", "expired"}
#: From which state each step leads where; `finish` and `no_show` decide by themselves.
STEPS = {
    "again": {"called": "called"},
    "start": {"called": "serving"},
    "finish": {"serving": "finished"},
    "no_show": {"called": "waiting"},
    "hold": {"serving": "held"},
    "give_back": {"held": "waiting"},
    "transfer": {"serving": "waiting"},
    "cancel_at": {"called": "cancelled", "held": "cancelled"},
    "cancel": {"waiting": "cancelled", "held": "cancelled", "cancelled": "cancelled"},
}


@dataclass
class Visitor:
    """Who took a number; `stops` are the queues still before them, the present one first."""

    number: str
    day: str
    due: int
    stops: list[str]
    state: str = "waiting"
    counter: str = ""
    recalls: int = 0

    @property
    def held(self) -> bool:
        return self.state in {"called", "serving"}


@dataclass
class Model:
    """Everybody who ever took a number, by ticket id."""

    hall: Hall
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def turn(self, day: str) -> None:
        """Nobody waits over night."""
        for visitor in self.visitors.values():
            if visitor.state not in ENDED and visitor.day < day:
                visitor.state, visitor.counter = "expired", ""

    def at(self, counter: str) -> Visitor | None:
        """Who is at a counter."""
        found = [v for v in self.visitors.values() if v.held and v.counter == counter]
        assert len(found) <= 1
        return found[0] if found else None

    def next(self, counter: Counter, day: str, now: int) -> str | None:
        """Who is to be called."""
        waiting = [
            one
            for one, v in self.visitors.items()
            if v.state == "waiting" and v.day == day and v.stops[0] in counter.profile
        ]
        return min(waiting, key=lambda one: self._rank(counter, one, now), default=None)

    def _rank(self, counter: Counter, one: str, now: int) -> tuple[int, int, str]:
        visitor = self.visitors[one]
        stop = InLine(counter.level_of(visitor.stops[0]), visitor.due, one)
        return rank(stop, now, self.hall.call_by_minutes * MINUTE)

    def may(self, visitor: Visitor, step: str, counter: Counter) -> bool:
        """Whether a counter may do this now; the visitor's own `cancel` needs none."""
        if visitor.state not in STEPS[step]:
            return False
        if step == "cancel":
            return True
        if visitor.state == "held":
            return visitor.stops[0] in counter.profile
        return visitor.counter == counter.id

    def do(self, visitor: Visitor, step: str, day: str, now: int, to: str = "") -> None:
        """What becomes of it."""
        visitor.state = STEPS[step][visitor.state]
        if step == "no_show":
            if visitor.recalls == self.hall.recall_limit or visitor.day != day:
                visitor.state = "expired"
            else:
                visitor.recalls += 1
                visitor.due = now + self.hall.recall_penalty_minutes * MINUTE
        if step == "transfer":
            visitor.stops[0], visitor.recalls = to, 0
        if step == "finish" and len(visitor.stops) > 1:
            del visitor.stops[0]
            visitor.state, visitor.recalls = "waiting", 0
        if not visitor.held:
            visitor.counter = ""
