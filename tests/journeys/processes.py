"""Programs a journey runs: started for real, watched, ended, and asked for a clean end."""

from __future__ import annotations

import http.client
import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.helpers.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]

#: Warnings are errors; but PySide's properties cannot be collected while an interpreter ends.
_STRICT = ("-W", "error", "-W", "ignore:gc:ResourceWarning")

#: What no program of ours may say: warnings of Python, of Qt, of our own log.
_COMPLAINT = re.compile(r"WARNING|ERROR|CRITICAL|Traceback|Warning:|\.qml:\d|QObject|QML ")


class Program:
    """A child process with a log of what it said; leaving the `with` block ends it.

    `stop` asks it to end and insists on exit code 0 and on a log without complaints.
    """

    def __init__(
        self, arguments: list[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self._log = log
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, *_STRICT, *arguments],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        if kind is None and self._process.poll() is None:
            self.stop()
        else:
            self.kill()

    @property
    def pid(self) -> int:
        return self._process.pid

    def write(self, text: str) -> None:
        self._stdin.write(text.encode())
        self._stdin.flush()

    def read_line(self, seconds: float = PATIENCE) -> str:
        ready, _, _ = select.select([self._stdout], [], [], seconds)
        line = self._stdout.readline().decode() if ready else ""
        assert line, f"the program said nothing; its log: {self.complaints() or self.log()}"
        return line.strip()

    def stop(self) -> None:
        """Ask the program to end (SIGTERM) and check that it did so without a complaint."""
        self._process.terminate()
        code = self._process.wait(PATIENCE)
        self._close()
        assert code == 0, f"exit code {code}; log: {self.log()}"
        complaints = self.complaints()
        assert not complaints, complaints

    def kill(self) -> None:
        """End the program at once, as a power cut would."""
        self._process.kill()
        self._process.wait(PATIENCE)
        self._close()

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def complaints(self) -> list[str]:
        return [line for line in self.log().splitlines() if _COMPLAINT.search(line)]

    def _close(self) -> None:
        self._stdin.close()
        self._stdout.close()


class Screen(Program):
    """A kiosk or a board with a finger and an eye (tests/journeys/driver.py)."""

    def __init__(self, role: str, settings: Path, log: Path, *arguments: str) -> None:
        program = ["-m", "tests.journeys.screen", role, "--settings", str(settings), *arguments]
        platform = f"offscreen:configfile={_panel(log.with_suffix('.panel.json'))}"
        environment = {"QT_QPA_PLATFORM": platform, "QT_QUICK_BACKEND": "software"}
        super().__init__(program, log, environment)
        assert json.loads(self.read_line())["ready"]

    def tap(self, name: str, seconds: float = PATIENCE) -> float:
        """Touch what bears this accessible name; the monotonic time of the touch."""
        answer = self._ask(do="tap", name=name, seconds=seconds)
        assert answer["ok"], f"nothing to touch is called {name!r}; seen: {answer['names']}"
        return float(answer["at"])

    def wait_for(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until something visible contains the text."""
        answer = self._ask(do="wait", text=text, seconds=seconds)
        assert answer["ok"], f"{text!r} never came; seen: {answer['names']}"

    def names(self) -> list[str]:
        """The accessible names of everything visible."""
        return list(self._ask(do="names")["names"])

    def grab(self, path: Path) -> None:
        """Save a picture of the screen."""
        assert self._ask(do="grab", path=str(path))["ok"]

    def _ask(self, **command: Any) -> dict[str, Any]:
        self.write(json.dumps(command) + "\n")
        answer: dict[str, Any] = json.loads(self.read_line(command.get("seconds", 0.0) + PATIENCE))
        return answer


def _panel(path: Path) -> Path:
    """A panel of 1080 x 1920 pixels for Qt's offscreen platform, whose own is 800 x 800."""
    panel = {"name": "panel", "x": 0, "y": 0, "width": 1080, "height": 1920}
    path.write_text(json.dumps({"screens": [panel]}), encoding="utf-8")
    return path


def answers(port: int, path: str = "/readyz") -> bool:
    """Whether a hall server answers 200 on this port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
