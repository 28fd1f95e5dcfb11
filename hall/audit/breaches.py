"""What an auditor can find wrong, and where."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from enum import StrEnum

from hall.store.event import Event


class Kind(StrEnum):
    """Each promise of docs/queue-rules.md that the event table can show to be broken."""

    SEQ_GAP = "seq-gap"
    CLOCK_BACK = "clock-back"
    MALFORMED = "malformed"
    NO_RULES = "no-rules"
    UNKNOWN_EVENT = "unknown-event"
    NEVER_ISSUED = "never-issued"
    ISSUED_TWICE = "issued-twice"
    AFTER_END = "after-end"
    ILLEGAL_CHANGE = "illegal-change"
    INTERRUPTED = "interrupted"
    WRONG_WAITING = "wrong-waiting"
    WRONG_NUMBER = "wrong-number"
    NUMBER_TWICE = "number-twice"
    NUMBER_GAP = "number-gap"
    WRONG_TIME = "wrong-time"
    WRONG_DUE = "wrong-due"
    WRONG_STOP = "wrong-stop"
    OUT_OF_ORDER = "out-of-order"
    NOT_IN_PROFILE = "not-in-profile"
    COUNTER_TWICE = "counter-twice"
    NOT_HOLDER = "not-holder"
    RECALLS = "recalls"
    EARLY_EXPIRY = "early-expiry"
    NOT_ENDED = "not-ended"
    TABLE_TICKET = "table-ticket"
    TABLE_MISSING = "table-missing"
    TABLE_EXTRA = "table-extra"
    TABLE_SERIES = "table-series"


@dataclass(eq=False)
class Breach(Exception):
    """The first breach of a day.

    `event` is the one at which it shows, None for what a table says; `found` and `expected` are
    what stands there and what follows from the events before; `tickets` are the ids of those
    concerned, whose events are added to `events` when the breach is reported, in their order.
    """

    kind: Kind
    event: Event | None = None
    found: object = ""
    expected: object = ""
    tickets: tuple[str, ...] = ()
    number: str = ""
    beside: InitVar[Event | None] = None
    events: tuple[Event, ...] = field(init=False)

    def __post_init__(self, beside: Event | None) -> None:
        if self.event is not None:
            self.number = self.number or self.event.number
            concerned = (*self.tickets, self.event.ticket_id)
            self.tickets = tuple(dict.fromkeys(one for one in concerned if one))
        shown = [one for one in (self.event, beside) if one is not None]
        self.events = tuple(sorted(shown, key=lambda one: one.seq))

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.found!s} {self.expected!s}"
