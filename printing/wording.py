"""The words of a ticket, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.ticket import WaitRange


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words; `{}` is filled by the functions below."""

    title: str
    duplicate: str
    duplicate_note: str
    wait_at: str
    watch_board: str
    counter: str
    either: str
    either_last: str
    ahead: str
    people: str
    person: str
    nobody: str
    wait: str
    minutes: str
    at_most: str
    prepare: str
    more: str
    phone: str
    phone_note: str
    offline: str
    today: str
    days: tuple[str, ...]
    months: tuple[str, ...]


_INDONESIAN = Words(
    title="Nomor antrean Anda",
    duplicate="DUPLIKAT",
    duplicate_note="Cetakan kedua dari nomor yang sama",
    wait_at="Silakan menunggu di",
    watch_board="Silakan perhatikan papan panggilan",
    counter="Loket {}",
    either=" atau ",
    either_last=", atau ",
    ahead="Di depan Anda",
    people="{} orang",
    person="{} orang",
    nobody="tidak ada",
    wait="Kira-kira",
    minutes="{} menit",
    at_most="sampai {} menit",
    prepare="Mohon siapkan",
    more="dan {} lagi, tercantum di halaman ponsel",
    phone="Pantau dari ponsel",
    phone_note="Pindai kode ini, tanpa aplikasi.",
    offline=(
        "Nomor ini diberikan saat sambungan ke server mal terputus. "
        "Nomor Anda tetap berlaku. Mohon perhatikan papan panggilan."
    ),
    today="Pukul {:%H.%M} · Berlaku hari ini",
    days=("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    months=(
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
)

_ENGLISH = Words(
    title="Your queue number",
    duplicate="DUPLICATE",
    duplicate_note="Second print of the same number",
    wait_at="Please wait at",
    watch_board="Please watch the call board",
    counter="Counter {}",
    either=" or ",
    either_last=", or ",
    ahead="Ahead of you",
    people="{} people",
    person="{} person",
    nobody="nobody",
    wait="Wait",
    minutes="{} minutes",
    at_most="up to {} minutes",
    prepare="Please have ready",
    more="and {} more, listed on the phone page",
    phone="Follow on your phone",
    phone_note="Scan this code, no app needed.",
    offline=(
        "This number was given while the line to the hall server was down. "
        "It is valid. Please watch the call board."
    ),
    today="{:%H:%M} · Valid today",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
)


def words_in(language: str) -> Words:
    """The words of a language; Indonesian for every language but "en"."""
    return _ENGLISH if language == "en" else _INDONESIAN


def day(words: Words, moment: datetime) -> str:
    """The hall-local day: "Senin, 23 November 2026"."""
    month = words.months[moment.month - 1]
    return f"{words.days[moment.weekday()]}, {moment.day} {month} {moment.year}"


def time_and_validity(words: Words, moment: datetime) -> str:
    """The hall-local time and how long the number holds."""
    return words.today.format(moment)


def people_ahead(words: Words, ahead: int) -> str:
    """How many people are before the visitor."""
    if ahead <= 0:
        return words.nobody
    return (words.person if ahead == 1 else words.people).format(ahead)


def waiting_range(words: Words, wait: WaitRange) -> str:
    """The honest wait: "15–25 menit"; a range from zero is a "sampai"."""
    if wait.low <= 0:
        return words.at_most.format(wait.high)
    span = f"{wait.low}–{wait.high}" if wait.high > wait.low else str(wait.low)
    return words.minutes.format(span)


def counters_to_go_to(words: Words, counters: Sequence[int]) -> str:
    """Counters by number, neighbours joined: (1, 3, 4, 5) gives "Loket 1 atau 3–5"."""
    spans: list[tuple[int, int]] = []
    for number in sorted(set(counters)):
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    parts = [part for span in spans for part in _span(*span)]
    if len(parts) > 2:
        listed = ", ".join(parts[:-1]) + words.either_last + parts[-1]
    else:
        listed = words.either.join(parts)
    return words.counter.format(listed)


def _span(first: int, last: int) -> tuple[str, ...]:
    if last - first < 2:
        return tuple(str(number) for number in range(first, last + 1))
    return (f"{first}–{last}",)
