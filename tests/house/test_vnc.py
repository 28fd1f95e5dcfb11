"""The demo's screen over VNC is reachable from this machine only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import psutil

from tests.helpers.ports import free_port

PROGRAM = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView
from ui.quitting import QuitOnSignal
from ui.vnc import confine_to_loopback
app = QGuiApplication([])
quitting = QuitOnSignal(app)
confine_to_loopback(int(sys.argv[1]))
view = QQuickView()
view.show()
print("ready", flush=True)
code = app.exec()
quitting.restore()
sys.exit(code)
"""


def test_vnc_listens_on_loopback_only_answers_there_and_ends_on_sigterm() -> None:
    port = free_port()
    environment = os.environ | {"QT_QPA_PLATFORM": f"vnc:size=300x400:port={port}"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        listening = [c.laddr.ip for c in psutil.Process(process.pid).net_connections("tcp")]
        with socket.create_connection(("127.0.0.1", port), timeout=60.0) as viewer:
            greeting = viewer.recv(12)
        process.terminate()
        assert process.wait(60) == 0
    assert listening == ["127.0.0.1"]
    assert greeting.startswith(b"RFB 003.")
