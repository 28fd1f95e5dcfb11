"""Any bytes on a printer's line: the parser never fails, and packets do not matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.paper import PrinterFault
from printing.status import (
    BuffersCleared,
    PaperAnswer,
    ProcessDone,
    StatusAnswer,
    StatusParser,
    StatusReport,
    health_of_answers,
    health_of_report,
)

PLAIN = [byte for byte in range(256) if byte & 0x90 == 0]
REPORT_HEADS = [byte for byte in range(256) if byte & 0x93 == 0x10]
ANSWERS = [byte for byte in range(256) if byte & 0x93 == 0x12]
IDS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=4, max_size=4)

FRAMES = st.one_of(
    st.sampled_from(ANSWERS).map(lambda b: (bytes((b,)), StatusAnswer(b))),
    st.sampled_from(PLAIN).map(lambda b: (bytes((b,)), PaperAnswer(b))),
    st.tuples(st.sampled_from(REPORT_HEADS), *3 * (st.sampled_from(PLAIN),)).map(
        lambda r: (bytes(r), StatusReport(health_of_report(r[0], r[1], r[2])))
    ),
    IDS.map(lambda text: (b'7"' + text.encode() + b"\x00", ProcessDone(text))),
    st.just((b"7%\x00", BuffersCleared())),
)


@given(st.binary(max_size=200), st.lists(st.integers(0, 200)))
def test_any_bytes_are_survived_and_packets_do_not_matter(data: bytes, cuts: list[int]) -> None:
    whole = StatusParser().feed(data)
    parser, split, begin = StatusParser(), [], 0
    for cut in [*sorted(cuts), len(data)]:
        split += parser.feed(data[begin:cut])
        begin = max(begin, cut)
    assert split == whole


@given(st.lists(FRAMES, max_size=20))
def test_every_answer_on_a_clean_line_is_heard(frames: list[tuple[bytes, object]]) -> None:
    line = b"".join(data for data, _ in frames)
    assert StatusParser().feed(line) == [answer for _, answer in frames]


@given(st.binary(max_size=50), st.text(st.sampled_from("Abx9"), min_size=4, max_size=4))
def test_a_process_id_is_heard_after_any_noise_and_a_pause(noise: bytes, text: str) -> None:
    """Whatever broke off before, the frame itself is found, because it begins with its header."""
    frame = b"\xff" + b'7"' + text.encode() + b"\x00"
    assert StatusParser().feed(noise + frame)[-1] == ProcessDone(text)


@given(st.binary(max_size=200).filter(lambda data: b'7"' not in data))
def test_noise_without_its_header_is_no_process_id(data: bytes) -> None:
    assert not any(isinstance(answer, ProcessDone) for answer in StatusParser().feed(data))


@given(st.dictionaries(st.integers(1, 4), st.sampled_from(ANSWERS)))
def test_any_answers_give_a_health(answers: dict[int, int]) -> None:
    fault = health_of_answers(answers).fault
    assert fault is None or fault in PrinterFault
