"""Any order of commands: the store keeps the rules of the queue, and the events tell it all."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.domain.ticket import TRANSITIONS, Priority, TicketState
from kiosk.errors import CounterHoldsTicket, IllegalTransition
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk

COUNTERS = ("1", "2", "3", "9")
SERVICES = st.lists(
    st.sampled_from([halls.KTP, halls.KIA, halls.KK, halls.PASPOR]),
    min_size=1,
    max_size=3,
    unique=True,
)
#: How an event changes the state of its ticket; "called_again" and "renumbered" do not.
AFTER = {
    "ticket.issued": "waiting",
    "ticket.called": "called",
    "ticket.started": "serving",
    "ticket.finished": "finished",
    "ticket.queued": "waiting",
    "ticket.no_show": "no_show",
    "ticket.recalled": "waiting",
    "ticket.expired": "expired",
}


class Morning(RuleBasedStateMachine):
    """Kiosks and counters doing anything at any time, against a real store."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.desk = Desk(Path(self.folder.name) / "hall.db")
        self.requests: list[Any] = []

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()

    def tickets(self) -> dict[str, tuple[Any, ...]]:
        columns = "id, number, state, counter_id, due_at, queue_id, recalls, day"
        return {row[0]: row[1:] for row in self.desk.rows(f"select {columns} from tickets")}  # noqa: S608

    @rule(services=SERVICES, priority=st.sampled_from(Priority), minutes=st.integers(0, 9))
    def take(self, services: list[str], priority: Priority, minutes: int) -> None:
        self.desk.clock.forward(seconds=minutes * 6)
        request = self.desk.request(*services, priority=priority)
        self.requests.append(request)
        self.desk.put(request)

    @precondition(lambda self: self.requests)
    @rule(pick=st.integers(0))
    def take_again(self, pick: int) -> None:
        request = self.requests[pick % len(self.requests)]
        before = self.tickets()
        assert self.desk.put(request).number == before[request.id][0]
        assert self.tickets() == before

    @rule(counter=st.sampled_from(COUNTERS))
    def call(self, counter: str) -> None:
        before = self.tickets()
        held = [t for t in before.values() if t[2] == counter and t[1] in {"called", "serving"}]
        profile = self.desk.floor.counter(counter).profile
        waiting = sorted(
            (t[3], ticket_id)
            for ticket_id, t in before.items()
            if t[1] == "waiting" and t[4] in profile
        )
        try:
            called = self.desk.call(counter)
        except CounterHoldsTicket:
            assert held
            return
        assert not held
        assert (called.id if called else None) == (waiting[0][1] if waiting else None)

    @precondition(lambda self: self.requests)
    @rule(
        pick=st.integers(0),
        counter=st.sampled_from(COUNTERS),
        step=st.sampled_from(["again", "start", "finish", "no_show"]),
    )
    def act(self, pick: int, counter: str, step: str) -> None:
        before = self.tickets()
        mine = [i for i, t in before.items() if t[2] == counter and t[1] in {"called", "serving"}]
        # Half of the time the ticket the counter holds, else any other.
        ticket_id = mine[0] if mine and pick % 2 else sorted(before)[pick % len(before)]
        view = self.desk.read(self.desk.put(self._request_of(ticket_id)))
        refusal = None
        try:
            getattr(self.desk, step)(view, counter)
        except IllegalTransition as refused:
            refusal = refused
        if refusal is None:
            assert ticket_id in mine
        else:
            assert refusal.facts["state"] == before[ticket_id][1]
            assert self.tickets() == before

    def _request_of(self, ticket_id: str) -> Any:
        return next(request for request in self.requests if request.id == ticket_id)

    @invariant()
    def a_counter_holds_at_most_one_ticket(self) -> None:
        holders = [t[2] for t in self.tickets().values() if t[1] in {"called", "serving"}]
        assert len(set(holders)) == len(holders)
        assert None not in holders

    @invariant()
    def numbers_are_consecutive_per_prefix(self) -> None:
        numbers = sorted(t[0] for t in self.tickets().values())
        for prefix in "AKM":
            own = [n for n in numbers if n.startswith(prefix)]
            assert own == [f"{prefix}{n:03d}" for n in range(1, len(own) + 1)]

    @invariant()
    def nobody_is_recalled_beyond_the_limit(self) -> None:
        limit = self.desk.floor.hall.recall_limit
        assert all(t[5] <= limit for t in self.tickets().values())

    @invariant()
    def the_events_lead_lawfully_to_how_the_tickets_stand(self) -> None:
        states: dict[str, str] = {}
        for kind, ticket_id, facts in self.desk.rows(
            "select type, ticket_id, facts from events where ticket_id is not null order by seq"
        ):
            assert isinstance(json.loads(facts)["due_at"], int)
            to = AFTER.get(kind)
            if to is None:
                continue
            known = states.get(ticket_id)
            if known is not None:
                assert TicketState(to) in TRANSITIONS[TicketState(known)]
            states[ticket_id] = to
        assert states == {ticket_id: t[1] for ticket_id, t in self.tickets().items()}


Morning.TestCase.settings = settings(max_examples=25, stateful_step_count=30)
TestAnyOrderOfCommandsKeepsTheRules = Morning.TestCase
