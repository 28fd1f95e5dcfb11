"""How each event may change its ticket; whatever else it does is a breach."""

from __future__ import annotations

from collections.abc import Callable

from hall.audit.breaches import Breach, Kind
from hall.audit.replay.beginning import ROUNDING
from hall.audit.replay.line import MINUTE
from hall.audit.replay.state import DayState
from hall.audit.replay.tickets import Ticket, number_in, text_in
from hall.audit.rulebook import Rulebook
from hall.store.event import Event
from kiosk.domain.ticket import TicketState

Change = Callable[[DayState, Event, Ticket], None]


def _called(day: DayState, event: Event, ticket: Ticket) -> None:
    rules = day.judged_by(event)
    if ticket.state == TicketState.WAITING:
        _judge_call(day, event, ticket, rules)
        day.leave(ticket)
    ticket.to(event, TicketState.CALLED)
    day.seat(ticket, event.counter_id)


def _judge_call(day: DayState, event: Event, ticket: Ticket, rules: Rulebook) -> None:
    if ticket.queue not in rules.levels.get(event.counter_id, ()):
        raise Breach(Kind.NOT_IN_PROFILE, event, found=ticket.queue)
    other = day.counters.get(event.counter_id)
    if other is not None:
        held = day.open[other].number
        raise Breach(Kind.COUNTER_TWICE, event, found=held, tickets=(other,))
    if "recalls" in event.facts and (event.facts["recalls"] or 0) != ticket.recalls:
        raise Breach(Kind.RECALLS, event, found=event.facts["recalls"], expected=ticket.recalls)
    if event.facts.get("reason"):
        day.tally.out_of_order(event, text_in(event, "reason"))
        return
    first = day.lines.first_for(rules, event.counter_id, event.at)
    if first is not None and first != ticket.id:
        right = day.open[first].number
        raise Breach(Kind.OUT_OF_ORDER, event, expected=right, tickets=(first,))


def _called_again(_: DayState, event: Event, ticket: Ticket) -> None:
    _judge_holder(event, ticket, TicketState.CALLED)


def _started(_: DayState, event: Event, ticket: Ticket) -> None:
    _judge_holder(event, ticket, TicketState.CALLED)
    ticket.to(event, TicketState.SERVING)
    ticket.started_at = event.at


def _finished(day: DayState, event: Event, ticket: Ticket) -> None:
    _served(day, event, ticket)
    if ticket.after_present() is not None:
        raise Breach(Kind.WRONG_STOP, event, expected=ticket.after_present())
    ticket.to(event, TicketState.FINISHED)


def _stop_finished(day: DayState, event: Event, ticket: Ticket) -> None:
    _served(day, event, ticket)
    ticket.leaving = ticket.after_present()
    if ticket.leaving is None:
        raise Breach(Kind.WRONG_STOP, event)
    day.must_follow(event, "ticket.queued")


def _transferred(day: DayState, event: Event, ticket: Ticket) -> None:
    _served(day, event, ticket)
    ticket.leaving = ticket.add_stop(text_in(event, "to"))
    day.must_follow(event, "ticket.queued")


def _queued(day: DayState, event: Event, ticket: Ticket) -> None:
    if ticket.leaving is None:
        raise Breach(Kind.ILLEGAL_CHANGE, event, found=f"{ticket.state} → waiting")
    ticket.to(event, TicketState.WAITING)
    _, ticket.position, ticket.queue = ticket.leaving
    ticket.leaving, ticket.recalls = None, 0
    day.wait(ticket)


def _held(day: DayState, event: Event, ticket: Ticket) -> None:
    _judge_holder(event, ticket, TicketState.SERVING)
    ticket.to(event, TicketState.HELD)
    day.free(ticket)


def _returned(day: DayState, event: Event, ticket: Ticket) -> None:
    if ticket.state != TicketState.HELD:
        raise Breach(Kind.ILLEGAL_CHANGE, event, found=f"{ticket.state} → waiting")
    ticket.to(event, TicketState.WAITING)
    day.wait(ticket)


def _no_show(day: DayState, event: Event, ticket: Ticket) -> None:
    _judge_holder(event, ticket, TicketState.CALLED)
    ticket.to(event, TicketState.NO_SHOW)
    day.free(ticket)
    day.must_follow(event, "ticket.recalled", "ticket.expired")


def _recalled(day: DayState, event: Event, ticket: Ticket) -> None:
    rules = day.judged_by(event)
    if ticket.state != TicketState.NO_SHOW:
        raise Breach(Kind.ILLEGAL_CHANGE, event, found=f"{ticket.state} → waiting")
    ticket.to(event, TicketState.WAITING)
    ticket.recalls += 1
    if number_in(event, "recalls") != ticket.recalls or ticket.recalls > rules.recall_limit:
        raise Breach(Kind.RECALLS, event, found=event.facts["recalls"], expected=rules.recall_limit)
    ticket.due_at = number_in(event, "due_at")
    right = event.at + rules.recall_penalty * MINUTE
    if abs(ticket.due_at - right) > ROUNDING:
        raise Breach(Kind.WRONG_DUE, event, found=ticket.due_at, expected=right)
    day.wait(ticket)


def _cancelled(day: DayState, event: Event, ticket: Ticket) -> None:
    _leave(day, event, ticket)
    if text_in(event, "by") == "staff":
        levels = day.judged_by(event).levels.get(event.counter_id, {})
        if ticket.held:
            _judge_holder(event, ticket, ticket.state)
        elif ticket.state != TicketState.HELD or ticket.queue not in levels:
            raise Breach(Kind.NOT_IN_PROFILE, event, found=ticket.queue)
    elif ticket.held:
        raise Breach(Kind.ILLEGAL_CHANGE, event, found=f"{ticket.state} → cancelled")
    held = ticket.held
    ticket.to(event, TicketState.CANCELLED)
    if held:
        day.free(ticket)


def _expired(day: DayState, event: Event, ticket: Ticket) -> None:
    _leave(day, event, ticket)
    held = ticket.held
    if ticket.state == TicketState.NO_SHOW:
        if ticket.recalls < day.judged_by(event).recall_limit and day.present:
            raise Breach(Kind.EARLY_EXPIRY, event, found=ticket.recalls)
    elif not ticket.late:
        day.turning = event
        if held:
            _judge_holder(event, ticket, ticket.state)
    ticket.to(event, TicketState.EXPIRED)
    if held:
        day.free(ticket)


def _renumber(day: DayState, event: Event, ticket: Ticket) -> None:
    number = day.numbering.parse(event)
    old = text_in(event, "old_number")
    if old != ticket.number:
        raise Breach(Kind.WRONG_NUMBER, event, found=old, expected=ticket.number)
    rules = day.judged_by(event)
    prefix = rules.prefixes.get(ticket.stops[0][2])
    if number.letter not in rules.letters.values() or number.prefix != prefix:
        raise Breach(Kind.WRONG_NUMBER, event, found=event.number, expected=prefix)
    day.numbering.bring(event, number)
    day.tally.renumbered(old, event.number)
    ticket.number = event.number
    if ticket.held and event.counter_id != ticket.counter:
        raise Breach(Kind.NOT_HOLDER, event, found=event.counter_id, expected=ticket.counter)
    if ticket.state == TicketState.CALLED:
        day.must_follow(event, "ticket.called_again")


# --- parts of the above ---


def _served(day: DayState, event: Event, ticket: Ticket) -> None:
    _judge_holder(event, ticket, TicketState.SERVING)
    served = max(0, event.at - ticket.started_at)
    if number_in(event, "served_ms") != served:
        raise Breach(Kind.WRONG_TIME, event, found=event.facts["served_ms"], expected=served)
    day.free(ticket)


def _leave(day: DayState, event: Event, ticket: Ticket) -> None:
    """Somebody ends their visit from where the event says they were."""
    was = text_in(event, "was")
    if was != ("late" if ticket.late else ticket.state):
        raise Breach(Kind.ILLEGAL_CHANGE, event, found=was, expected=ticket.state)
    if ticket.state == TicketState.WAITING and not ticket.late:
        day.leave(ticket)


def _judge_holder(event: Event, ticket: Ticket, state: TicketState) -> None:
    if ticket.state != state or ticket.leaving is not None:
        found = f"{ticket.state} → {event.type.removeprefix('ticket.')}"
        raise Breach(Kind.ILLEGAL_CHANGE, event, found=found)
    if event.counter_id != ticket.counter:
        raise Breach(Kind.NOT_HOLDER, event, found=event.counter_id, expected=ticket.counter)


#: By the type of the event; how a ticket begins is told in hall.audit.replay.beginning.
CHANGES: dict[str, Change] = {
    "ticket.called": _called,
    "ticket.called_again": _called_again,
    "ticket.started": _started,
    "ticket.finished": _finished,
    "ticket.stop_finished": _stop_finished,
    "ticket.transferred": _transferred,
    "ticket.queued": _queued,
    "ticket.held": _held,
    "ticket.returned": _returned,
    "ticket.no_show": _no_show,
    "ticket.recalled": _recalled,
    "ticket.cancelled": _cancelled,
    "ticket.expired": _expired,
    "ticket.renumbered": _renumber,
}
