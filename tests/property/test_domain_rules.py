"""Opening hours, order, forecast and live state: what must hold whatever the hall sets."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.calendar import Calendar, Reason, opening
from kiosk.domain.live import CALLS_KEPT, HallEvent, HallSnapshot, QueueState, advance
from kiosk.domain.order import due_at
from kiosk.domain.ticket import Priority
from tests.property.calendars import MINUTE, MOMENTS, calendars


@given(calendars(), MOMENTS)
def test_the_promised_opening_is_kept_and_is_the_next_one(
    calendar: Calendar, now: datetime
) -> None:
    answer = opening(calendar, now)
    if answer.given or answer.opens_at is None:
        return
    assert answer.opens_at > now
    assert opening(calendar, answer.opens_at).given
    # Just before it, and half-way to it, nobody gets a ticket.
    assert not opening(calendar, answer.opens_at - MINUTE / 60).given
    assert not opening(calendar, now + (answer.opens_at - now) / 2).given


@given(calendars(), MOMENTS)
def test_who_gets_a_ticket_gets_it_within_hours_and_outside_breaks(
    calendar: Calendar, now: datetime
) -> None:
    answer = opening(calendar, now)
    if not answer.given:
        assert answer.until is None
        return
    at = now.timetz().replace(tzinfo=None)
    today = next(h for h in calendar.hours if h.weekday == now.weekday())
    assert today.opens <= at < today.closes
    assert not any(b.begins <= at < b.ends for b in calendar.breaks if b.weekday == now.weekday())
    assert all(holiday.day != now.date() for holiday in calendar.holidays)
    assert answer.until is not None
    assert now <= answer.until


@given(calendars(), MOMENTS)
def test_a_closed_hall_always_has_a_reason_that_fits(calendar: Calendar, now: datetime) -> None:
    answer = opening(calendar, now)
    is_holiday = any(holiday.day == now.date() for holiday in calendar.holidays)
    assert (answer.reason is Reason.HOLIDAY) == is_holiday
    assert bool(answer.occasion) == (answer.reason in {Reason.HOLIDAY, Reason.BREAK})


@given(MOMENTS, MOMENTS, st.integers(0, 240))
def test_nobody_waits_longer_than_the_head_start_for_priority_visitors(
    ordinary: datetime, priority: datetime, head_start: int
) -> None:
    goes_first = due_at(priority, Priority.ELDERLY, head_start) < due_at(
        ordinary, Priority.NONE, head_start
    )
    if goes_first:
        assert priority - ordinary < timedelta(minutes=head_start)


KINDS = [
    "ticket.issued",
    "ticket.called",
    "ticket.called_again",
    "ticket.started",
    "ticket.finished",
    "ticket.stop_finished",
    "ticket.no_show",
    "ticket.recalled",
    "counter.opened",
    "catalog.changed",
]
EVENTS = st.lists(
    st.builds(
        lambda kind, number, queue, waiting: (kind, number, queue, waiting),
        st.sampled_from(KINDS),
        st.sampled_from([f"A{n:03d}" for n in range(1, 15)]),
        st.sampled_from(["ktp", "kk", "unknown"]),
        st.none() | st.integers(0, 99),
    ),
    max_size=40,
)


def events(parts: list[tuple[str, str, str, int | None]]) -> list[HallEvent]:
    start = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    return [
        HallEvent(seq, start + timedelta(seconds=seq), kind, number, queue, "3", waiting)
        for seq, (kind, number, queue, waiting) in enumerate(parts, 1)
    ]


def empty() -> HallSnapshot:
    queues = tuple(QueueState(name, 0, None, 1) for name in ("ktp", "kk"))
    return HallSnapshot(0, "e1", datetime(2026, 11, 23, 1, 0, tzinfo=UTC), queues, ())


@given(EVENTS, st.data())
def test_replaying_events_twice_leads_to_the_same_hall(
    parts: list[tuple[str, str, str, int | None]], data: st.DataObject
) -> None:
    told = events(parts)
    once = empty()
    for event in told:
        once = advance(once, event)
    again = empty()
    broken_at = data.draw(st.integers(0, len(told)))
    begins_at = data.draw(st.integers(0, broken_at))
    for event in (*told[:broken_at], *told[begins_at:]):
        again = advance(again, event)
    assert again == once
    assert once.seq == len(told)


@given(EVENTS)
def test_a_board_shows_each_number_once_and_not_too_many(
    parts: list[tuple[str, str, str, int | None]],
) -> None:
    snapshot = empty()
    for event in events(parts):
        snapshot = advance(snapshot, event)
    numbers = [call.number for call in snapshot.calls]
    assert len(numbers) == len(set(numbers)) <= CALLS_KEPT
    assert [c.called_at for c in snapshot.calls] == sorted(
        (c.called_at for c in snapshot.calls), reverse=True
    )
