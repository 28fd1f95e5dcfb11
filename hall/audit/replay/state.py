"""What is known of a day at one moment of its replay."""

from __future__ import annotations

from dataclasses import dataclass, field

from hall.audit.breaches import Breach, Kind
from hall.audit.replay.line import Lines
from hall.audit.replay.numbering import Numbering
from hall.audit.replay.tally import Tally
from hall.audit.replay.tickets import Ticket
from hall.audit.rulebook import Rulebook
from hall.store.event import Event


@dataclass(slots=True)
class DayState:
    """A service day; memory grows with the tickets that are open.

    `today` is the service day that the hall is in, "" before the first is seen to begin. `kept`
    are ended tickets whose number may still change. `counters` says which ticket each holds.
    `follows` is an event that is not complete yet, and what has to come next; `turning` the last
    expiry that only the beginning of a later day explains.
    """

    day: str
    rules: Rulebook | None
    today: str = ""
    tally: Tally = field(default_factory=Tally)
    numbering: Numbering = field(default_factory=Numbering)
    lines: Lines = field(default_factory=Lines)
    open: dict[str, Ticket] = field(default_factory=dict)
    kept: dict[str, Ticket] = field(default_factory=dict)
    counters: dict[str, str] = field(default_factory=dict)
    follows: tuple[Event, frozenset[str]] | None = None
    turning: Event | None = None

    @property
    def present(self) -> bool:
        """Whether the hall is in this day: before and after it nobody waits."""
        return self.today == self.day

    def judged_by(self, event: Event) -> Rulebook:
        """The rules an event is judged by. Raises Breach when nobody told them."""
        if self.rules is None:
            raise Breach(Kind.NO_RULES, event)
        return self.rules

    def must_follow(self, event: Event, *kinds: str) -> None:
        """Two events of one transaction stand side by side."""
        self.follows = event, frozenset(kinds)

    def wait(self, ticket: Ticket) -> None:
        """A ticket joins its queue."""
        self.lines.enter(ticket.queue, ticket.due_at, ticket.id)

    def leave(self, ticket: Ticket) -> None:
        """A ticket that waits leaves its queue."""
        self.lines.leave(ticket.queue, ticket.due_at, ticket.id)

    def seat(self, ticket: Ticket, counter_id: str) -> None:
        """A ticket is called to a counter."""
        ticket.counter = counter_id
        self.counters[counter_id] = ticket.id

    def free(self, ticket: Ticket) -> None:
        """A ticket leaves its counter."""
        del self.counters[ticket.counter]
        ticket.counter = ""
