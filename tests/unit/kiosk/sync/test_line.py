"""The line is lost quickly and trusted slowly, and does not flap before people's eyes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.line import MEMORY, MOST_ASKED, LineJudge


def drop(judge: LineJudge, at: float) -> None:
    judge.missed(at)
    judge.missed(at)


def test_nothing_is_known_before_the_first_evidence() -> None:
    judge = LineJudge()
    assert judge.up is None
    assert not judge.missed(0.0)
    assert judge.up is None


def test_the_first_answer_says_up() -> None:
    judge = LineJudge()
    assert judge.heard(0.0)
    assert judge.up


def test_two_misses_at_the_start_say_down() -> None:
    judge = LineJudge()
    assert [judge.missed(0.0), judge.missed(1.0)] == [False, True]
    assert judge.up is False


def test_one_lost_answer_is_no_lost_line() -> None:
    judge = LineJudge()
    judge.heard(0.0)
    for at in range(1, 20):
        assert not judge.missed(at)
        assert not judge.heard(at)
    assert judge.up


def test_one_answer_is_no_line_that_holds() -> None:
    judge = LineJudge()
    drop(judge, 0.0)
    for at in range(1, 20):
        assert not judge.heard(at)
        assert not judge.missed(at)
    assert judge.up is False
    assert [judge.heard(20.0), judge.heard(21.0)] == [False, True]


def test_each_further_drop_within_memory_makes_trust_dearer() -> None:
    judge = LineJudge()
    needed = []
    for round_ in range(5):
        drop(judge, round_)
        answers = 1
        while not judge.heard(round_):
            answers += 1
        needed.append(answers)
    assert needed == [2, 4, MOST_ASKED, MOST_ASKED, MOST_ASKED]
    drop(judge, 5 + MEMORY)
    assert not judge.heard(5 + MEMORY)
    assert judge.heard(5 + MEMORY)


@given(st.lists(st.booleans(), max_size=80))
def test_a_change_needs_the_same_evidence_twice_in_a_row(evidence: list[bool]) -> None:
    judge = LineJudge()
    before: list[bool] = []
    for at, heard in enumerate(evidence):
        first = judge.up is None
        changed = judge.heard(at) if heard else judge.missed(at)
        before.append(heard)
        if changed:
            assert judge.up is heard
            assert before[-2:] == [heard, heard] or (first and heard)
