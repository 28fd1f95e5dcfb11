"""`python -m printing.emulator` as a process of its own."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from kiosk.domain.paper import PrinterFault, PrintState
from printing.network import NetworkPrinter
from tests.papers import TICKET, encoder, read_number


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    command = [sys.executable, "-m", "printing.emulator", "--port", "0", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            ready = process.stdout.readline()
            port = re.search(r"127\.0\.0\.1:(\d+)", ready)
            assert port, ready
            yield process, int(port[1])
        finally:
            process.kill()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_says_where_and_ends_cleanly(tmp_path: Path, end: signal.Signals) -> None:
    with running("--folder", str(tmp_path)) as (process, port):
        outcome = NetworkPrinter("127.0.0.1", port, encoder(), proof_seconds=60).print_ticket(
            TICKET
        )
        assert outcome.state is PrintState.PRINTED
        process.send_signal(end)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert errors == ""
    with Image.open(tmp_path / "ticket-001.png") as picture:
        assert read_number(picture) == "A012"


def test_a_condition_can_be_asked_for(tmp_path: Path) -> None:
    with running("--folder", str(tmp_path), "--condition", "paper-out") as (_, port):
        outcome = NetworkPrinter("127.0.0.1", port, encoder(), proof_seconds=60).print_ticket(
            TICKET
        )
    assert outcome.state is PrintState.FAILED
    assert outcome.fault is PrinterFault.PAPER_OUT


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "printing.emulator", "--port", port]
        ended = subprocess.run(
            [*command, "--folder", str(tmp_path)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("Printer tidak dapat dijalankan: Address already in use.")
    assert ended.stderr.count("\n") == 1
