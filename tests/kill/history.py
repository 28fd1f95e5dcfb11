"""What clients were told, written down as they were told it, to be held against the store."""

from __future__ import annotations

import contextlib
import json
import queue
from collections.abc import Callable
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
    """Everything that was asked for and told, by clients of many threads."""

    asked: list[str] = field(default_factory=list)
    numbered: list[Numbered] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    listeners: list[str] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    _traps: queue.SimpleQueue[Callable[[], None]] = field(default_factory=queue.SimpleQueue)

    def tell(self, told: Numbered | Done) -> None:
        """Write an answer down the moment it is there; springs a trap, if one is set."""
        if isinstance(told, Numbered):
            self.numbered.append(told)
        else:
            self.done.append(told)
        with contextlib.suppress(queue.Empty):
            self._traps.get_nowait()()

    def at_next_answer(self, trap: Callable[[], None]) -> None:
        """Do something right after the next answer, in the thread that got it."""
        self._traps.put(trap)

    def save(self, path: Path) -> None:
        """Write it as JSON lines, for who has to understand a breach."""
        with path.open("w", encoding="utf-8") as file:
            for ticket in self.asked:
                file.write(json.dumps({"kind": "Asked", "ticket": ticket}) + "\n")
            everything: list[Numbered | Done | Heard] = [*self.numbered, *self.done, *self.heard]
            for told in everything:
                file.write(json.dumps({"kind": type(told).__name__} | asdict(told)) + "\n")
