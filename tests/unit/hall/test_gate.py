"""Before a ticket is given: quotas, closures, and queues without anybody at their counters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hall.store.dialect import Database
from kiosk.domain.availability import ClosureReason
from kiosk.errors import BadRequest, NotInProfile, NotServedNow
from tests.unit.hall import halls
from tests.unit.hall.desk import MORNING, Desk
from tests.unit.hall.halls import KK, KTP, PASPOR


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    """The small hall; passports give three tickets a day."""
    small = halls.hall()
    *others, paspor = small.queues
    desk = Desk(database, replace(small, queues=(*others, replace(paspor, quota=3))))
    yield desk
    desk.close()


def refusal(desk: Desk, *services: str, **changes: Any) -> dict[str, str | int | None]:
    """Why there is no ticket; nothing is stored of it."""
    before = desk.rows("select count(*) from tickets"), len(desk.events)
    with pytest.raises(NotServedNow) as refused:
        desk.issue(*services, **changes)
    assert (desk.rows("select count(*) from tickets"), len(desk.events)) == before
    return refused.value.facts


def told(desk: Desk, queue: str) -> str | None:
    """The refusal in the hall's snapshot."""
    state = next(one for one in desk.hall().queues if one.id == queue)
    return state.refusal.reason.value if state.refusal else None


# --- quotas ---


def test_when_the_quota_is_used_up_the_visitor_is_told_to_come_tomorrow(desk: Desk) -> None:
    for _ in range(3):
        assert told(desk, "paspor") is None
        desk.issue(PASPOR)
    facts = {"reason": "quota-used-up", "opens_at": "2026-11-24T08:00:00+07:00"}
    assert refusal(desk, PASPOR) == facts
    assert told(desk, "paspor") == "quota-used-up"
    assert desk.issue(KTP).number == "A001"


def test_a_quota_begins_again_with_the_day(desk: Desk) -> None:
    for _ in range(3):
        desk.issue(PASPOR)
    desk.clock.forward(days=1)
    assert told(desk, "paspor") is None
    assert desk.issue(PASPOR).number == "M001"


def test_later_stops_count_as_well_and_are_refused_as_well(desk: Desk) -> None:
    for _ in range(3):
        desk.issue(KTP, PASPOR)
    assert refusal(desk, PASPOR)["reason"] == "quota-used-up"
    assert refusal(desk, KK, PASPOR)["reason"] == "quota-used-up"


def test_a_given_up_place_has_been_given(desk: Desk) -> None:
    for _ in range(3):
        desk.cancel(desk.issue(PASPOR))
    assert refusal(desk, PASPOR)["reason"] == "quota-used-up"


def test_a_paper_that_is_out_counts_and_is_taken_beyond_the_quota(desk: Desk) -> None:
    for number in ("M001X", "M002X", "M003X", "M004X"):
        assert desk.issue(PASPOR, printed=desk.printed(number)).number == number
    assert refusal(desk, PASPOR)["reason"] == "quota-used-up"


def test_a_repeated_put_counts_once_and_is_answered_when_the_quota_is_used_up(desk: Desk) -> None:
    request = desk.request(PASPOR)
    for _ in range(5):
        desk.put(request)
    desk.issue(PASPOR)
    desk.issue(PASPOR)
    assert desk.put(request).number == "M001"


def test_a_restart_does_not_forget_what_was_given(desk: Desk) -> None:
    for _ in range(3):
        desk.issue(PASPOR)
    desk.begin_anew()
    assert refusal(desk, PASPOR)["reason"] == "quota-used-up"


def test_a_transfer_asks_no_quota_and_takes_nothing_of_it(desk: Desk) -> None:
    """Who was let in is never sent away: it is the house that sends them on."""
    sent = desk.issue(KTP)
    for _ in range(2):
        desk.issue(PASPOR)
    desk.transfer(desk.start(desk.called()), PASPOR)
    desk.issue(PASPOR)  # the third one there is
    assert refusal(desk, PASPOR)["reason"] == "quota-used-up"
    late = desk.issue(KTP)
    assert desk.transfer(desk.start(desk.called()), PASPOR).queue == "paspor"
    waiting = next(one.waiting for one in desk.hall().queues if one.id == "paspor")
    assert (waiting, sent.number, late.number) == (5, "A001", "A002")
    desk.begin_anew()
    assert refusal(desk, PASPOR)["reason"] == "quota-used-up"


# --- closures ---


def test_a_closed_queue_says_why_and_until_when(desk: Desk) -> None:
    desk.issue(KTP)
    desk.close_queue("ktp", MORNING + timedelta(minutes=30), reason=ClosureReason.MATERIALS_OUT)
    facts = {"reason": "queue-closed", "opens_at": "2026-11-23T09:30:00+07:00"}
    assert refusal(desk, KTP) == facts
    assert told(desk, "ktp") == "queue-closed"
    assert desk.issue(KK).number == "K001", "the others go on"


def test_who_waits_in_a_closed_queue_is_still_called(desk: Desk) -> None:
    ticket = desk.issue()
    desk.close_queue("ktp", MORNING + timedelta(minutes=30))
    assert desk.called().id == ticket.id


def test_a_closure_ends_by_itself(desk: Desk) -> None:
    desk.close_queue("ktp", MORNING + timedelta(minutes=30))
    desk.clock.forward(minutes=30)
    assert told(desk, "ktp") is None
    assert desk.issue().number == "A001"


def test_a_queue_is_opened_early_and_that_may_be_repeated(desk: Desk) -> None:
    desk.close_queue("ktp", MORNING + timedelta(minutes=30))
    desk.open_queue("ktp", counter="2")
    desk.open_queue("ktp", counter="2")
    assert desk.issue().number == "A001"
    kinds = [event.type for event in desk.events]
    assert kinds == ["queue.closed", "queue.opened", "ticket.issued"]


def test_a_closed_queue_may_be_closed_for_longer_or_shorter(desk: Desk) -> None:
    for minutes in (30, 60, 10):
        desk.close_queue("ktp", MORNING + timedelta(minutes=minutes))
    assert refusal(desk)["opens_at"] == "2026-11-23T09:10:00+07:00"
    session = desk.open("1")
    assert [one.until for one in desk.counter(session).closures] == [
        MORNING + timedelta(minutes=10)
    ]


def test_a_closure_outlives_a_restart_and_not_the_day(desk: Desk) -> None:
    desk.close_queue("ktp", MORNING + timedelta(hours=4))
    desk.begin_anew()
    assert refusal(desk)["reason"] == "queue-closed"
    desk.clock.forward(days=1)
    assert desk.issue().number == "A001"


def test_a_visit_may_begin_while_a_later_queue_is_closed(desk: Desk) -> None:
    desk.close_queue("kk", MORNING + timedelta(minutes=20), counter="2")
    assert desk.issue(KTP, KK).number == "A001"
    assert refusal(desk, KK, KTP)["reason"] == "queue-closed"


@pytest.mark.parametrize(
    "until",
    [
        MORNING,
        MORNING - timedelta(seconds=1),
        MORNING + timedelta(days=1),
        MORNING.replace(year=1970),
        MORNING.replace(year=9999, month=12, day=31, hour=23),
        MORNING.replace(year=1, month=1, day=1, hour=0),
    ],
)
def test_a_queue_is_not_closed_until_a_past_moment_or_another_day(desk: Desk, until: Any) -> None:
    with pytest.raises(BadRequest) as refused:
        desk.close_queue("ktp", until)
    assert refused.value.facts == {"field": "until"}
    assert desk.issue().number == "A001"


def test_a_counter_closes_and_opens_its_own_queues_only(desk: Desk) -> None:
    with pytest.raises(NotInProfile):
        desk.close_queue("paspor", MORNING + timedelta(minutes=30), counter="1")
    desk.close_queue("paspor", MORNING + timedelta(minutes=30), counter="9")
    with pytest.raises(NotInProfile):
        desk.open_queue("paspor", counter="1")
    assert refusal(desk, PASPOR)["reason"] == "queue-closed"
    with pytest.raises(NotInProfile):
        desk.close_queue("tidak-ada", MORNING + timedelta(minutes=30), counter="1")


# --- nobody at the counters ---


def test_before_the_first_counter_opens_tickets_are_given(desk: Desk) -> None:
    desk.clock.forward(hours=2)
    assert desk.issue().number == "A001"


def test_after_the_last_counter_has_been_closed_for_a_while_none_are(desk: Desk) -> None:
    first, second = desk.open("9"), desk.open("1", "budi")
    desk.leave(first)
    desk.clock.forward(minutes=10)
    assert desk.issue(PASPOR).number == "M001", "ten minutes are a pause"
    desk.clock.forward(seconds=1)
    assert refusal(desk, PASPOR) == {"reason": "no-counter-open", "opens_at": None}
    assert told(desk, "paspor") == "no-counter-open"
    assert desk.issue(KTP).number == "A001"
    desk.leave(second)
    desk.open("9")
    assert desk.issue(PASPOR).number == "M002"


def test_a_session_that_ran_out_is_a_closed_counter(desk: Desk) -> None:
    desk.open("9", hours=1)
    desk.clock.forward(minutes=70)
    assert desk.issue(PASPOR).number == "M001"
    desk.clock.forward(seconds=1)
    assert refusal(desk, PASPOR)["reason"] == "no-counter-open"


def test_tomorrow_tickets_are_given_before_anybody_sits_down(desk: Desk) -> None:
    desk.leave(desk.open("9"))
    desk.clock.forward(minutes=11)
    assert refusal(desk, PASPOR)["reason"] == "no-counter-open"
    desk.clock.forward(days=1)
    assert desk.issue(PASPOR).number == "M001"


def test_a_restart_does_not_forget_when_the_last_counter_closed(desk: Desk) -> None:
    desk.leave(desk.open("9"))
    desk.clock.forward(minutes=11)
    desk.begin_anew()
    assert refusal(desk, PASPOR)["reason"] == "no-counter-open"
