"""Who changes the rows of an honest day, and remembers each lie under its own name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from hall.audit.breaches import Kind
from tests.unit.hall.audit.days import DAY

MINUTE = 60_000
HALL = "mpp-uji"


class Doctor:
    """Changes rows of a day that was kept by the rules."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.run = connection.execute

    def seq(self, kind: str, number: str = "", nth: int = 0) -> int:
        """The place of an event among those of its type, and of a number where one is named."""
        found = self.run(
            "select seq from events where type = ? and (number = ? or ? = '') order by seq",
            (kind, number, number),
        ).fetchall()
        return int(found[nth][0])

    def put(self, seq: int, **columns: Any) -> int:
        for name, value in columns.items():
            self.run(f"update events set {name} = ? where seq = ?", (value, seq))  # noqa: S608
        return seq

    def facts(self, seq: int) -> dict[str, Any]:
        row = self.run("select facts from events where seq = ?", (seq,)).fetchone()
        return dict(json.loads(row[0]))

    def say(self, seq: int, **facts: Any) -> int:
        """Change facts; None takes one away."""
        told = {k: v for k, v in (self.facts(seq) | facts).items() if v is not None}
        return self.put(seq, facts=json.dumps(told))

    def rules(self, **rules: Any) -> None:
        began = self.seq("day.began")
        self.say(began, rules=self.facts(began)["rules"] | rules)

    def ticket(self, number: str) -> str:
        row = self.run(
            "select ticket_id from events where number = ? and day = ?", (number, DAY)
        ).fetchone()
        return str(row[0])

    def shift_due(self, seq: int, by: int = -MINUTE) -> int:
        return self.say(seq, due_at=self.facts(seq)["due_at"] + by)


#: A lie, and the place of the event at which it shows; 0 where no event shows it.
Lie = Callable[[Doctor], int]
LIES: dict[str, tuple[Kind, Lie]] = {}


def lie(kind: Kind) -> Callable[[Lie], Lie]:
    """Remember a lie under its own name."""

    def remember(one: Lie) -> Lie:
        LIES[one.__name__] = (kind, one)
        return one

    return remember
