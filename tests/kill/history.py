"""What clients were told, written down as they were told it, to be held against the store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Numbered:
    """An answer that tells a ticket's number."""

    ticket: str
    day: str
    number: str


@dataclass(frozen=True, slots=True)
class Done:
    """An answered command of a counter: "call", "again", "start", "finish", "no-show"."""

    key: str
    counter: str
    action: str
    ticket: str


@dataclass(frozen=True, slots=True)
class Heard:
    """An event as a listener heard it; type "reset" is the server's word that some are gone."""

    listener: str
    seq: int
    type: str
    number: str | None = None
    queue: str | None = None
    counter: str | None = None


@dataclass(slots=True)
class History:
    """Everything that was asked for and told. Clients of many threads append to the lists."""

    asked: list[str] = field(default_factory=list)
    numbered: list[Numbered] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    listeners: list[str] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write it as JSON lines, for who has to understand a breach."""
        with path.open("w", encoding="utf-8") as file:
            for ticket in self.asked:
                file.write(json.dumps({"kind": "Asked", "ticket": ticket}) + "\n")
            for told in (*self.numbered, *self.done, *self.heard):
                file.write(json.dumps({"kind": type(told).__name__} | asdict(told)) + "\n")
