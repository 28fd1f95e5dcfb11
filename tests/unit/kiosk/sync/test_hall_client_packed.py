"""Pages packed with gzip: taken where they are whole, refused before they fill the memory."""

from __future__ import annotations

import gzip
import zlib

import pytest

from kiosk.catalog.feed import MAX_PAGE_BYTES
from kiosk.errors import BadRecord, HallUnreachable
from kiosk.sync.hall_client import HallClient
from tests.unit.kiosk.sync.rude_server import Manner, RudeServer, answer, says

PAGE = b'{"epoch":"e1","changes":[],"cursor":7,"more":false,"last":7}'


def packed(body: bytes, encoding: str = "gzip") -> Manner:
    return says(answer(body).replace(b"\r\n", f"\r\nContent-Encoding: {encoding}\r\n".encode(), 1))


def ask(manner: Manner) -> int:
    with RudeServer(manner) as server:
        client = HallClient(server.url, "t", 30.0, 30.0)
        try:
            cursor = client.changes(0, 50).cursor
        finally:
            client.close()
        assert b"Accept-Encoding: gzip\r\n" in server.requests[0]
        return cursor


def test_a_packed_page_is_read() -> None:
    assert ask(packed(gzip.compress(PAGE))) == 7


def test_a_page_that_is_not_packed_is_read_too() -> None:
    assert ask(says(answer(PAGE))) == 7


WHOLE = gzip.compress(PAGE)


@pytest.mark.parametrize(
    "manner",
    [
        packed(gzip.compress(b" " * 100_000_000)),
        packed(gzip.compress(b" " * (MAX_PAGE_BYTES + 1))),
        packed(gzip.compress(WHOLE)),
        packed(WHOLE[:-1]),
        packed(WHOLE[:20]),
        packed(WHOLE + WHOLE),
        packed(WHOLE + b"more"),
        packed(b"bukan gzip"),
        packed(b""),
        packed(zlib.compress(PAGE), "deflate"),
        packed(PAGE, "br"),
    ],
    ids=[
        *("a bomb of 100 MB", "one byte too many", "packed twice", "cut by one byte", "cut short"),
        *("two in one", "more behind it", "not packed", "nothing", "another way", "a third way"),
    ],
)
def test_a_page_packed_badly_is_no_answer(manner: Manner) -> None:
    with pytest.raises((HallUnreachable, BadRecord)):
        ask(manner)


def test_blocks_with_nothing_in_them_end_at_the_limit() -> None:
    pack = zlib.compressobj(wbits=31)
    nothing = pack.compress(b"") + pack.flush(zlib.Z_FULL_FLUSH)
    block = b"\x00\x00\x00\xff\xff"  # stored, of no bytes
    with pytest.raises(HallUnreachable):
        ask(packed(nothing + block * (MAX_PAGE_BYTES // len(block) + 1)))
