"""The emulator against a driver that is not ours: what python-escpos sends comes out on paper."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from escpos.printer import Dummy
from PIL import Image, ImageChops

from printing.emulator import Condition, PrintedTicket, PrinterEmulator
from printing.escpos import CUT
from tests.papers import line_heights, read_code

#: An empty line is 30 dots high.
LINE_MM = 30 / 8


@contextmanager
def host(emulator: PrinterEmulator) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", emulator.port), timeout=30) as line:
        yield line


def print_on(emulator: PrinterEmulator, data: bytes) -> PrintedTicket:
    count = len(emulator.tickets)
    with host(emulator) as line:
        line.sendall(data)
    return emulator.wait_for_tickets(count + 1, 30)[-1]


def hear(line: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        data += line.recv(count - len(data))
    return data


def is_silent(line: socket.socket) -> bool:
    """Whether nothing is waiting to be heard."""
    line.setblocking(False)
    try:
        return line.recv(1) == b""
    except BlockingIOError:
        return True


def job(*steps: tuple[str, tuple[object, ...], dict[str, object]]) -> bytes:
    driver = Dummy()
    for name, arguments, options in steps:
        getattr(driver, name)(*arguments, **options)
    driver.cut(feed=False)
    return bytes(driver.output)


def inked(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageChops.invert(image.convert("L")).getbbox()
    assert box is not None
    return box


def test_text_sizes_and_weights_come_out_as_asked() -> None:
    with PrinterEmulator() as emulator:
        small = print_on(emulator, job(("textln", ("HHH",), {})))
        large = print_on(
            emulator,
            job(
                ("set", (), {"custom_size": True, "width": 4, "height": 4}),
                ("textln", ("HHH",), {}),
            ),
        )
        reset = b"\x1b@"
        bold = print_on(
            emulator, reset + job(("set", (), {"bold": True}), ("textln", ("HHH",), {}))
        )
    (low,), (high,) = line_heights(small.image), line_heights(large.image)
    assert high == 4 * low
    ink = [ticket.image.convert("L").histogram()[0] for ticket in (small, bold)]
    assert ink[1] > 1.2 * ink[0]


@pytest.mark.parametrize(("align", "side"), [("left", 0), ("center", 1), ("right", 2)])
def test_lines_stand_where_they_are_aligned(align: str, side: int) -> None:
    with PrinterEmulator() as emulator:
        ticket = print_on(emulator, job(("set", (), {"align": align}), ("textln", ("HHH",), {})))
    left, _, right, _ = inked(ticket.image)
    middle = (left + right) / 2
    assert middle == pytest.approx((32 + 18, 320, 32 + 576 - 18)[side], abs=6)


def test_code_pages_decide_what_a_byte_looks_like() -> None:
    with PrinterEmulator() as emulator:
        pages = [
            print_on(emulator, b"\x1bt" + bytes((page,)) + b"\xe9\n\x1dVB\x00") for page in (0, 16)
        ]
        plain = print_on(emulator, b"\x1bt\x10e\n\x1dVB\x00")
    theta, acute = (page.image for page in pages)
    assert theta.tobytes() != acute.tobytes()
    assert inked(acute)[1] < inked(plain.image)[1]  # é is an e with something above it


def test_a_line_longer_than_the_paper_goes_on_below() -> None:
    with PrinterEmulator() as emulator:
        ticket = print_on(emulator, job(("textln", ("H" * 49,), {})))
    assert len(line_heights(ticket.image)) == 2


def test_the_printers_own_qr_code_can_be_scanned() -> None:
    with PrinterEmulator() as emulator:
        data = job(("qr", ("https://antrean.example/t/1",), {"native": True, "size": 6}))
        ticket = print_on(emulator, data)
    assert read_code(ticket.image) == "https://antrean.example/t/1"


def test_a_raster_image_comes_out_dot_for_dot() -> None:
    picture = Image.effect_noise((576, 100), 90).convert("1")
    with PrinterEmulator() as emulator:
        ticket = print_on(emulator, job(("image", (picture,), {"fragment_height": 30})))
    printed = ticket.image.crop((32, 96, 32 + 576, 196))
    assert printed.tobytes() == picture.tobytes()


def test_an_unknown_command_shows_on_paper_as_it_would_on_hardware() -> None:
    with PrinterEmulator() as emulator:
        ticket = print_on(emulator, b"\x1d?HH\n\x1dVB\x00")
    assert len(line_heights(ticket.image)) == 1


def test_a_cut_without_feed_goes_through_the_last_lines_as_on_hardware() -> None:
    with PrinterEmulator() as emulator:
        cut_through = print_on(emulator, b"H\n\x1dV\x00")
        rest = print_on(emulator, b"\x1dVB\x00")
        fed = print_on(emulator, b"H\n\x1dVB\x00")
    assert line_heights(cut_through.image) == []
    assert len(line_heights(rest.image)) == 1
    assert len(line_heights(fed.image)) == 1
    assert inked(fed.image)[1] > 12 * 8  # the paper between head and cutter is blank


def test_settings_stay_over_a_cut_until_the_printer_is_reset() -> None:
    with PrinterEmulator() as emulator:
        heights = [
            line_heights(print_on(emulator, data).image)[0]
            for data in (b"\x1d!\x11H\n\x1dVB\x00", b"H\n\x1dVB\x00", b"\x1b@H\n\x1dVB\x00")
        ]
    assert heights[0] == heights[1] == 2 * heights[2]


def test_status_is_answered_while_the_head_is_busy() -> None:
    with (
        PrinterEmulator(condition=Condition(bytes_per_second=10)) as emulator,
        host(emulator) as line,
    ):
        line.sendall(b"H" * 2000 + CUT + b"\x10\x04\x01")  # minutes of work
        assert hear(line, 1) == b"\x12"
        assert emulator.tickets == ()


def test_a_slow_head_is_no_faster_for_the_bytes_that_wait() -> None:
    slow = Condition(bytes_per_second=100)
    with PrinterEmulator(condition=slow) as emulator, host(emulator) as line:
        began = time.monotonic()
        line.sendall(b"\n" * 4000)
        emulator.wait_for_paper(100 * LINE_MM, 60)
        assert time.monotonic() - began >= 0.9  # never less, however fast or slow the machine


def test_status_says_in_bits_what_is_wrong() -> None:
    asked = b"".join(bytes((0x10, 0x04, number)) for number in (1, 2, 3, 4))
    answers = []
    with PrinterEmulator() as emulator, host(emulator) as line:
        for change in (
            {},
            {"near_end": True},
            {"near_end": False, "paper_left": 0},
            {"paper_left": 100, "cover_open": True},
            {"cover_open": False, "overheated": True},
            {"overheated": False, "broken": True},
        ):
            emulator.change(**change)
            line.sendall(asked)
            answers.append(hear(line, 4).hex(" "))
    assert answers == [
        "12 12 12 12",
        "12 12 12 1e",
        "1a 32 12 7e",
        "1a 16 12 12",
        "1a 52 52 12",
        "1a 52 32 12",
    ]


def test_changes_are_reported_only_when_wanted() -> None:
    with PrinterEmulator() as emulator, host(emulator) as line:
        emulator.change(cover_open=True)
        emulator.change(cover_open=False)
        line.sendall(b"\x1da\x0e")
        assert hear(line, 4) == b"\x10\x00\x00\x0f"
        emulator.change(cover_open=True)
        assert hear(line, 4) == b"\x38\x00\x00\x0f"
        emulator.change(cover_open=False)
        assert hear(line, 4) == b"\x10\x00\x00\x0f"
        line.sendall(b"\x1b@\x10\x04\x01")
        assert hear(line, 1) == b"\x12"
        line.sendall(b"\x1dr\x01")  # the reset before it is done
        assert hear(line, 1) == b"\x00"
        emulator.change(cover_open=True)
        line.sendall(b"\x10\x04\x01")
        assert hear(line, 1) == b"\x1a"
        assert is_silent(line)


def test_a_process_id_comes_back_after_what_was_before_it() -> None:
    with PrinterEmulator(condition=Condition(paper_left=0)) as emulator, host(emulator) as line:
        line.sendall(b"H\n\x1dVB\x00\x1d(H\x06\x0000ab1~\x10\x04\x01")
        assert hear(line, 1) == b"\x1a"
        assert is_silent(line)
        line.setblocking(True)
        emulator.change(paper_left=100)
        assert hear(line, 7) == b'7"ab1~\x00'
        assert len(emulator.tickets) == 1


def test_a_real_time_command_inside_an_image_is_obeyed_as_printers_do() -> None:
    with PrinterEmulator() as emulator, host(emulator) as line:
        line.sendall(b"\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01\x1dr\x01")
        assert sorted(hear(line, 2)) == [0x00, 0x12]


def test_a_jammed_cutter_stays_in_error_until_the_cause_is_gone_and_it_is_told() -> None:
    error = b"\x10\x04\x03"
    with PrinterEmulator(condition=Condition(cutter_jams=True)) as emulator, host(emulator) as line:
        line.sendall(b"\x1da\x0eH\n\x1dVB\x00")
        assert hear(line, 8) == b"\x10\x00\x00\x0f\x18\x08\x00\x0f"
        line.sendall(b"\x10\x05\x02" + error)
        assert hear(line, 1) == b"\x1a"
        emulator.change(cutter_jams=False)
        line.sendall(error)
        assert hear(line, 1) == b"\x1a"
        line.sendall(b"\x10\x05\x01" + error)
        assert hear(line, 5) == b"\x10\x00\x00\x0f\x12"
        assert len(emulator.wait_for_tickets(1, 30)) == 1


def test_clearing_the_buffers_forgets_the_job_and_says_so() -> None:
    clear = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
    with PrinterEmulator(condition=Condition(cover_open=True)) as emulator, host(emulator) as line:
        line.sendall(b"HHHH\n\x1dVB\x00" + clear)
        assert hear(line, 3) == b"7%\x00"
        emulator.change(cover_open=False)
        line.sendall(b"\x1dr\x01")
        assert hear(line, 1) == b"\x00"
        assert emulator.tickets == ()


def test_a_split_real_time_command_is_still_heard() -> None:
    with PrinterEmulator() as emulator, host(emulator) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(b"\x1dr\x01\x10")
        assert hear(line, 1) == b"\x00"
        line.sendall(b"\x04")
        line.sendall(b"\x02")
        assert hear(line, 1) == b"\x12"


def test_the_next_host_is_served_when_the_first_is_gone() -> None:
    with PrinterEmulator() as emulator, host(emulator) as first, host(emulator) as second:
        first.sendall(b"\x10\x04\x01")
        assert hear(first, 1) == b"\x12"
        first.close()
        second.sendall(b"\x10\x04\x04")
        assert hear(second, 1) == b"\x12"


def test_tickets_are_files_whose_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    for word in ("A", "B"):
        with PrinterEmulator(tmp_path) as emulator:
            print_on(emulator, job(("textln", (word,), {})))
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["ticket-001.bin", "ticket-001.png", "ticket-002.bin", "ticket-002.png"]
    assert b"B" in (tmp_path / "ticket-002.bin").read_bytes()
    with Image.open(tmp_path / "ticket-002.png") as picture:
        assert picture.info["dpi"] == pytest.approx((203.2, 203.2), abs=0.1)
        assert picture.width == 640


def test_waiting_for_a_ticket_that_never_comes_ends() -> None:
    with PrinterEmulator() as emulator, pytest.raises(TimeoutError, match="0 of 1"):
        emulator.wait_for_tickets(1, 0.01)
