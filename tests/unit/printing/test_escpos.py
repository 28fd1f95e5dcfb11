"""The bytes of a ticket."""

from __future__ import annotations

import pytest
from PIL import Image

from printing.emulator.stream import CommandReader, Cut, Raster, ReportChanges, Reset
from printing.escpos import BAND_HEIGHT, RESYNC, harmless
from printing.layout import lay_out
from printing.page.roll import ROLL_58, ROLL_80, ROLL_80_COARSE, Roll
from tests.papers import TICKET, draw, encoder


@pytest.mark.parametrize("roll", [ROLL_80, ROLL_58, ROLL_80_COARSE])
def test_a_job_starts_afresh_prints_bands_and_cuts(roll: Roll) -> None:
    commands = [command for command, _ in CommandReader().feed(encoder(roll).encode(TICKET))]
    assert commands[:2] == [Reset(), ReportChanges(0x0E)]
    assert commands[-1] == Cut(feed=0)
    bands = commands[2:-1]
    assert all(isinstance(band, Raster) and band.width == roll.dots // 8 for band in bands)


def test_the_bands_are_the_drawn_ticket() -> None:
    commands = CommandReader().feed(encoder().encode(TICKET))
    rows = b"".join(command.data for command, _ in commands if isinstance(command, Raster))
    image = Image.frombytes("1", (576, len(rows) // 72), bytes(255 - byte for byte in rows))
    assert image.tobytes() == harmless(draw(*lay_out(TICKET))).tobytes()


def test_no_band_is_longer_than_what_brings_a_broken_off_job_back_in_step() -> None:
    commands = CommandReader().feed(encoder().encode(TICKET))
    longest = max(len(command.data) for command, _ in commands if isinstance(command, Raster))
    assert longest <= 72 * BAND_HEIGHT <= len(RESYNC)


def test_the_same_ticket_gives_the_same_bytes() -> None:
    assert encoder().encode(TICKET) == encoder().encode(TICKET)


@pytest.mark.parametrize("command", [b"\x10\x04\x01", b"\x10\x05\x02", b"\x10\x14\x08"])
def test_dots_that_would_be_a_real_time_command_get_one_dot_more(command: bytes) -> None:
    before = bytes(8) + command + bytes(5)
    paper = Image.frombytes("1", (16, 8), bytes(255 - byte for byte in before))
    after = bytes(255 - byte for byte in harmless(paper).tobytes())
    assert command[:2] not in after
    added = [a ^ b for a, b in zip(before, after, strict=True)]
    assert all(a & b == b for a, b in zip(after, before, strict=True))
    assert sum(byte.bit_count() for byte in added) == 1
