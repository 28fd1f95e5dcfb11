"""Any bytes sent to the emulator: its ear never fails, and packets do not matter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from printing.emulator.canvas import Canvas
from printing.emulator.stream import CommandReader
from printing.page.roll import ROLL_80

PIECES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [
            b"\x1b@",
            b"\x1d(k",
            b"\x1dv0\x00\x02\x00\x01\x00ab",
            b"\x1dVB\x00",
            b"\x10\x04\x01",
            b"\x1d!\x77",
            b"\x1d(k\x03\x001CQ\x1d(k\xb8\x0b1P0" + b"x" * 2997 + b"\x1d(k\x03\x001Q0",
            b"\x1d(k\x05\x001P0ab\x1d(k\x03\x001Q0",
        ]
    ),
)


@given(st.lists(PIECES, max_size=12).map(b"".join), st.lists(st.integers(0, 400)))
def test_packets_do_not_matter(data: bytes, cuts: list[int]) -> None:
    whole = CommandReader().feed(data)
    reader, split, begin = CommandReader(), [], 0
    for cut in [*sorted(cuts), len(data)]:
        split += reader.feed(data[begin:cut])
        begin = max(begin, cut)
    assert b"".join(raw for _, raw in split) == b"".join(raw for _, raw in whole)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=12).map(b"".join))
def test_any_bytes_can_be_put_on_paper(data: bytes) -> None:
    canvas = Canvas(ROLL_80)
    for command, _ in CommandReader().feed(data):
        canvas.apply(command)
    assert canvas.cut(0).width == 640
