"""Hostile facts on a ticket: what reaches paper is plain, bounded, and inside the margins."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.paper import PaperTicket
from kiosk.domain.ticket import WaitRange
from printing.layout import lay_out
from printing.page.letters import Face
from printing.page.roll import ROLL_58, ROLL_80, ROLL_80_COARSE
from printing.page.typeset import Letters, typeset, wrap
from printing.plain import MARKS, plain
from tests.papers import TICKET, encoder, typeface

NASTY = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        [
            "\x1b@\x1dV\x00" * 50,
            "\u202eABC\u202c\u2066x\u2069",
            "😀" * 200,
            "W" * 10_000,
            "i" * 10_000,
            "a " * 5_000,
            "Ỉ́" * 300,
            "\u0000\uffff\ud800",
            "ﷺ" * 200,
            "",
        ]
    ),
)
TICKETS = st.builds(
    replace,
    st.just(TICKET),
    hall=NASTY,
    city=NASTY,
    number=NASTY,
    service=NASTY,
    agency=NASTY,
    zone=NASTY,
    counters=st.lists(st.integers(0, 10**9), max_size=40).map(tuple),
    ahead=st.none() | st.integers(-5, 10**9),
    wait=st.none() | st.builds(WaitRange, st.integers(-5, 10**6), st.integers(-5, 10**6)),
    papers=st.lists(NASTY, max_size=200).map(tuple),
    phone_url=NASTY | st.just(TICKET.phone_url),
    offline=st.booleans(),
    duplicate=st.booleans(),
    language=st.sampled_from(["id", "en", "xx", ""]),
)


@given(NASTY, st.integers(2, 150))
def test_plain_text_is_bounded_printable_and_plain_already(text: str, limit: int) -> None:
    line = plain(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert all(" " <= c <= "~" or c in MARKS or (c.isalpha() and c < "\u0250") for c in line)
    assert plain(line.rstrip("…"), limit) == line.rstrip("…")


@settings(max_examples=60)
@given(TICKETS, st.sampled_from([ROLL_80, ROLL_58, ROLL_80_COARSE]))
def test_every_ticket_can_be_set_on_every_roll(ticket: PaperTicket, roll: object) -> None:
    page = typeset(lay_out(ticket), roll, typeface())  # type: ignore[arg-type]
    assert page.height < 1500
    for mark in page.marks:
        assert mark.x >= 0
        assert 0 <= mark.y <= page.height
        if isinstance(mark, Letters):
            assert "\x1b" not in mark.text
            right = mark.x + typeface()[mark.weight].width(mark.text, mark.cap)
            assert right <= page.roll.printable + 0.001


@settings(max_examples=15)
@given(TICKETS)
def test_no_ticket_hides_a_command_for_the_printer(ticket: PaperTicket) -> None:
    job = encoder().encode(ticket)
    for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"):
        assert command not in job


@given(
    st.lists(st.text("abcWi", min_size=1, max_size=40), max_size=30),
    st.floats(10, 80),
    st.sampled_from(sorted(typeface().values(), key=lambda face: face.weight)),
)
def test_wrapping_loses_nothing_and_stays_inside(
    words: list[str], width: float, face: Face
) -> None:
    lines = wrap(" ".join(words), width, 3, face)
    assert "".join(lines).replace(" ", "") == "".join(words)
    assert all(face.width(line, 3) <= width for line in lines)
