"""Calls are spoken one at a time, a recall first, each one once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.announcement import Announcement, AnnouncementQueue, worth_saying
from kiosk.domain.live import Call
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.wording import Reading

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def announcement(number: str, counter: int = 3, seconds: float = 0.0) -> Announcement:
    called_at = NINE + timedelta(seconds=seconds)
    return Announcement(TicketNumber.parse(number), counter, called_at)


def drain(queue: AnnouncementQueue) -> list[str]:
    spoken = []
    while (out := queue.take()) is not None:
        spoken.append(str(out.number))
        queue.done()
    return spoken


def test_a_call_is_a_chime_and_the_sentence_twice() -> None:
    sentence = ("nomor-antrean", "a", "nol", "satu", "dua", "silakan-menuju-loket", "tiga")
    assert announcement("A012").speech(Reading.DIGITS) == (("chime",), sentence, sentence)


@pytest.mark.parametrize(
    ("number", "counter", "reading", "caption"),
    [
        ("A012", 3, Reading.DIGITS, "A, nol satu dua, silakan menuju loket tiga"),
        ("A012", 3, Reading.CARDINAL, "A, dua belas, silakan menuju loket tiga"),
        ("A003X", 24, Reading.DIGITS, "A, nol nol tiga, X, silakan menuju loket dua puluh empat"),
        ("AB1000", 11, Reading.CARDINAL, "A B, seribu, silakan menuju loket sebelas"),
    ],
)
def test_the_caption_says_what_the_voice_says(
    number: str, counter: int, reading: Reading, caption: str
) -> None:
    told = announcement(number, counter)
    assert told.caption(reading) == f"Nomor antrean {caption}"
    words = told.caption(reading).replace(",", "").lower()
    assert words == " ".join(told.sentence(reading)).replace("-", " ")


def test_two_announcements_are_never_out_at_once() -> None:
    queue = AnnouncementQueue()
    queue.offer(announcement("A001", 1))
    queue.offer(announcement("B001", 2))
    first = queue.take()
    assert first is not None
    assert str(first.number) == "A001"
    assert queue.take() is None
    queue.done()
    second = queue.take()
    assert second is not None
    assert str(second.number) == "B001"


def test_a_recall_goes_before_ordinary_calls_and_recalls_keep_their_order() -> None:
    queue = AnnouncementQueue()
    queue.offer(announcement("A001", 1))
    queue.offer(announcement("B001", 2))
    queue.offer(announcement("C001", 3), again=True)
    queue.offer(announcement("D001", 4), again=True)
    assert drain(queue) == ["C001", "D001", "A001", "B001"]


def test_the_same_call_told_twice_is_spoken_once() -> None:
    queue = AnnouncementQueue()
    assert queue.offer(announcement("A001", seconds=5.123456))
    assert not queue.offer(announcement("A001", seconds=5.123))
    assert drain(queue) == ["A001"]
    assert not queue.offer(announcement("A001", seconds=5.124))


def test_a_recall_of_a_waiting_call_is_one_announcement() -> None:
    queue = AnnouncementQueue()
    queue.offer(announcement("A001", 1))
    queue.offer(announcement("B001", 2))
    queue.offer(announcement("B001", 2, seconds=30), again=True)
    queue.offer(announcement("B001", 2, seconds=40), again=True)
    assert drain(queue) == ["B001", "A001"]


def test_a_recall_while_the_number_is_spoken_is_spoken_next() -> None:
    queue = AnnouncementQueue()
    queue.offer(announcement("A001", 1))
    queue.offer(announcement("B001", 2))
    queue.take()
    queue.offer(announcement("A001", 1, seconds=6), again=True)
    queue.done()
    assert drain(queue) == ["A001", "B001"]


def test_a_newer_call_of_the_counter_replaces_the_waiting_one() -> None:
    queue = AnnouncementQueue()
    queue.offer(announcement("A001", 1))
    queue.offer(announcement("A002", 1, seconds=0.4))
    assert drain(queue) == ["A002"]


def test_a_number_called_to_another_counter_is_spoken_only_for_the_newer() -> None:
    queue = AnnouncementQueue()
    queue.offer(announcement("A001", 1))
    queue.offer(announcement("A001", 2, seconds=20))
    out = queue.take()
    assert out is not None
    assert out.counter == 2
    assert len(queue) == 0


def test_an_older_call_that_comes_late_is_history() -> None:
    queue = AnnouncementQueue()
    queue.offer(announcement("A002", 1, seconds=30))
    assert not queue.offer(announcement("A001", 1, seconds=10))
    assert drain(queue) == ["A002"]


def test_a_live_call_is_news_though_the_hall_s_clock_was_set_back() -> None:
    queue = AnnouncementQueue()
    queue.offer(announcement("A001", 1, seconds=300), live=True)
    assert queue.offer(announcement("A002", 1, seconds=10), live=True)
    assert drain(queue) == ["A002"]


def test_a_visitor_who_has_come_is_not_called_any_more() -> None:
    queue = AnnouncementQueue()
    queue.offer(announcement("A001", 1))
    queue.offer(announcement("B001", 2), again=True)
    queue.withdraw(TicketNumber.parse("A001"))
    queue.withdraw(TicketNumber.parse("B001"))
    assert drain(queue) == []


@pytest.mark.parametrize(
    ("called", "started", "now", "said"),
    [
        (0, 9, 9, True),  # called 9 s before the board started
        (0, 11, 11, False),
        (0, 11, 12, False),  # and not a moment later either
        (100, 0, 150, True),  # missed in a break of 50 s
        (100, 0, 161, False),
    ],
)
def test_a_start_says_the_last_ten_seconds_and_a_break_the_last_minute(
    called: int, started: int, now: int, said: bool
) -> None:
    call = Call("A001", "1", "q", NINE + timedelta(seconds=called))
    moments = [NINE + timedelta(seconds=s) for s in (started, now)]
    assert worth_saying(call, *moments) is said


@pytest.mark.parametrize("state", ["serving", "finished", "no_show"])
def test_a_call_whose_visitor_is_not_awaited_is_not_said(state: str) -> None:
    assert not worth_saying(Call("A001", "1", "q", NINE, state), NINE, NINE)


_OFFER = st.tuples(
    st.integers(1, 9), st.integers(1, 4), st.integers(0, 30), st.booleans(), st.booleans()
)


@given(st.lists(_OFFER, max_size=40))
def test_whatever_comes_one_is_out_at_a_time_and_no_counter_waits_twice(
    offers: list[tuple[int, int, int, bool, bool]],
) -> None:
    queue = AnnouncementQueue()
    out = False
    for sequence, counter, seconds, again, step in offers:
        queue.offer(announcement(f"A{sequence:03d}", counter, seconds), again=again)
        assert len(queue) <= 4
        if not step:
            continue
        if out:
            assert queue.take() is None
            queue.done()
            out = False
        else:
            out = queue.take() is not None
    queue.done()
    rest = len(queue)
    assert len(drain(queue)) == rest
