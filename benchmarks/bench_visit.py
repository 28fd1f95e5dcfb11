"""A visitor's waiting: from the finger's lift to the first dots on paper and the cut; cold start.

Hall server, kiosk and printer are processes of their own, as in a hall. Floors beside them: the
same PUT /v1/tickets without a kiosk, and an interpreter that only imports Qt.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path

from uuid_utils.compat import uuid7

from benchmarks.table import Table, percentile
from printing.emulator.server import PrinterEmulator
from tests.journeys.processes import ROOT
from tests.journeys.stage import TOKEN, Stage

VISITS = 25
STARTS = 7
WAKE = "Sentuh layar untuk mulai. Touch the screen to begin"

_FIRST_FRAME = """
import sys, time
from kiosk.__main__ import main
def shown(window, end):
    def frame():
        print(time.monotonic(), flush=True)
        end()
    window.frameSwapped.connect(frame)
    return lambda: None
sys.exit(main(sys.argv[1:], on_shown=shown))
"""


def run() -> list[Table]:
    """Visits with paper, then starts."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ending:
        stage = Stage(Path(folder), ending)
        return [_visits(stage), _starts(stage)]


def _visits(stage: Stage) -> Table:
    first_bytes: list[float] = []
    papers: list[float] = []
    with PrinterEmulator() as printer:
        stage.printer_address = printer.address
        stage.start_hall()
        with stage.start_kiosk() as kiosk:
            for visit in range(1, VISITS + 1):
                kiosk.tap(WAKE, seconds=60)
                kiosk.tap("KTP elektronik baru (pemula)")
                lifted = kiosk.tap("Ambil nomor")
                ticket = printer.wait_for_tickets(visit, 20)[-1]
                first_bytes.append(ticket.began_at - lifted)
                papers.append(ticket.fell_at - lifted)
                kiosk.tap("Selesai", seconds=60)
        put = _bare_put(stage.port)
    table = Table(
        f"One visitor ({VISITS} visits), ms after the finger left 'Ambil nomor'",
        ("until", "p50", "p90", "max"),
    )
    for label, seconds in (
        ("first dots of the ticket at the printer", first_bytes),
        ("paper cut (emulator, no motor)", papers),
        ("floor: PUT /v1/tickets answered, no kiosk", put),
    ):
        table.add(label, *_ms(seconds))
    return table


def _ms(seconds: list[float]) -> tuple[float, float, float]:
    p50, p90 = percentile(seconds, 0.5), percentile(seconds, 0.9)
    return p50 * 1000, p90 * 1000, max(seconds) * 1000


def _bare_put(port: int) -> list[float]:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    body = json.dumps({"services": ["dukcapil.ktp-baru"], "priority": "none"})
    spent = []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5.0)) as connection:
        for _ in range(VISITS):
            begun = time.monotonic()
            connection.request("PUT", f"/v1/tickets/{uuid7()}", body, headers)
            answer = connection.getresponse()
            answer.read()
            spent.append(time.monotonic() - begun)
            assert answer.status == http.HTTPStatus.CREATED
    return spent


def _starts(stage: Stage) -> Table:
    """Spawn to first frame, the hall server running and the catalog on the disk."""
    program = ["-c", _FIRST_FRAME, "kiosk", "--settings", str(stage.settings)]
    bare = ["-c", "import time, PySide6.QtQuick; print(time.monotonic())"]
    table = Table(
        f"Cold start of the kiosk ({STARTS} starts, page cache warm), ms from spawn",
        ("until", "p50", "max"),
    )
    for label, arguments in (("first frame", program), ("floor: Qt Quick imported", bare)):
        spent = [_spawn(arguments) * 1000 for _ in range(STARTS)]
        table.add(label, percentile(spent, 0.5), max(spent))
    return table


def _spawn(arguments: list[str]) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=True,
        text=True,
    )
    return float(done.stdout.splitlines()[0]) - begun
