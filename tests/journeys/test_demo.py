"""`make run`: a stranger types one command, sees where everything is, and ends it with Ctrl+C."""

from __future__ import annotations

import os
import pty
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil

from tests.helpers.ports import free_port
from tests.helpers.waiting import PATIENCE, until
from tests.journeys.processes import ROOT, answers


@contextmanager
def demo(data: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demo on a machine without a screen, and what it told on its console."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environment.pop("QT_QPA_PLATFORM", None)
    ports = ["--port", str(free_port()), "--vnc-port", str(free_port())]
    with (data.parent / "demo.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "demo", "--data", str(data), *ports, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    try:
        told = ""
        while "Ctrl+C" not in told:
            line = process.stdout.readline()
            assert line, (data.parent / "demo.log").read_text()
            told += line
        yield process, told
    finally:
        if process.poll() is None:
            process.terminate()  # not kill: it takes its children along
        process.wait(PATIENCE)
        process.stdout.close()


def test_the_demo_shows_its_screens_over_vnc_on_loopback_and_ends_clean(tmp_path: Path) -> None:
    with demo(tmp_path / "demo") as (process, told):
        children = psutil.Process(process.pid).children(recursive=True)
        assert "tidak ada layar" in told
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/counter", told)[1])  # type: ignore[index]
        assert answers(port, "/counter")
        for viewer_port in map(int, re.findall(r"vnc://127\.0\.0\.1:(\d+)", told)):
            assert until(partial(greeting, viewer_port)).startswith(b"RFB 003.")
        listening = {c.laddr.ip for p in children for c in p.net_connections("tcp") if not c.raddr}
        assert listening == {"127.0.0.1"}
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert len(children) == 3
        assert not any(child.is_running() for child in children)


def greeting(port: int) -> bytes:
    """What a VNC server says first, empty while it only begins to listen."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as viewer:
            return viewer.recv(12)
    except ConnectionError:
        return b""


def test_the_demo_keeps_its_secrets_to_its_owner_and_asks_for_another_pin_each_time(
    tmp_path: Path,
) -> None:
    pins = []
    for _ in range(2):
        with demo(tmp_path / "demo", "--no-screen") as (process, told):
            pins.append(re.search(r"PIN: (\d{6})", told)[1])  # type: ignore[index]
            mode = (tmp_path / "demo" / "settings.toml").stat().st_mode
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
    assert stat.S_IMODE(mode) == 0o600
    assert pins[0] != pins[1]


def test_a_taken_port_is_left_alone_and_another_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with demo(tmp_path / "demo", "--no-screen", "--port", str(port)) as (process, told):
            assert f":{port}/" not in told
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0


def test_make_run_ends_with_exit_code_0_on_ctrl_c_at_a_terminal(tmp_path: Path) -> None:
    options = f"ARGS=--no-screen --port {free_port()} --data {tmp_path / 'demo'}"
    terminal, inside = pty.openpty()
    with subprocess.Popen(
        ["setsid", "--ctty", "make", "run", options],
        cwd=ROOT,
        stdin=inside,
        stdout=inside,
        stderr=inside,
    ) as make:
        os.close(inside)
        told = b""
        while b"Ctrl+C" not in told:
            told += os.read(terminal, 4096)
        os.write(terminal, b"\x03")
        assert make.wait(PATIENCE) == 0, told.decode()
    os.close(terminal)
