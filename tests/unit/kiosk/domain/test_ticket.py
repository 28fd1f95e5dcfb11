"""The lawful changes of a ticket, against the drawing in docs/queue-rules.md."""

import pytest

from kiosk.domain.ticket import HELD_BY_COUNTER, TRANSITIONS, TicketState

LAWFUL = {
    ("waiting", "called"),
    ("waiting", "cancelled"),
    ("waiting", "expired"),
    ("called", "serving"),
    ("called", "no_show"),
    ("called", "cancelled"),
    ("called", "expired"),
    ("serving", "finished"),
    ("serving", "waiting"),
    ("serving", "held"),
    ("serving", "expired"),
    ("held", "waiting"),
    ("held", "cancelled"),
    ("held", "expired"),
    ("no_show", "waiting"),
    ("no_show", "expired"),
}


@pytest.mark.parametrize("before", TicketState)
@pytest.mark.parametrize("after", TicketState)
def test_a_change_is_lawful_exactly_when_the_rules_draw_it(
    before: TicketState, after: TicketState
) -> None:
    assert (after in TRANSITIONS[before]) == ((before.value, after.value) in LAWFUL)


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(TicketState)


def test_what_has_ended_stays_ended() -> None:
    ended = {state for state, after in TRANSITIONS.items() if not after}
    assert ended == {TicketState.FINISHED, TicketState.CANCELLED, TicketState.EXPIRED}


def test_every_ticket_can_end_and_every_state_can_come() -> None:
    reached = {TicketState.WAITING}
    while (more := reached | {s for state in reached for s in TRANSITIONS[state]}) != reached:
        reached = more
    assert reached == set(TicketState)
    assert all(TicketState.EXPIRED in after for after in TRANSITIONS.values() if after)


def test_a_counter_holds_a_ticket_only_while_it_calls_or_serves() -> None:
    assert {TicketState.CALLED, TicketState.SERVING} == HELD_BY_COUNTER
