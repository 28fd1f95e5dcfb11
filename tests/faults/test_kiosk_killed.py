"""A kiosk killed at any point of a ticket's way knows then what it may have promised (F02)."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults.whole_kiosk import PaperRoll, WholeKiosk
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import running_server

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = "http://127.0.0.1:9"

#: Where the kiosk dies, what it says of the ticket after the next start, and whether paper is out.
#: None: it never wrote the ticket down, and nobody heard of it.
ONLINE: list[tuple[str, str | None, bool]] = [
    ("touched", None, False),
    ("asked", "abandoned", False),
    ("answered", "abandoned", False),
    ("numbered", "failed", False),
    ("about to print", "failed", False),
    ("print started", "unknown", False),
    ("paper out", "unknown", True),
    ("print ended", "printed", True),
]
OFFLINE: list[tuple[str, str | None, bool]] = [
    ("asked", "abandoned", False),
    ("own number kept", "failed", False),
    ("own number copied", "failed", False),
    ("about to print", "failed", False),
    ("print started", "unknown", False),
    ("paper out", "unknown", True),
    ("print ended", "printed", True),
]


@dataclass
class Life:
    """One run of a kiosk process."""

    process: subprocess.Popen[str]

    def ask(self, command: str) -> bool:
        """Whether the kiosk lived to answer a command."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return bool(self.process.stdout.readline())

    def end(self) -> int:
        _, errors = self.process.communicate(timeout=60)
        assert "Traceback" not in errors, errors
        return self.process.returncode


def live(folder: Path, url: str, shift: timedelta) -> Life:
    """Start a kiosk and wait until it is ready for visitors."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.faults.whole_kiosk",
            str(folder),
            url,
            str(shift.total_seconds()),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline(), process.communicate()
    return Life(process)


def test_a_kiosk_killed_at_every_point_loses_nothing_and_gives_no_number_twice(
    tmp_path: Path,
) -> None:
    shift = MORNING - datetime.now(UTC)
    folder = tmp_path / "kiosk"
    roll = PaperRoll(folder / "papers.txt")
    (tmp_path / "hall").mkdir()
    with running_server(tmp_path / "hall") as hall:
        here = f"http://127.0.0.1:{hall.port}"
        with WholeKiosk(folder, here, shift) as kiosk:
            kiosk.learn()
        expected: list[str] = []
        for url, points in ((here, ONLINE), (NOWHERE, OFFLINE), (here, ONLINE[:1])):
            for point, step, paper in points:
                before = len(roll.papers())
                life = live(folder, url, shift)
                assert life.ask("take")
                assert life.ask(f"arm {point}")
                assert not life.ask("take")
                assert life.end() == -9
                expected += ["printed", *([step] if step else [])]
                assert len(roll.papers()) == before + 1 + paper, point
        last = live(folder, here, shift)
        assert last.ask("tell")
        assert last.end() == 0

        tickets = journal(folder)
        assert [row["state"] for row in tickets] == expected
        papers = roll.papers()
        assert len({paper.number for paper in papers}) == len(papers)
        assert not any(paper.duplicate for paper in papers)
        for row in tickets:
            answer = hall.ask("GET", f"/v1/tickets/{row['id']}")
            if row["number"]:
                assert (answer.status, answer.json["number"]) == (200, row["number"])
            else:  # nobody got it: the hall never had it, or has cancelled it
                assert answer.status == 404 or answer.json["state"] == "cancelled"
        ghosts = [row for row in tickets if row["state"] == "abandoned"]
        answers = [hall.ask("GET", f"/v1/tickets/{row['id']}").status for row in ghosts]
        assert sorted(answers) == [200, 404, 404]  # of the three, one had reached the hall
    told = [json.loads(line) for line in (folder / "audit.jsonl").read_text().splitlines()]
    nobodys = [row["id"] for row in tickets if row["state"] == "abandoned"]
    assert [r["ticket"] for r in told if r["event"] == "ticket-abandoned"] == nobodys
    # A kiosk that dies right after it told the hall may not have written that down.
    assert {r["ticket"] for r in told if r["event"] == "ticket-taken-back"} <= set(nobodys)


def journal(folder: Path) -> list[dict[str, Any]]:
    """Every ticket of a kiosk that has ended, oldest first."""
    store = sqlite3.connect(folder / "journal.db")
    store.row_factory = sqlite3.Row
    rows = [dict(row) for row in store.execute("SELECT * FROM tickets ORDER BY id")]
    assert store.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    store.close()
    return rows
