"""The words of a ticket in both languages."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.ticket import WaitRange
from printing.wording import (
    Words,
    counters_to_go_to,
    day,
    people_ahead,
    time_and_validity,
    waiting_range,
    words_in,
)

MOMENT = datetime(2026, 11, 23, 9, 5, tzinfo=ZoneInfo("Asia/Makassar"))


def test_every_word_exists_in_both_languages_and_differs_where_it_should() -> None:
    indonesian, english = words_in("id"), words_in("en")
    for field in fields(Words):
        assert getattr(indonesian, field.name), field.name
        assert getattr(english, field.name), field.name
    same = {
        f.name for f in fields(Words) if getattr(indonesian, f.name) == getattr(english, f.name)
    }
    assert same == set()


def test_an_unknown_language_is_indonesian() -> None:
    assert words_in("jv") is words_in("id")


def test_no_word_shouts_or_is_written_in_the_old_way() -> None:
    for language in ("id", "en"):
        words = words_in(language)
        text = " ".join(str(getattr(words, field.name)) for field in fields(Words))
        assert "!" not in text
        assert "antrian" not in text.casefold()


@pytest.mark.parametrize(
    ("language", "date", "time"),
    [
        ("id", "Senin, 23 November 2026", "Pukul 09.05 · Berlaku hari ini"),
        ("en", "Monday, 23 November 2026", "09:05 · Valid today"),
    ],
)
def test_the_moment_is_written_as_people_write_it(language: str, date: str, time: str) -> None:
    assert day(words_in(language), MOMENT) == date
    assert time_and_validity(words_in(language), MOMENT) == time


@pytest.mark.parametrize(
    ("ahead", "indonesian", "english"),
    [(0, "tidak ada", "nobody"), (1, "1 orang", "1 person"), (12, "12 orang", "12 people")],
)
def test_people_ahead_are_counted_in_words(ahead: int, indonesian: str, english: str) -> None:
    assert people_ahead(words_in("id"), ahead) == indonesian
    assert people_ahead(words_in("en"), ahead) == english


@pytest.mark.parametrize(
    ("wait", "text"),
    [
        (WaitRange(15, 25), "15–25 menit"),
        (WaitRange(20, 20), "20 menit"),
        (WaitRange(0, 5), "sampai 5 menit"),
    ],
)
def test_a_wait_is_a_range_and_never_starts_at_zero(wait: WaitRange, text: str) -> None:
    assert waiting_range(words_in("id"), wait) == text


@pytest.mark.parametrize(
    ("counters", "text"),
    [
        ((3,), "Loket 3"),
        ((4, 3), "Loket 3 atau 4"),
        ((3, 4, 5), "Loket 3–5"),
        ((1, 3, 4, 5), "Loket 1 atau 3–5"),
        ((1, 3, 5), "Loket 1, 3, atau 5"),
        ((7, 7, 7), "Loket 7"),
    ],
)
def test_counters_are_listed_as_one_would_say_them(counters: tuple[int, ...], text: str) -> None:
    assert counters_to_go_to(words_in("id"), counters) == text
