"""Replays a day from its events alone and stops at the first that is not what must have happened.

Independent of the engine on purpose: it shares the words and rules of kiosk/domain with it and
none of its code, so that one mistake is not made twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from hall.audit.breaches import Breach, Kind
from hall.audit.reading import UNREADABLE
from hall.audit.replay.beginning import begin
from hall.audit.replay.changes import CHANGES
from hall.audit.replay.line import MINUTE
from hall.audit.replay.state import DayState
from hall.audit.replay.tickets import Ticket, number_in, text_in
from hall.audit.rulebook import RULES, Rulebook, rules_in
from hall.store.event import Event

#: The hall's time never goes back, but several servers share a hall, and each follows its own
#: machine only that far (docs/decisions/0010-the-halls-clock.md). More is a breach.
STEP_BACK = 5 * MINUTE


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of a day before its first event.

    `before` is the event before it. `renumbered` are the tickets that are kept after their end
    because their number changes, `doubtful` those with more than one beginning. `forgotten` says
    that earlier days are no longer kept: their last events may be missing from among this day's.
    """

    day: str
    rules: Rulebook | None = None
    before: Event | None = None
    renumbered: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    forgotten: bool = False


class Replay:
    """One service day, event by event; `ended` is told of every ticket that changes no more."""

    def __init__(self, start: Start, ended: Callable[[Ticket], None]) -> None:
        self.state = DayState(start.day, start.rules)
        self._start = start
        self._ended = ended
        self._before = start.before
        self._begun: set[str] = set()

    def take(self, event: Event) -> None:
        """Judge the next event. Raises Breach."""
        if UNREADABLE in event.facts:
            raise Breach(Kind.MALFORMED, event)
        self._judge_place(event)
        self._judge_following(event)
        self._before = event
        own = event.day == self.state.day
        if own:
            self.state.tally.count(event)
        if event.type.startswith("ticket."):
            if own:
                self._ticket(event)
            elif event.ticket_id in self.state.open:
                raise Breach(Kind.WRONG_TIME, event, found=event.day, expected=self.state.day)
        else:
            self._hall(event)
        if own:
            self._judge_waiting(event)

    def end(self) -> None:
        """The events end here: what has begun must be complete. Raises Breach."""
        follows = self.state.follows
        broken = follows[0] if follows else self.state.turning
        if broken is not None:
            raise Breach(Kind.INTERRUPTED, broken)

    # --- the row itself ---

    def _judge_place(self, event: Event) -> None:
        before = self._before
        if before is None:
            return
        after = before.seq
        if event.type == "store.restored" and event.facts.get("after") == after:
            after = event.seq - 1  # it goes on beyond every event that somebody may have seen
        if event.seq > after + 1 and self._start.forgotten:
            self.state.tally.forgotten += event.seq - after - 1
        elif event.seq != after + 1:
            raise Breach(Kind.SEQ_GAP, event, expected=before.seq + 1, beside=before)
        back = before.at - event.at
        if back > STEP_BACK:
            raise Breach(Kind.CLOCK_BACK, event, found=back // 1000, beside=before)
        if back > 0:
            self.state.tally.stepped_back(back)

    def _judge_following(self, event: Event) -> None:
        if self.state.follows is not None:
            first, kinds = self.state.follows
            self.state.follows = None
            if event.ticket_id != first.ticket_id or event.type not in kinds:
                raise Breach(Kind.INTERRUPTED, first, found=event.type, beside=event)
        turning = self.state.turning
        if turning is None or event.type == "ticket.expired":
            return
        if event.type != "day.began" or event.day <= self.state.day:
            raise Breach(Kind.EARLY_EXPIRY, turning, found=event.type, beside=event)

    def _judge_waiting(self, event: Event) -> None:
        waiting = None
        if event.queue_id and self.state.present:
            waiting = self.state.lines.count(event.queue_id)
        allowed = {waiting}
        if event is self.state.turning:
            allowed.add(None)  # a server that starts on the new day no longer counts the old one
        if event.waiting not in allowed:
            raise Breach(Kind.WRONG_WAITING, event, found=event.waiting, expected=waiting)

    # --- the hall ---

    def _hall(self, event: Event) -> None:
        if event.type == "day.began":
            self._day_began(event)
        elif event.type == "catalog.changed":
            self._rules_told(event)
        elif event.type == "store.restored":
            for prefix, last, to in skipped_in(event, self.state.day):
                self.state.numbering.skip(event, prefix, last, to)

    def _day_began(self, event: Event) -> None:
        self._rules_told(event)
        if event.day > self.state.day:
            judge_all_ended(self.state, event)
        self.state.today = event.day
        self.state.turning = None

    def _rules_told(self, event: Event) -> None:
        try:
            told = rules_in(event.facts)
        except ValueError:
            raise Breach(Kind.MALFORMED, event, found=RULES) from None
        if told is None:
            return
        known = self.state.rules
        if known is not None and told != known and self.state.present:
            self.state.tally.rules_changed_at.append(event.at)
        self.state.rules = told

    # --- tickets ---

    def _ticket(self, event: Event) -> None:
        if event.type == "ticket.issued":
            self._issued(event)
            return
        change = CHANGES.get(event.type)
        if change is None:
            raise Breach(Kind.UNKNOWN_EVENT, event, found=event.type)
        ticket = self.state.open.get(event.ticket_id)
        if ticket is None and event.type == "ticket.renumbered":
            ticket = self.state.kept.get(event.ticket_id)
        if ticket is None:
            raise Breach(Kind.NEVER_ISSUED, event)
        _judge_sameness(event, ticket)
        change(self.state, event, ticket)
        if ticket.ended and self.state.open.pop(ticket.id, None) is not None:
            if ticket.id in self._start.renumbered:
                self.state.kept[ticket.id] = ticket
            else:
                self._ended(ticket)

    def _issued(self, event: Event) -> None:
        if event.ticket_id in self._begun or event.ticket_id in self.state.open:
            raise Breach(Kind.ISSUED_TWICE, event)
        if event.ticket_id in self._start.doubtful:
            self._begun.add(event.ticket_id)
        late = not self.state.present
        rules = self.state.judged_by(event)
        ticket = begin(event, rules, self.state.numbering, late=late)
        self.state.open[ticket.id] = ticket
        if late:
            self.state.must_follow(event, "ticket.expired")
        else:
            self.state.wait(ticket)


def judge_all_ended(state: DayState, event: Event | None = None) -> None:
    """The day is over, so nobody waits or is served any more. Raises Breach."""
    left = next(iter(state.open.values()), None)
    if left is not None:
        raise Breach(
            Kind.NOT_ENDED, event, found=left.state, tickets=(left.id,), number=left.number
        )


def skipped_in(event: Event, day: str) -> list[tuple[str, int, int]]:
    """The numbers a restored store passed over on a day: prefix, last before, last after.

    Raises Breach.
    """
    skipped = []
    try:
        for key, (last, to) in json.loads(text_in(event, "skipped")).items():
            that_day, prefix = key.split(" ")
            if that_day == day:
                skipped.append((prefix, int(last), int(to)))
    except (ValueError, TypeError, AttributeError):
        raise Breach(Kind.MALFORMED, event, found="skipped") from None
    return skipped


def _judge_sameness(event: Event, ticket: Ticket) -> None:
    """What a change leaves alone must still be what it was."""
    if event.type != "ticket.renumbered" and event.number != ticket.number:
        raise Breach(Kind.WRONG_NUMBER, event, found=event.number, expected=ticket.number)
    stop = (ticket.position, ticket.queue)
    if event.type == "ticket.queued" and ticket.leaving is not None:
        stop = ticket.leaving[1:]
    found = (number_in(event, "position"), event.queue_id)
    if found != stop:
        raise Breach(Kind.WRONG_STOP, event, found=found[1], expected=stop[1])
    due_at = number_in(event, "due_at")
    if event.type != "ticket.recalled" and due_at != ticket.due_at:
        raise Breach(Kind.WRONG_DUE, event, found=due_at, expected=ticket.due_at)
