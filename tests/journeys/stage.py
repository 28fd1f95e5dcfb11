"""A hall as it stands in a city: server, kiosk, printer, board, each a process of its own."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from hall.auth import hash_pin
from tests.helpers.ports import free_port
from tests.helpers.waiting import PATIENCE, until
from tests.journeys.processes import ROOT, Program, Screen, answers

#: The sample hall is open then, for more than two hours.
MONDAY_MORNING = datetime.fromisoformat("2026-11-23T09:41:00+07:00")
PIN = "246810"
TOKEN = "a-token-for-the-kiosk-of-this-journey"

_SETTINGS = """
clock_shift_seconds = {shift}

[hall]
database = "hall.db"
status_drop = "status"
port = {port}
public_url = "http://127.0.0.1:{port}"
session_key = "0123456789abcdef0123456789abcdef"

[[hall.devices]]
id = "kiosk-1"
role = "kiosk"
token_sha256 = "{digest}"

[[hall.staff]]
username = "rina"
name = "Rina"
pin_hash = "{pin_hash}"

[[hall.staff]]
username = "budi"
name = "Budi"
pin_hash = "{pin_hash}"

[kiosk]
id = "kiosk-1"
letter = "X"
data = "kiosk"
hall_url = "http://127.0.0.1:{kiosk_port}"
token = "{token}"
# A slow machine is no broken line and no visitor who left.
connect_seconds = 30.0
answer_seconds = 30.0
patience_seconds = 30.0
idle_seconds = 600
personal_idle_seconds = 600
ticket_seconds = 120

[kiosk.printer]
kind = "network"
address = "{printer}"
proof_seconds = 60.0

[board]
hall_url = "http://127.0.0.1:{port}"
"""


@dataclass
class Stage:
    """Starts the programs of one journey and ends them all.

    `folder` holds their settings, data and logs.
    """

    folder: Path
    ending: ExitStack
    port: int = field(default_factory=free_port)
    kiosk_port: int | None = None  # where the kiosk looks for the hall server, if not there

    @cached_property
    def settings(self) -> Path:
        """The settings file of every program; the printer runs before it is written."""
        path = self.folder / "settings.toml"
        path.write_text(
            _SETTINGS.format(
                shift=MONDAY_MORNING.timestamp() - time.time(),
                port=self.port,
                kiosk_port=self.kiosk_port or self.port,
                digest=hashlib.sha256(TOKEN.encode()).hexdigest(),
                pin_hash=hash_pin(PIN),
                token=TOKEN,
                printer=self.printer_address,
            )
        )
        shutil.copytree(ROOT / "assets/sample/status", self.folder / "status")
        return path

    @cached_property
    def printer_address(self) -> str:
        """Starts the printer emulator; its address "host:port"."""
        arguments = ["-m", "printing.emulator", "--port", "0", "--folder", str(self.paper)]
        printer = self.ending.enter_context(Program(arguments, self.folder / "printer.log"))
        found = re.search(r"127\.0\.0\.1:\d+", printer.read_line())
        assert found is not None
        return found[0]

    @property
    def paper(self) -> Path:
        """Where the printer emulator puts what it printed."""
        return self.folder / "paper"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start_hall(self) -> Program:
        """Start the hall server and wait until it answers."""
        arguments = ["-m", "kiosk", "hall", "--settings", str(self.settings)]
        hall = self.ending.enter_context(Program(arguments, self.folder / "hall.log"))
        until(lambda: answers(self.port))
        return hall

    def start_kiosk(self) -> Screen:
        return self._screen("kiosk")

    def start_board(self, *arguments: str) -> Screen:
        return self._screen("board", *arguments)

    def _screen(self, role: str, *arguments: str) -> Screen:
        log = self.folder / f"{role}.log"
        return self.ending.enter_context(Screen(role, self.settings, log, *arguments))

    def printed(self, count: int, seconds: float = PATIENCE) -> list[Path]:
        """The pictures of the paper once `count` tickets came out, in their order."""
        return until(lambda: _exactly(sorted(self.paper.glob("ticket-*.png")), count), seconds)

    def audit(self) -> list[dict[str, Any]]:
        """What the kiosk noted."""
        lines = (self.folder / "kiosk" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


def _exactly(pictures: list[Path], count: int) -> list[Path] | None:
    assert len(pictures) <= count, f"more paper than visitors: {pictures}"
    return pictures if len(pictures) == count else None
