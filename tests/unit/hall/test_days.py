"""A service day ends once, with the first write of the next, and leaves nothing behind."""

from __future__ import annotations

from datetime import timedelta

from pydantic import TypeAdapter

from hall.queue import retention
from hall.queue.counter import calls
from hall.queue.snapshots import held_view
from hall.queue.views import HeldTicketView
from hall.store import commands
from hall.store.transaction import Transaction
from kiosk.domain.ticket import Priority, TicketState
from tests.unit.hall.desk import MORNING, Desk
from tests.unit.hall.halls import KK, KTP, PASPOR


def an_evening(desk: Desk) -> dict[str, str]:
    """A hall that closed with people everywhere; their numbers and where they were."""
    desk.issue()
    desk.finish(desk.start(desk.called("1")))
    desk.cancel(desk.issue())
    for _ in range(4):
        desk.issue(KTP, KK)
    desk.hold(desk.start(desk.called("3"), "3"), "3")
    desk.start(desk.called("4"), "4")
    desk.called("5")
    return {"A003": "held", "A004": "serving", "A005": "called", "A006": "waiting"}


def test_every_ticket_that_has_not_ended_ends_once_with_its_day(desk: Desk) -> None:
    left = an_evening(desk)
    before = len(desk.events)
    desk.clock.forward(days=1)
    desk.issue(PASPOR)
    ended = desk.events[before:-1]
    assert {event.number: event.facts["was"] for event in ended} == left
    assert {event.type for event in ended} == {"ticket.expired"}
    assert {event.day for event in ended} == {"2026-11-23"}
    states = dict(desk.rows("select number, state from tickets where day = '2026-11-23'"))
    assert states == {"A001": "finished", "A002": "cancelled", **dict.fromkeys(left, "expired")}
    for _ in range(3):
        desk.clock.forward(days=1)
        desk.issue(PASPOR)
    assert [event.number for event in desk.events if event.type == "ticket.expired"] == [
        *(event.number for event in ended),
        "M001",
        "M001",
        "M001",
    ]


def test_the_day_ends_before_the_new_one_begins_in_one_transaction(desk: Desk) -> None:
    an_evening(desk)
    desk.clock.forward(days=1)
    before = len(desk.every_event)
    desk.do(lambda tx: None)
    *ended, began = desk.every_event[before:]
    assert (began.type, began.day) == ("day.began", "2026-11-24")
    assert len(ended) == 4


def test_reading_begins_no_day(desk: Desk) -> None:
    ticket = desk.issue()
    desk.clock.forward(days=1)
    before = len(desk.every_event)
    desk.hall()
    assert desk.look(lambda tx: True)
    assert len(desk.every_event) == before
    assert desk.hall().service_day == "2026-11-24"
    assert all(queue.waiting == 0 for queue in desk.hall().queues)
    assert desk.read(ticket).state is TicketState.EXPIRED


def test_counters_are_free_and_numbers_begin_again(desk: Desk) -> None:
    an_evening(desk)
    desk.clock.forward(days=1)
    assert [desk.issue(service).number for service in (KTP, KK, KTP)] == ["A001", "K001", "A002"]
    assert [desk.called(counter).number for counter in ("4", "5")] == ["A001", "A002"]


def test_the_kind_of_priority_is_not_kept_beyond_its_day(desk: Desk) -> None:
    for kind in Priority:
        desk.issue(priority=kind)
    today = [kind for (kind,) in desk.rows("select priority from tickets order by id")]
    assert today == [kind.value for kind in Priority]
    desk.clock.forward(days=1)
    desk.issue(priority=Priority.INFANT)
    kept = desk.rows("select day, priority from tickets order by id")
    assert kept == [*([("2026-11-23", "none")] * len(Priority)), ("2026-11-24", "infant")]
    assert not [event for event in desk.events if "elderly" in str(event.facts)]


def test_a_repeated_put_of_yesterday_is_no_conflict_though_its_priority_was_stripped(
    desk: Desk,
) -> None:
    request = desk.request(priority=Priority.DISABILITY)
    first = desk.put(request)
    desk.clock.forward(days=1)
    again = desk.put(request)
    assert (again.number, again.state) == (first.number, TicketState.EXPIRED)


def test_a_late_paper_of_yesterday_is_kept_with_its_day_and_ends_at_once(desk: Desk) -> None:
    desk.issue()
    late = desk.issue(printed=desk.printed("A001X", hours=20), priority=Priority.ELDERLY)
    assert (late.service_day, late.state) == ("2026-11-22", TicketState.EXPIRED)
    assert (late.ahead, late.wait) == (None, None)
    issued, expired = desk.events[-2:]
    assert (issued.type, issued.day) == ("ticket.issued", "2026-11-22")
    assert (expired.type, expired.facts["was"]) == ("ticket.expired", "late")
    assert desk.called().number == "A001"
    assert desk.call("3") is None


def test_a_late_paper_counts_for_no_quota_and_no_line_of_today(desk: Desk) -> None:
    desk.issue(printed=desk.printed("A001X", hours=20))
    ktp = desk.today.queue("ktp")
    assert (ktp.given, ktp.line) == (0, [])
    assert desk.issue().ahead == 0


def test_a_day_that_begins_after_a_week_ends_all_the_days_before(desk: Desk) -> None:
    desk.issue()
    desk.clock.forward(days=9)
    desk.issue()
    states = desk.rows("select day, state from tickets order by day")
    assert states == [("2026-11-23", "expired"), ("2026-12-02", "waiting")]


def test_after_a_start_in_the_morning_yesterday_ends_all_the_same(desk: Desk) -> None:
    left = an_evening(desk)
    desk.clock.forward(days=1)
    desk.begin_anew()
    desk.issue()
    ended = [event.number for event in desk.events if event.type == "ticket.expired"]
    assert sorted(ended) == sorted(left)
    assert desk.hall().calls == ()


def test_a_clock_that_was_a_day_ahead_loses_nobody_when_that_day_comes(desk: Desk) -> None:
    """Set right after a start; then its day comes, and who took a number on it is called."""
    desk.clock.forward(days=1)
    early = desk.issue()
    desk.clock.forward(days=-1)
    desk.begin_anew()
    today = desk.issue()
    assert desk.called("1").id == today.id
    assert desk.call("3") is None, "nobody of tomorrow is called today"
    desk.clock.forward(days=1)
    assert desk.issue().number == "A002"
    assert desk.called("3").id == early.id
    assert [event.day for event in desk.every_event if event.type == "day.began"] == [
        "2026-11-24",
        "2026-11-23",
    ]


def test_days_beyond_the_halls_memory_are_forgotten_whole(desk: Desk) -> None:
    for _ in range(3):
        desk.issue(KTP, KK)
        desk.clock.forward(days=1)
    desk.do(retention.forget_days_before, (MORNING + timedelta(days=2)).date().isoformat())
    for table in ("tickets", "stops", "events", "series"):
        days = {day for (day,) in desk.rows(f"select distinct day from {table}")}  # noqa: S608
        assert days == {"2026-11-25"} | ({"2026-11-26"} if table == "events" else set())
    assert desk.issue().number == "A001"


def test_why_somebody_had_priority_is_gone_from_kept_answers_with_the_next_day(desk: Desk) -> None:
    desk.issue(priority=Priority.ELDERLY)
    form = TypeAdapter(HeldTicketView)

    def call(tx: Transaction) -> HeldTicketView:
        return commands.once(tx, "key", "next", form, lambda: called(tx))

    def called(tx: Transaction) -> HeldTicketView:
        ticket = calls.call_next(tx, desk.at("1"))
        assert ticket is not None
        return held_view(tx, desk.floor, ticket)

    assert desk.do(call) == desk.do(call)
    assert "elderly" in str(desk.rows("select answer from commands"))
    desk.clock.forward(days=1)
    desk.issue()
    assert "elderly" not in str(desk.rows("select answer from commands"))
