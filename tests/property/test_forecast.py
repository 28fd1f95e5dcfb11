"""The wait forecast: what must hold whatever a hall's day looks like."""

from dataclasses import replace
from math import inf, nan

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.forecast import forecast
from kiosk.domain.forecast_floor import CounterNow, Doing, FloorNow, Pause, QueueNow, Tally
from kiosk.domain.forecast_line import people_ahead

QUEUES = ("A", "B", "C")


def minutes(most: float) -> st.SearchStrategy[float]:
    return st.floats(0.0, most, allow_nan=False)


@st.composite
def tallies(draw: st.DrawFn, longest: float) -> Tally:
    tally = Tally()
    for duration in draw(st.lists(st.floats(0.1, longest), max_size=5)):
        tally = tally.plus(duration)
    return tally


@st.composite
def queues(draw: st.DrawFn, queue: str) -> QueueNow:
    ahead = draw(st.integers(0, 60))
    calls = draw(st.integers(0, 50))
    return QueueNow(
        id=queue,
        ahead=ahead,
        typical_minutes=draw(st.floats(1.0, 60.0)),
        service=draw(tallies(60.0)),
        recalled=draw(st.integers(0, ahead)),
        first_calls=calls,
        first_missed=draw(st.integers(0, calls)),
        overtaking_per_minute=draw(minutes(0.5)),
        overtaking_for=draw(minutes(40.0)),
    )


@st.composite
def counters(draw: st.DrawFn, profiles: st.SearchStrategy[frozenset[str]]) -> CounterNow:
    profile = draw(profiles)
    doing = draw(st.sampled_from(Doing))
    return CounterNow(
        queues=profile,
        doing=doing,
        queue=None if doing is Doing.IDLE else draw(st.sampled_from(sorted(profile))),
        minutes=draw(minutes(60.0)),
    )


PROFILES = st.sets(st.sampled_from(QUEUES), min_size=1).map(frozenset)
ALL = st.just(frozenset(QUEUES))


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    if draw(st.booleans()):
        return ()
    begins = draw(st.floats(-30.0, 240.0))
    return (Pause(begins, begins + draw(st.floats(1.0, 90.0))),)


@st.composite
def floors(draw: st.DrawFn, profiles: st.SearchStrategy[frozenset[str]] = PROFILES) -> FloorNow:
    return FloorNow(
        queue="A",
        queues=tuple(draw(queues(queue)) for queue in QUEUES),
        counters=tuple(draw(st.lists(counters(profiles), max_size=6))),
        answer=draw(tallies(5.0)),
        no_answer=draw(tallies(5.0)),
        gap=draw(tallies(5.0)),
        recalls=8,
        recalls_missed=draw(st.integers(0, 8)),
        pauses=draw(pauses()),
        closes_in=draw(st.none() | minutes(600.0)),
    )


@given(floors())
def test_a_range_is_two_multiples_of_five_and_only_told_while_a_counter_is_open(
    floor: FloorNow,
) -> None:
    told = forecast(floor)
    served = any("A" in counter.queues for counter in floor.counters)
    assert (told.wait is not None) == (told.minutes is not None) == served
    if told.wait is None or told.minutes is None:
        return
    assert told.wait.low % 5 == told.wait.high % 5 == 0
    assert told.wait.high >= told.wait.low + 5
    assert 0 <= told.minutes <= 24 * 60
    assert told.minutes <= told.wait.high
    assert told.wait.low == 0 or told.minutes <= told.wait.low


@given(floors(ALL), st.sampled_from(QUEUES), st.integers(1, 40))
def test_more_people_ahead_never_shorten_the_wait(floor: FloorNow, queue: str, more: int) -> None:
    longer = replace(
        floor,
        queues=tuple(
            replace(q, ahead=q.ahead + more) if q.id == queue else q for q in floor.queues
        ),
    )
    few, many = forecast(floor), forecast(longer)
    if few.wait is None or many.wait is None:
        return
    assert many.ahead == few.ahead + more
    assert (many.wait.low, many.wait.high) >= (few.wait.low, few.wait.high)
    assert many.wait.high >= few.wait.high


@given(floors(ALL))
def test_one_more_counter_never_lengthens_the_wait(floor: FloorNow) -> None:
    wider = replace(floor, counters=(*floor.counters, CounterNow(frozenset(QUEUES))))
    few, many = forecast(floor).wait, forecast(wider).wait
    assert many is not None
    if few is not None:
        assert many.low <= few.low
        assert many.high <= few.high


@given(floors(), PROFILES)
def test_people_ahead_are_some_of_those_who_wait_and_all_who_share_the_counter(
    floor: FloorNow, profile: frozenset[str]
) -> None:
    wider = replace(floor, counters=(*floor.counters, CounterNow(profile)))
    assert people_ahead(wider) >= people_ahead(floor)
    assert people_ahead(wider) <= sum(queue.ahead for queue in floor.queues)


ANY = st.sampled_from([nan, inf, -inf, -1.0, 0.0, 1e300]) | st.floats()
COUNT = st.integers(-10, 10**12)
NONSENSE_TALLY = st.builds(Tally, COUNT, ANY, ANY)


@given(
    st.builds(
        FloorNow,
        queue=st.sampled_from(["A", "Z"]),
        queues=st.lists(
            st.builds(
                QueueNow,
                id=st.sampled_from(QUEUES),
                ahead=COUNT,
                typical_minutes=ANY,
                service=NONSENSE_TALLY,
                recalled=COUNT,
                first_calls=COUNT,
                first_missed=COUNT,
                overtaking_per_minute=ANY,
                overtaking_for=ANY,
            ),
            max_size=8,
        ).map(tuple),
        counters=st.lists(
            st.builds(
                CounterNow,
                queues=st.frozensets(st.sampled_from("ABCDZ")),
                doing=st.sampled_from(Doing),
                queue=st.none() | st.sampled_from("ABCDZ"),
                minutes=ANY,
                leaves_in=st.none() | ANY,
            ),
            max_size=8,
        ).map(tuple),
        answer=NONSENSE_TALLY,
        no_answer=NONSENSE_TALLY,
        gap=NONSENSE_TALLY,
        recalls=COUNT,
        recalls_missed=COUNT,
        pauses=st.lists(st.builds(Pause, ANY, ANY), max_size=3).map(tuple),
        closes_in=st.none() | ANY,
    )
)
def test_nonsense_never_raises_and_never_tells_nonsense(floor: FloorNow) -> None:
    told = forecast(floor)
    assert told.ahead >= 0
    if told.wait is not None:
        assert 0 <= told.wait.low < told.wait.high <= 24 * 60 + 5
