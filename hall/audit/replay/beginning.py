"""A ticket's beginning judged: its number, its day, its times and when it is due."""

from __future__ import annotations

from hall.audit.breaches import Breach, Kind
from hall.audit.replay.line import MINUTE
from hall.audit.replay.numbering import Numbering
from hall.audit.replay.tickets import Ticket, number_in, texts_in
from hall.audit.rulebook import Rulebook
from hall.store.event import Event

#: Times go through floating point on their way into the store.
ROUNDING = 1
#: A kiosk's paper is taken so late; its clock may be so far ahead (docs/queue-rules.md, "Numbers").
OLDEST = 48 * 60 * MINUTE
AHEAD = 2 * MINUTE


def begin(event: Event, rules: Rulebook, numbering: Numbering, *, late: bool) -> Ticket:
    """Judge `ticket.issued` and make the ticket it tells of. Raises Breach."""
    queues = texts_in(event, "queues")
    if number_in(event, "position") != 1 or event.queue_id != queues[0]:
        raise Breach(Kind.WRONG_STOP, event, found=event.queue_id, expected=queues[0])
    _judge_times(event, rules, _judge_number(event, rules, numbering))
    due_at = number_in(event, "due_at")
    if not any(abs(due_at - right) <= ROUNDING for right in _due(event, rules)):
        raise Breach(Kind.WRONG_DUE, event, found=due_at, expected=min(_due(event, rules)))
    stops = [(n, n, queue) for n, queue in enumerate(queues, 1)]
    return Ticket(event.ticket_id, event.number, event.queue_id, due_at, stops, late)


def _judge_number(event: Event, rules: Rulebook, numbering: Numbering) -> bool:
    """Count the number where it belongs; says whether it was given at this moment."""
    number = numbering.parse(event)
    if rules.prefixes.get(event.queue_id) != number.prefix:
        raise Breach(
            Kind.WRONG_NUMBER,
            event,
            found=event.number,
            expected=rules.prefixes.get(event.queue_id, ""),
        )
    printed = event.facts.get("printed") is True
    if printed:
        letter = rules.letters.get(str(event.facts.get("kiosk")), "")
        if number.letter != letter or not letter:
            raise Breach(Kind.WRONG_NUMBER, event, found=event.number, expected=letter)
        numbering.bring(event, number)
    elif number.letter:
        raise Breach(Kind.WRONG_NUMBER, event, found=event.number)
    elif number_in(event, "taken_at") == event.at:
        numbering.give(event, number)
        return True
    else:
        numbering.take_back(event, number)
    return False


def _judge_times(event: Event, rules: Rulebook, now: bool) -> None:
    taken_at = number_in(event, "taken_at")
    believable = now or -AHEAD <= event.at - taken_at <= OLDEST
    if not believable or rules.day(taken_at) != event.day:
        raise Breach(Kind.WRONG_TIME, event, found=taken_at, expected=event.at)


def _due(event: Event, rules: Rulebook) -> tuple[int, ...]:
    """When the ticket may be due: one moment, as long as the hall has a head start at all."""
    head_start = number_in(event, "head_start")
    if head_start not in {0, rules.head_start}:
        raise Breach(Kind.WRONG_DUE, event, found=head_start, expected=rules.head_start)
    taken_at = number_in(event, "taken_at")
    walk_in = taken_at - head_start * MINUTE
    if event.facts.get("booked_at") is None:
        return (walk_in,)
    booked = number_in(event, "booked_at")
    if taken_at > booked + rules.booking_grace * MINUTE:
        booked = taken_at
    better = min(walk_in, booked)
    if rules.head_start == 0:  # then priority leaves no trace in the event
        return booked, better
    return (better,) if head_start else (booked,)
