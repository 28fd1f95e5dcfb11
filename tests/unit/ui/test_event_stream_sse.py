"""Server-sent events read the same whatever the chunking, and never without bound."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ui.sse import MAX_DATA, MAX_LINE, SseMessage, SseReader, StreamTooLong

PIECES = st.sampled_from(
    [
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "data",
        "event",
        "id",
        "retry",
        ":",
        ": ",
        " ",
        "a",
        "é",
        "\0",
        "{}",
    ]
)
STREAMS = st.lists(PIECES, max_size=60).map(lambda pieces: "".join(pieces).encode())


def read(stream: bytes, cuts: list[int] | None = None) -> list[SseMessage]:
    reader = SseReader()
    edges = [0, *sorted(cut % (len(stream) + 1) for cut in cuts or ()), len(stream)]
    chunks = [stream[a:b] for a, b in itertools.pairwise(edges)]
    return [message for chunk in chunks for message in reader.feed(chunk)]


def read_at_once(stream: bytes) -> list[SseMessage]:
    """The standard's algorithm over the whole text, written without any state between chunks."""
    *lines, _ = re.split("\r\n|\r|\n", stream.decode())
    messages, event, data, last_id = [], "", list[str](), ""
    for line in lines:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if data:
                messages.append(SseMessage(event or "message", "\n".join(data), last_id))
            event, data = "", []
        elif name == "data":
            data.append(value)
        elif name == "event":
            event = value
        elif name == "id" and "\0" not in value:
            last_id = value
    return messages


@given(STREAMS, st.lists(st.integers(0, 500), max_size=20))
@example(b"data: a\r\n\r\ndata: b\r\n\r\n", [8, 9])
@example(b"data: \xc3\xa9\n\n", [7])
def test_any_chunking_gives_the_same_messages(stream: bytes, cuts: list[int]) -> None:
    assert read(stream, cuts) == read_at_once(stream)


def test_an_event_of_the_hall_reads_as_type_data_and_number() -> None:
    stream = b': alive\n\nid: 42\nevent: ticket.called\ndata: {"seq": 42}\n\n'
    assert read(stream) == [SseMessage("ticket.called", '{"seq": 42}', "42")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_block_that_has_only_an_id_moves_the_last_id_on_and_tells_nothing(end: str) -> None:
    reader = SseReader()
    assert reader.last_id == ""
    assert reader.feed(f": ping{end}id: 42{end}{end}".encode()) == []
    assert reader.last_id == "42"
    told = reader.feed(f"event: ticket.called{end}data: {{}}{end}{end}".encode())
    assert told == [SseMessage("ticket.called", "{}", "42")]


def test_the_last_id_moves_on_with_whole_blocks_only() -> None:
    reader = SseReader()
    reader.feed(b"id: 42\n\nid: 43\ndata: half of a mess")
    assert reader.last_id == "42"
    reader.feed(b"age\n\n")
    assert reader.last_id == "43"


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    stream = b"\xef\xbb\xbfdata: a\n\n"
    assert read(stream, list(range(len(stream)))) == [SseMessage("message", "a", "")]


def test_bytes_that_are_no_utf_8_do_not_end_the_stream() -> None:
    assert read(b"data: \xff\n\ndata: b\n\n") == [
        SseMessage("message", "\ufffd", ""),
        SseMessage("message", "b", ""),
    ]


@pytest.mark.parametrize(
    "flood",
    [
        b"x" * (MAX_LINE + 1),
        b"data: " + b"x" * MAX_LINE,
        b"data: xxxxxxxxxxxxxxxxxxxxxxxxxx\n" * (MAX_DATA // 20),
        b"data\n" * (MAX_DATA + 1),
    ],
)
def test_a_line_or_message_without_end_is_refused(flood: bytes) -> None:
    reader = SseReader()
    with pytest.raises(StreamTooLong):  # noqa: PT012 - the refusal may come with any chunk
        for start in range(0, len(flood), 1_000):
            reader.feed(flood[start : start + 1_000])
