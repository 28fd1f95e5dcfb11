"""What happened on a day, counted while it is replayed; it becomes the summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from hall.store.event import Event

#: A list in a summary is for reading; the rest is only counted.
LISTED = 10


@dataclass(slots=True)
class Tally:
    """Counts by type of event, and what an auditor is told though it is no breach.

    `reasons` are those of calls out of order, `called_early` the first of their numbers with time
    and reason, `replaced` numbers that a paper's number won over. Times in milliseconds.
    """

    events: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    called_early: list[tuple[int, str, str]] = field(default_factory=list)
    replaced: list[tuple[str, str]] = field(default_factory=list)
    rules_changed_at: list[int] = field(default_factory=list)
    printed: int = 0
    late: int = 0
    steps_back: int = 0
    largest_step: int = 0
    forgotten: int = 0

    def count(self, event: Event) -> None:
        """Count an event of the day."""
        self.events[event.type] += 1
        if event.type == "ticket.issued" and event.facts.get("printed") is True:
            self.printed += 1
        elif event.type == "ticket.expired" and event.facts.get("was") == "late":
            self.late += 1

    def out_of_order(self, event: Event, reason: str) -> None:
        """Count a call out of order."""
        self.reasons[reason] += 1
        if len(self.called_early) < LISTED:
            self.called_early.append((event.at, event.number, reason))

    def renumbered(self, old: str, new: str) -> None:
        """Count a number that nobody has on paper."""
        if len(self.replaced) < LISTED:
            self.replaced.append((old, new))

    def stepped_back(self, milliseconds: int) -> None:
        """Count a small step back of the clock."""
        self.steps_back += 1
        self.largest_step = max(self.largest_step, milliseconds)
