"""A ticket as its events tell it: its stops, its state, who holds it."""

from __future__ import annotations

from dataclasses import dataclass, field

from hall.audit.breaches import Breach, Kind
from hall.store.event import Event
from kiosk.domain.ticket import ENDED, HELD_BY_COUNTER, TRANSITIONS, TicketState

#: (turn, position, queue): the order of the stops; a transfer puts one behind the present one.
Stop = tuple[int, int, str]


@dataclass(slots=True)
class Ticket:
    """What has become of a ticket; times in milliseconds.

    `late` came in after its day: kept, never called. `leaving` is the stop it is on the way to.
    """

    id: str
    number: str
    queue: str
    due_at: int
    stops: list[Stop]
    late: bool = False
    position: int = 1
    state: TicketState = TicketState.WAITING
    recalls: int = 0
    counter: str = ""
    started_at: int = 0
    leaving: Stop | None = field(default=None)

    @property
    def held(self) -> bool:
        """Whether a counter holds it."""
        return self.state in HELD_BY_COUNTER

    @property
    def ended(self) -> bool:
        """Whether nothing happens to it any more."""
        return self.state in ENDED

    def to(self, event: Event, state: TicketState) -> None:
        """Change the state, if that is lawful. Raises Breach."""
        if state not in TRANSITIONS[self.state]:
            raise Breach(Kind.ILLEGAL_CHANGE, event, found=f"{self.state} → {state}")
        self.state = state

    def after_present(self) -> Stop | None:
        """The stop after the present one."""
        ordered = sorted(self.stops)
        here = next(i for i, stop in enumerate(ordered) if stop[1] == self.position)
        return ordered[here + 1] if here + 1 < len(ordered) else None

    def add_stop(self, queue_id: str) -> Stop:
        """Put a stop behind the present one, before the rest of the visit."""
        turn = next(stop[0] for stop in self.stops if stop[1] == self.position)
        added = (turn, max(stop[1] for stop in self.stops) + 1, queue_id)
        self.stops.append(added)
        return added


# --- facts, as they were written or as somebody wants us to believe they were -------------------


def number_in(event: Event, name: str) -> int:
    """A whole number among the facts. Raises Breach."""
    value = event.facts.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Breach(Kind.MALFORMED, event, found=f"{name} = {value!r}")
    return value


def text_in(event: Event, name: str) -> str:
    """A text among the facts. Raises Breach."""
    value = event.facts.get(name)
    if not isinstance(value, str):
        raise Breach(Kind.MALFORMED, event, found=f"{name} = {value!r}")
    return value


def texts_in(event: Event, name: str) -> list[str]:
    """Texts among the facts, at least one. Raises Breach."""
    value = event.facts.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise Breach(Kind.MALFORMED, event, found=f"{name} = {value!r}")
    return value
