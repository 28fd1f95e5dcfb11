"""Kiosks, counters, portals and clocks doing anything at any time, against a real store.

Every step is predicted by the model; after every step the invariants of docs/queue-rules.md hold.
"""

from __future__ import annotations

from collections import Counter as Count
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from hall.audit.day import audit_day
from hall.queue.today import Today
from hall.store.event import Event
from kiosk.domain.live import advance
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import ENDED, TRANSITIONS, TicketState
from tests.property.hall_counters import AtCounters
from tests.property.hall_model import Visitor
from tests.property.hall_visits import Visits
from tests.unit.hall.clients import heard, snapshot

#: How an event changes the state of its ticket.
AFTER = {
    "ticket.issued": "waiting",
    "ticket.called": "called",
    "ticket.called_again": "called",
    "ticket.started": "serving",
    "ticket.finished": "finished",
    "ticket.queued": "waiting",
    "ticket.held": "held",
    "ticket.returned": "waiting",
    "ticket.no_show": "no_show",
    "ticket.recalled": "waiting",
    "ticket.cancelled": "cancelled",
    "ticket.expired": "expired",
}
#: These tell of a ticket without changing its state.
SAME = {"ticket.called_again", "ticket.renumbered", "ticket.stop_finished", "ticket.transferred"}


class HallDays(Visits, AtCounters):
    """One hall, some days."""

    def teardown(self) -> None:
        try:
            self.the_auditor_finds_nothing()
        finally:
            self.desk.close()

    # --- time, and the hall server itself ---

    @rule(seconds=st.integers(1, 1500))
    def time_passes(self, seconds: int) -> None:
        self.desk.clock.forward(seconds=seconds)

    @rule(really=st.integers(0, 3))
    def a_night_passes(self, really: int) -> None:
        if really < 3:
            return
        self.desk.clock.at = datetime.combine(
            self.now.date() + timedelta(days=1), self.desk.clock.at.timetz().replace(hour=9)
        )

    @rule(seconds=st.integers(0, 30), really=st.integers(0, 3))
    def it_is_nearly_midnight(self, seconds: int, really: int) -> None:
        if really < 3:
            return
        late = self.now.replace(hour=23, minute=59, second=59 - seconds)
        self.desk.clock.at = max(self.desk.clock.at, late)

    @rule(seconds=st.integers(1, 90))
    def the_clock_is_set_back(self, seconds: int) -> None:
        self.desk.clock.forward(seconds=-seconds)
        self.went_back = True

    @rule()
    def the_server_starts_again(self) -> None:
        self.desk.begin_anew()

    @rule()
    def another_server_of_the_hall_goes_on(self) -> None:
        """It takes in what was written beside it, event by event."""
        self.desk.swap()
        self.act(lambda: self.desk.do(lambda tx: None))

    # --- what always holds ---

    def tickets(self) -> dict[str, tuple[Any, ...]]:
        columns = "id, number, queue_id, due_at, day, state, counter_id, recalls"
        return {row[0]: row[1:] for row in self.desk.rows(f"select {columns} from tickets")}  # noqa: S608

    def agree(self, state: str, visitor: Visitor) -> None:
        """A ticket of another day that has not ended reads as if it had."""
        assert state == visitor.state or (state == "expired" and visitor.day != self.day)

    @invariant()
    def the_rules_hold(self) -> None:
        self.everybody_is_where_the_model_says()
        self.a_counter_holds_at_most_one_ticket_and_recalls_are_bounded()
        self.nobody_of_an_earlier_day_waits_or_is_held()
        self.numbers_are_given_once_and_without_a_gap()
        self.each_event_is_one_lawful_change()
        self.what_is_folded_is_what_the_store_tells()
        self.what_a_client_folds_is_the_next_snapshot()

    def everybody_is_where_the_model_says(self) -> None:
        found = {
            one: (number, queue, due, day, state, counter if state in {"called", "serving"} else "")
            for one, (number, queue, due, day, state, counter, _) in self.tickets().items()
        }
        expected = {
            one: (v.number, v.stops[0], v.due, v.day, v.state, v.counter if v.held else "")
            for one, v in self.model.visitors.items()
        }
        if self.desk.today.day != self.day:
            return  # a new day begins with its first write
        assert found == expected

    def a_counter_holds_at_most_one_ticket_and_recalls_are_bounded(self) -> None:
        rows = self.tickets().values()
        holders = [row[5] for row in rows if row[4] in {"called", "serving"}]
        assert len(set(holders)) == len(holders)
        assert None not in holders
        assert all(row[6] <= self.hall.recall_limit for row in rows)

    def nobody_of_an_earlier_day_waits_or_is_held(self) -> None:
        day = self.desk.today.day
        ended = {state.value for state in ENDED}
        assert all(row[4] in ended for row in self.tickets().values() if row[3] < day)

    def numbers_are_given_once_and_without_a_gap(self) -> None:
        given = Count((row[3], row[0]) for row in self.tickets().values())
        gone = [
            (event.day, str(event.facts["old_number"]))
            for event in self.desk.every_event
            if event.type == "ticket.renumbered"
        ]
        given.update(gone)
        assert set(given.values()) <= {1}
        for day in {day for day, _ in given}:
            parsed = [TicketNumber.parse(number) for that, number in given if that == day]
            for prefix in ("A", "AB", "M"):
                own = sorted(n.sequence for n in parsed if n.prefix == prefix and not n.offline)
                assert own == list(range(1, len(own) + 1))

    def each_event_is_one_lawful_change(self) -> None:
        fresh = self.desk.every_event[self.judged :]
        assert [event.seq for event in fresh] == list(
            range(self.judged + 1, self.judged + len(fresh) + 1)
        )
        self.judged += len(fresh)
        for event in fresh:
            if event.type.startswith("ticket."):
                self.judge(event)
        stored = {one: row[4] for one, row in self.tickets().items()}
        assert self.states == stored

    def judge(self, event: Event) -> None:
        was, to = self.states.get(event.ticket_id), AFTER.get(event.type)
        assert isinstance(event.facts["due_at"], int)
        if event.type in SAME:
            assert was is not None
            return
        assert to is not None, event.type
        if event.type == "ticket.issued":
            assert was is None, "a ticket begins once"
        else:
            assert was is not None
            assert TicketState(to) in TRANSITIONS[TicketState(was)], event
        self.states[event.ticket_id] = to

    def what_is_folded_is_what_the_store_tells(self) -> None:
        if self.desk.today.day == self.day:
            assert plain(self.desk.rebuilt()) == plain(self.desk.today)

    def what_a_client_folds_is_the_next_snapshot(self) -> None:
        """A board that listens sees what one sees that asks, but after a rare renumbering."""
        if self.desk.today.day != self.day:
            return
        fresh = self.desk.every_event[self.heard :]
        self.heard += len(fresh)
        new = snapshot(self.desk.hall())
        for event in fresh:
            self.board = advance(self.board, heard(event))
        again = [event.type for event in fresh if event.type == "ticket.renumbered"]
        if not again and not self.turned_back(fresh):
            assert self.board.seq == new.seq
            assert self.board.queues == new.queues
            assert self.board.calls == new.calls
        self.board = new

    def turned_back(self, fresh: list[Event]) -> bool:
        """Whether a day that had begun goes on: nothing tells of that, as no real clock does it."""
        day, self.shown = self.shown, self.day
        return day != self.day and not any(event.type == "day.began" for event in fresh)

    def the_auditor_finds_nothing(self) -> None:
        if self.went_back:
            return  # the hall server's clock never does (docs/decisions/0010); the auditor says so
        days = {event.day for event in self.desk.every_event}
        for day in sorted(days):
            report = self.desk.look(
                lambda tx, day=day: audit_day(tx.connection, tx.hall_id, day)  # type: ignore[misc]
            )
            assert report.clean, report.breach
            assert report.breach is None


def plain(today: Today) -> dict[str, Any]:
    """Everything a projection knows."""
    return {
        "seq": today.seq,
        "day": today.day,
        "queues": today.queues,
        "counters": today.counters,
        "calls": today.calls,
    }
