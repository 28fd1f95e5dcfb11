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
    """An answer that tells a ticket's number; `booking` is the appointment it was given for."""

    ticket: str
    day: str
    number: str
    booking: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """An answered command of a counter: "call", or what it does with a ticket (docs/api.md)."""

    key: str
    counter: str
    action: str
    ticket: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """An answer to a visitor that their ticket is cancelled."""

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
    """Everything that was told, by clients of many threads."""

    numbered: list[Numbered] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    given_up: list[GivenUp] = field(default_factory=list)
    listeners: list[str] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    _traps: queue.SimpleQueue[Callable[[], None]] = field(default_factory=queue.SimpleQueue)

    def tell(self, told: Numbered | Done | GivenUp) -> None:
        """Write an answer down the moment it is there; springs a trap, if one is set."""
        match told:
            case Numbered():
                self.numbered.append(told)
            case Done():
                self.done.append(told)
            case GivenUp():
                self.given_up.append(told)
        with contextlib.suppress(queue.Empty):
            self._traps.get_nowait()()

    def at_next_answer(self, trap: Callable[[], None]) -> None:
        """Do something right after the next answer, in the thread that got it."""
        self._traps.put(trap)

    def save(self, path: Path) -> None:
        """Write it as JSON lines, for who has to understand a breach."""
        with path.open("w", encoding="utf-8") as file:
            everything: list[Numbered | Done | GivenUp | Heard] = [*self.numbered, *self.done]
            everything += [*self.given_up, *self.heard]
            for told in everything:
                file.write(json.dumps({"kind": type(told).__name__} | asdict(told)) + "\n")
