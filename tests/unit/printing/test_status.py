"""A printer's answers, byte by byte as Epson's reference writes them."""

from __future__ import annotations

import pytest

from kiosk.domain.paper import PrinterFault
from printing.status import (
    BuffersCleared,
    Health,
    PaperAnswer,
    ProcessDone,
    StatusAnswer,
    StatusParser,
    StatusReport,
    health_of_answers,
    health_of_report,
    status_request,
)

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}


@pytest.mark.parametrize(
    ("answers", "health"),
    [
        (WELL, Health()),
        ({}, Health()),
        (WELL | {1: 0x16}, Health()),  # the cash drawer's pin is nobody's business
        (WELL | {4: 0x1E}, Health(near_end=True)),
        (WELL | {1: 0x1A, 2: 0x32, 4: 0x7E}, Health(PrinterFault.PAPER_OUT, near_end=True)),
        (WELL | {1: 0x1A, 2: 0x32}, Health(PrinterFault.PAPER_OUT)),
        (WELL | {1: 0x1A, 2: 0x36, 4: 0x7E}, Health(PrinterFault.COVER_OPEN, near_end=True)),
        (WELL | {1: 0x1A, 2: 0x52, 3: 0x1A}, Health(PrinterFault.CUTTER)),
        (WELL | {1: 0x1A, 2: 0x52, 3: 0x32}, Health(PrinterFault.BROKEN)),
        (WELL | {1: 0x1A, 2: 0x52, 3: 0x52}, Health(PrinterFault.OVERHEATED)),
        (WELL | {1: 0x1A, 2: 0x52}, Health(PrinterFault.BROKEN)),
        (WELL | {1: 0x1A}, Health(PrinterFault.BROKEN)),
    ],
)
def test_the_answers_name_the_cause(answers: dict[int, int], health: Health) -> None:
    assert health_of_answers(answers) == health


@pytest.mark.parametrize(
    ("report", "health"),
    [
        ((0x14, 0x00, 0x00), Health()),
        ((0x10, 0x00, 0x03), Health(near_end=True)),
        ((0x18, 0x00, 0x0F), Health(PrinterFault.PAPER_OUT, near_end=True)),
        ((0x38, 0x00, 0x0C), Health(PrinterFault.COVER_OPEN)),
        ((0x18, 0x08, 0x00), Health(PrinterFault.CUTTER)),
        ((0x18, 0x20, 0x00), Health(PrinterFault.BROKEN)),
        ((0x18, 0x40, 0x00), Health(PrinterFault.OVERHEATED)),
        ((0x58, 0x00, 0x00), Health()),  # somebody presses the feed button
    ],
)
def test_a_report_names_the_cause(report: tuple[int, int, int], health: Health) -> None:
    assert health_of_report(*report) == health


def test_only_a_hot_head_lets_a_job_go_on() -> None:
    assert {fault for fault in PrinterFault if not Health(fault).stops} == {PrinterFault.OVERHEATED}
    assert not Health().stops


def test_the_four_kinds_of_answer_are_told_apart_on_one_line() -> None:
    line = b"\x12" + b"\x10\x00\x03\x0f" + b"\x00" + b'7"Ab1~\x00' + b"7%\x00" + b"\x1e"
    assert StatusParser().feed(line) == [
        StatusAnswer(0x12),
        StatusReport(Health(near_end=True)),
        PaperAnswer(0x00),
        ProcessDone("Ab1~"),
        BuffersCleared(),
        StatusAnswer(0x1E),
    ]


def test_an_answer_cut_short_is_followed_by_the_next_that_is_whole() -> None:
    parser = StatusParser()
    assert parser.feed(b'7"Ab\xff7"Cd2x\x00') == [ProcessDone("Cd2x")]
    assert parser.feed(b"\x10\x00\x92\x12") == [StatusAnswer(0x12)]
    assert parser.feed(b'7"7"Ef3y\x00') == [ProcessDone("Ef3y")]
    assert parser.feed(b"77%\x00") == [BuffersCleared()]


def test_flow_control_says_nothing() -> None:
    assert StatusParser().feed(b"\x11\x13") == []


def test_a_status_request_is_three_bytes() -> None:
    assert [status_request(n) for n in (1, 4)] == [b"\x10\x04\x01", b"\x10\x04\x04"]
