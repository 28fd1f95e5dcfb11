"""The ring of live events: replay from any place it still has, and nothing lost in between."""

from __future__ import annotations

import asyncio
import re

import pytest

from hall.ring import PAUSES, PIECE_BYTES, Ring
from hall.store.event import Event
from hall.store.transaction import to_ms
from tests.unit.hall.desk import MORNING, WIB

#: Longer than any test may last (pyproject.toml): a wait that ends was woken.
LONG = 1_000.0


def issued(seq: int, number: str = "A001") -> Event:
    return Event("ticket.issued", to_ms(MORNING), "2026-11-23", number=number, seq=seq)


def events(first: int, last: int) -> list[Event]:
    return [issued(seq) for seq in range(first, last + 1)]


def ids(text: bytes | None) -> list[int]:
    assert text is not None
    return [int(found) for found in re.findall(rb"^id: (\d+)$", text, re.MULTILINE)]


def since(ring: Ring, cursor: int) -> bytes | None:
    """What comes after a number, None when that is gone."""
    piece = ring.piece(cursor)
    return None if piece is None else piece[0]


def ring(first: int, last: int, kept: int = 10) -> Ring:
    made = Ring(WIB, kept)
    made.fill(events(first, last))
    return made


def test_a_cursor_gets_everything_after_it_in_order() -> None:
    assert ids(since(ring(1, 8), 3)) == [4, 5, 6, 7, 8]
    assert since(ring(1, 8), 8) == b""
    assert ids(since(ring(1, 8), 0)) == list(range(1, 9))


def test_a_cursor_too_old_or_from_another_store_is_told_so() -> None:
    filled = ring(1, 8, kept=5)
    assert since(filled, 2) is None
    assert ids(since(filled, 3)) == [4, 5, 6, 7, 8]
    assert since(filled, 9) is None


def test_a_ring_filled_with_the_end_of_the_table_knows_where_it_begins() -> None:
    filled = ring(100, 105)
    assert since(filled, 98) is None
    assert ids(since(filled, 99)) == [100, 101, 102, 103, 104, 105]


def test_an_empty_ring_knows_the_beginning() -> None:
    empty = Ring(WIB)
    assert (empty.last, since(empty, 0), since(empty, 1)) == (0, b"", None)


def test_a_text_in_an_event_can_not_forge_another() -> None:
    forged = Ring(WIB)
    forged.publish([issued(1, "A\n\nevent: reset\ndata: x\n\n")])
    text = since(forged, 0)
    assert text is not None
    assert text.count(b"\n\n") == 1
    assert text.endswith(b"\n\n")


def test_listeners_are_woken_by_what_comes_and_by_the_end() -> None:
    async def story() -> None:
        live = ring(1, 3)
        listeners = [asyncio.ensure_future(live.wait(LONG)) for _ in range(5)]
        await asyncio.sleep(0)
        live.publish(events(4, 4))
        live.publish(events(5, 5))
        assert all(await asyncio.gather(*listeners))
        assert ids(since(live, 3)) == [4, 5]
        last = asyncio.ensure_future(live.wait(LONG))
        await asyncio.sleep(0)
        live.close()
        assert await last
        assert await live.wait(LONG)
        assert live.closed

    asyncio.run(story())


def test_a_listener_is_told_when_the_time_passed_in_silence() -> None:
    assert asyncio.run(ring(1, 3).wait(0.01)) is False


def test_who_comes_while_a_burst_is_gathered_is_woken_with_it() -> None:
    async def story() -> None:
        live = ring(1, 3)
        first = asyncio.ensure_future(live.wait(LONG))
        await asyncio.sleep(0)
        live.publish(events(4, 4))
        assert await live.wait(LONG), "woken, though it may have read event 4 already"
        assert await first

    asyncio.run(story())


@pytest.mark.parametrize(("answered_after", "asked"), [(3, 4), (10 * PAUSES, PAUSES)])
def test_who_waits_for_an_answer_goes_before_the_listeners_but_not_for_good(
    answered_after: int, asked: int
) -> None:
    async def story() -> None:
        questions = 0

        def answering() -> bool:
            nonlocal questions
            questions += 1
            return questions <= answered_after

        live = Ring(WIB, answering=answering)
        live.fill(events(1, 3))

        async def listen() -> int:
            assert await live.wait(LONG)
            return questions

        listener = asyncio.ensure_future(listen())
        await asyncio.sleep(0)
        live.publish(events(4, 4))
        assert await listener == asked
        live.close()

    asyncio.run(story())


def test_much_is_told_in_pieces_and_nothing_is_left_out() -> None:
    full = ring(1, 2000, kept=2000)
    heard: list[int] = []
    cursor, pieces = 0, 0
    while piece := full.piece(cursor):
        text, cursor = piece
        if not text:
            break
        assert len(text) < 2 * PIECE_BYTES
        heard += ids(text)
        pieces += 1
    assert heard == list(range(1, 2001))
    assert pieces > 1


def test_what_is_published_while_the_ring_is_filled_is_told_once() -> None:
    live = ring(0, -1)
    live.publish(events(7, 9))
    live.fill(events(1, 8))
    assert ids(since(live, 0) or b"") == list(range(1, 10))
