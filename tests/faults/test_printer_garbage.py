"""F44: noise between the answers; nothing crashes, and noise never proves a print."""

from __future__ import annotations

import hashlib

import pytest

from kiosk.domain.paper import PrintOutcome, PrintState
from printing.fakes import Condition, PrinterEmulator
from printing.network import NetworkPrinter
from tests.papers import TICKET, encoder


@pytest.mark.parametrize(
    "noise",
    [
        b"\x00\x00\x00",
        b"\x10\x00\x00\x0f",
        b'7"abcd\x00',
        b'7"abc',
        b"\x10\x00",
        b"\xff" * 500,
        b"\x11\x13",
    ],
)
def test_answers_are_found_in_noise(noise: bytes) -> None:
    with PrinterEmulator(condition=Condition(noise=noise)) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=60)
        assert printer.print_ticket(TICKET).state is PrintState.PRINTED
        assert len(emulator.tickets) == 1


@pytest.mark.parametrize("seed", [b"HTTP/1.1 400 Bad Request\r\n", *map(bytes, range(10))])
def test_noise_alone_never_proves_a_print(seed: bytes) -> None:
    noise = hashlib.sha512(seed).digest() + seed
    condition = Condition(noise=noise, eats=True)
    with PrinterEmulator(condition=condition) as emulator:
        printer = NetworkPrinter("127.0.0.1", emulator.port, encoder(), proof_seconds=1)
        outcome = printer.print_ticket(TICKET)
    assert isinstance(outcome, PrintOutcome)
    assert outcome.state in {PrintState.UNKNOWN, PrintState.FAILED}
