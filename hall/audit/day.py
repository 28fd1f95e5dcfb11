"""Audits one service day of one hall."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hall.audit.breaches import Breach, Kind
from hall.audit.reading import Reading, Window
from hall.audit.replay.replay import Replay, Start, judge_all_ended
from hall.audit.replay.state import DayState
from hall.audit.rulebook import Rulebook, rulebook_of, rules_in
from hall.audit.tables import TicketTable, judge_count, judge_series
from hall.store.dialect import Connection
from hall.store.event import Event
from kiosk.catalog.reader import hall_from_record
from kiosk.errors import BadRecord

#: So many events of each ticket concerned stand beside a breach.
_SHOWN = 12


class RulesFrom(StrEnum):
    """Where the rules came from that a day was judged by."""

    EVENTS = "events"
    CATALOG = "catalog"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Report:
    """What the audit of a day found; `breach` is the first one, None when the day is as promised.

    `window` is None when nothing happened on the day. `state` is what was known where the audit
    ended.
    """

    hall_id: str
    day: str
    window: Window | None
    state: DayState
    rules_from: RulesFrom
    over: bool
    breach: Breach | None

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return self.breach is None


def audit_day(connection: Connection, hall_id: str, day: str) -> Report:
    """Recompute a service day (YYYY-MM-DD) from the event table and compare the tables with it.

    Only reads. While others write, call it in a transaction that reads one state of the store
    (`Database.begin_read`).
    """
    reading = Reading(connection, hall_id, day)
    window = reading.window
    rules, rules_from = _rules_before(reading)
    table = TicketTable(reading)
    before = reading.before(window.first) if window else None
    forgotten = before is None and window is not None and window.first > 1
    start = Start(day, rules, before, reading.renumbered(), reading.issued_twice(), forgotten)
    replay = Replay(start, table.ask)
    over = reading.is_over()
    breach = None
    try:
        _judge_events(reading, replay, over=over)
        _judge_tables(reading, replay.state, table)
    except Breach as found:
        breach = _with_events(reading, found)
    if replay.state.rules is not rules:
        rules_from = RulesFrom.EVENTS
    return Report(hall_id, day, window, replay.state, rules_from, over, breach)


def _judge_events(reading: Reading, replay: Replay, *, over: bool) -> None:
    last = None
    for event in reading.events():
        replay.take(event)
        last = event.seq
    replay.end()
    if reading.window and last == reading.window.last and reading.last_seq() != last:
        raise Breach(Kind.SEQ_GAP, found=reading.last_seq(), expected=last)
    if over:
        judge_all_ended(replay.state)


def _judge_tables(reading: Reading, state: DayState, table: TicketTable) -> None:
    for ticket in (*state.open.values(), *state.kept.values()):
        table.ask(ticket)
    table.answer()
    judge_count(reading, state.tally.events["ticket.issued"])
    judge_series(reading, state)


def _rules_before(reading: Reading) -> tuple[Rulebook | None, RulesFrom]:
    """The rules in force before the day's first event; it may begin with others."""
    told = reading.ruled_before(reading.window.first) if reading.window else None
    try:
        rules = rules_in(told.facts) if told else None
        if rules is not None:
            return rules, RulesFrom.EVENTS
        record = reading.set_up()
        if isinstance(record, dict):
            return rulebook_of(hall_from_record(record)), RulesFrom.CATALOG
    except (ValueError, BadRecord):
        pass  # what cannot be read tells nothing; a day without rules is itself a breach
    return None, RulesFrom.NOWHERE


def _with_events(reading: Reading, breach: Breach) -> Breach:
    """Put beside a breach what happened to the tickets concerned until then."""
    upto = max((event.seq for event in breach.events), default=None)
    shown: dict[int, Event] = {event.seq: event for event in breach.events}
    for ticket_id in breach.tickets:
        history = reading.of_ticket(ticket_id, upto, _SHOWN)
        shown.update({event.seq: event for event in history})
        begun = len(history) == _SHOWN or any(e.type == "ticket.issued" for e in history)
        if breach.kind == Kind.NEVER_ISSUED and begun:
            breach.kind = Kind.AFTER_END  # memory keeps no ticket that has ended, the store does
    breach.events = tuple(shown[seq] for seq in sorted(shown))
    return breach
