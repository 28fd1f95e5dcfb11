"""What a forecast makes of the moment it is asked at."""

from dataclasses import replace

import pytest

from kiosk.domain.forecast import forecast
from kiosk.domain.forecast_floor import CounterNow, Doing, FloorNow, Pause, QueueNow, Tally
from kiosk.domain.ticket import WaitRange

A, B = frozenset("A"), frozenset("B")
#: Twenty visits of four to twelve minutes, eight on average.
VISITS = Tally(20, 160.0, 20 * 64.0 + 20 * 6.0)


def serving(profile: frozenset[str], minutes: float = 4.0) -> CounterNow:
    return CounterNow(profile, Doing.SERVING, min(profile), minutes)


def floor(ahead: int, counters: int = 2) -> FloorNow:
    queue = QueueNow("A", ahead, 8.0, VISITS, first_calls=20)
    return FloorNow("A", (queue,), (serving(A),) * counters)


def minutes(now: FloorNow) -> float:
    told = forecast(now).minutes
    assert told is not None
    return told


def with_queue(now: FloorNow, **facts: float | Tally) -> FloorNow:
    return replace(now, queues=(replace(now.queues[0], **facts),))  # type: ignore[arg-type]


def test_while_no_counter_is_open_only_the_people_ahead_are_told() -> None:
    told = forecast(floor(7, counters=0))
    assert (told.ahead, told.wait, told.minutes) == (7, None, None)


def test_a_counter_of_another_queue_is_no_counter() -> None:
    assert forecast(replace(floor(7), counters=(serving(B),))).wait is None


def test_an_idle_counter_and_nobody_ahead_is_a_call_now() -> None:
    told = forecast(replace(floor(0), counters=(CounterNow(A), serving(A))))
    assert (told.ahead, told.wait, told.minutes) == (0, WaitRange(0, 5), 0.0)


def test_two_idle_counters_call_one_person_ahead_and_the_visitor() -> None:
    assert forecast(replace(floor(1), counters=(CounterNow(A),) * 2)).wait == WaitRange(0, 5)


def test_six_ahead_at_two_busy_counters() -> None:
    # Seven cycles of about 8.5 minutes, the last not whole, at two counters: about 28 minutes.
    assert minutes(floor(6)) == pytest.approx(28.0, abs=3.0)
    assert forecast(floor(6)).wait == WaitRange(30, 40)


def test_a_visit_that_has_lasted_is_over_sooner_than_one_that_begins() -> None:
    begun = replace(floor(0), counters=(serving(A, 0.2),))
    lasted = replace(floor(0), counters=(serving(A, 7.0),))
    assert minutes(lasted) < minutes(begun)


def test_a_visit_far_beyond_the_usual_is_not_expected_to_end_any_minute() -> None:
    usual = replace(floor(0), counters=(serving(A, 8.0),))
    stuck = replace(floor(0), counters=(serving(A, 120.0),))
    assert minutes(stuck) > 2 * minutes(usual)


def test_the_day_outweighs_a_published_duration_that_is_wrong() -> None:
    published = with_queue(floor(10), typical_minutes=24.0, service=Tally())
    learned = with_queue(floor(10), typical_minutes=24.0)
    right = floor(10)
    assert minutes(published) > 2 * minutes(right)
    assert minutes(learned) < 1.6 * minutes(right)


def test_running_visits_count_before_the_first_one_is_finished() -> None:
    early = with_queue(floor(10), service=Tally())
    slow = replace(early, counters=(serving(A, 40.0),) * 2)
    assert minutes(slow) > minutes(early) + 20.0


def test_a_break_before_the_turn_is_waited_for_and_one_after_it_is_not() -> None:
    usual = minutes(floor(6))
    before = replace(floor(6), pauses=(Pause(10.0, 70.0),))
    after = replace(floor(6), pauses=(Pause(200.0, 260.0),))
    assert minutes(after) == usual
    assert usual + 40.0 < minutes(before) < usual + 60.0


def test_in_a_break_nobody_is_called_before_it_ends() -> None:
    idle = replace(floor(0), counters=(CounterNow(A),), pauses=(Pause(-10.0, 25.0),))
    assert minutes(idle) == 25.0
    assert forecast(idle).wait == WaitRange(25, 30)


def test_those_who_do_not_come_take_less_time() -> None:
    absent = with_queue(floor(12), first_calls=40, first_missed=16)
    assert minutes(absent) < 0.85 * minutes(floor(12))


def test_those_who_missed_a_call_before_are_expected_to_miss_the_next() -> None:
    assert minutes(with_queue(floor(12), recalled=8)) < minutes(floor(12))


def test_priority_visitors_still_to_come_are_waited_for_while_they_go_first() -> None:
    usual = minutes(floor(12))
    some = with_queue(floor(12), overtaking_per_minute=0.1, overtaking_for=20.0)
    none = with_queue(floor(12), overtaking_per_minute=0.1, overtaking_for=0.0)
    assert minutes(none) == usual
    # Two people more, at two counters: one cycle.
    assert minutes(some) == pytest.approx(usual + 8.5, abs=2.0)


def test_a_counter_known_to_close_is_not_counted_on() -> None:
    closing = replace(serving(A), leaves_in=10.0)
    assert minutes(replace(floor(12), counters=(serving(A), closing))) > minutes(floor(12)) + 10.0


def test_a_bound_after_closing_is_said_to_be_one() -> None:
    assert forecast(replace(floor(6), closes_in=240.0)).before_closing
    assert not forecast(replace(floor(6), closes_in=30.0)).before_closing


def two_queues(a: int, b: int, *counters: CounterNow) -> FloorNow:
    queues = (QueueNow("A", a, 8.0, VISITS), QueueNow("B", b, 8.0, VISITS))
    return FloorNow("A", queues, counters)


def test_people_of_another_queue_at_the_same_counter_are_ahead() -> None:
    shared = forecast(two_queues(2, 10, serving(A | B)))
    alone = forecast(two_queues(2, 0, serving(A | B)))
    assert (shared.ahead, alone.ahead) == (12, 2)
    assert shared.minutes is not None
    assert alone.minutes is not None
    assert shared.minutes > 3 * alone.minutes


def test_a_counter_of_ones_own_is_not_held_up_by_the_other_queue() -> None:
    own = minutes(two_queues(0, 40, serving(A), serving(A | B), serving(B)))
    assert own == pytest.approx(minutes(replace(floor(0), counters=(serving(A),))), abs=0.5)


def test_shared_counters_help_the_queue_that_lags_behind() -> None:
    helped = minutes(two_queues(20, 0, serving(A), serving(A | B), serving(B)))
    assert helped == pytest.approx(minutes(floor(20)), abs=3.0)


def test_many_queues_at_shared_counters_are_answered_too() -> None:
    names = "ABCDEFGH"
    queues = tuple(QueueNow(name, 10, 8.0, VISITS) for name in names)
    counters = tuple(serving(frozenset({name, names[-1 - i]})) for i, name in enumerate(names))
    told = forecast(FloorNow("A", queues, counters))
    # Two counters serve A and H, and so does nobody else: twenty people at two counters.
    assert told.ahead == 20
    assert told.minutes == pytest.approx(85.0, abs=15.0)
