"""A whole hall on one machine: hall server, kiosk and board as child processes, the sample hall.

For people who want to see it. It writes a settings file of its own with fresh secrets, starts the
roles as a hall would, says where everything is, and ends everything on Ctrl+C. When the real hall
is closed at this hour, the demo's time begins on an open morning, and the console says so.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.domain.calendar import opening
from kiosk.domain.hall import Hall

READY_SECONDS = 60.0
STOP_SECONDS = 15.0
_SETTINGS = """\
# Written by mpp-kiosk demo at every start.
clock_shift_seconds = {shift_seconds}

[hall]
database = "hall.db"
status_drop = "status"
port = {port}
public_url = "{address}"
session_key = "{session_key}"

[[hall.devices]]
id = "kiosk-1"
role = "kiosk"
token_sha256 = "{token_sha256}"

[[hall.staff]]
username = "rina"
name = "Rina"
pin_hash = "{pin_hash}"

[kiosk]
id = "kiosk-1"
letter = "X"
data = "kiosk"
hall_url = "{address}"
token = "{token}"

[kiosk.panel]
orientation = "{orientation}"

[kiosk.printer]
kind = "pdf"
folder = "tickets"

[board]
hall_url = "{address}"
"""

_MORNING = timedelta(hours=1, minutes=41)  # 09.41 in a hall that opens at eight


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """What the command line chose.

    `data` is where settings, databases and tickets go, `status_files` the sample hall's
    application status.
    """

    data: Path
    status_files: Path
    port: int
    screen: str  # "full", "windowed", "vnc" or "none"
    orientation: str
    kiosk_vnc: int
    board_vnc: int
    real_clock: bool


def demo_start(hall: Hall, now: datetime) -> datetime | None:
    """When the demo's clock begins: None for the real time, else 1 h 41 min after an opening."""
    local = hall.local(now)
    state = opening(hall.calendar, local)
    if state.given or state.opens_at is None:
        return None
    hours = next(h for h in hall.calendar.hours if h.weekday == state.opens_at.weekday())
    morning = datetime.combine(state.opens_at.date(), hours.opens, local.tzinfo)
    return morning + _MORNING


def choose_screen(environment: Mapping[str, str], *, windowed: bool) -> str:
    """How the kiosk is shown: on this machine's screen, else over VNC on loopback."""
    if environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY"):
        return "windowed" if windowed else "full"
    return "vnc"


def free_port(preferred: int) -> int:
    """The preferred TCP port on loopback when nobody has it, else one the system picks."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise AssertionError("port 0 is always free")


def write_settings(options: DemoOptions, pin_hash: str, token: str, shift: timedelta) -> Path:
    """Write the demo's settings file, readable by its owner only, and return its path."""
    options.data.mkdir(parents=True, exist_ok=True)
    path = options.data / "settings.toml"
    text = _SETTINGS.format(
        shift_seconds=shift.total_seconds(),
        port=options.port,
        address=f"http://127.0.0.1:{options.port}",
        session_key=secrets.token_hex(32),
        token=token,
        token_sha256=hashlib.sha256(token.encode()).hexdigest(),
        pin_hash=pin_hash,
        orientation=options.orientation,
    )
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return path


class Roles:
    """The child processes of the demo, ended in the reverse order of their start.

    What they log goes to `logs`, a file a role, so that the console says only what matters.
    """

    def __init__(self, program: Sequence[str], logs: Path) -> None:
        self._program = tuple(program)
        self._logs = logs
        logs.mkdir(parents=True, exist_ok=True)
        self._children: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, role: str, *arguments: str, environment: Mapping[str, str]) -> None:
        """Start a role in a session of its own, so that Ctrl+C reaches the demo alone."""
        with self.log(role).open("w", encoding="utf-8") as log:
            child = subprocess.Popen(  # noqa: S603 - our own program
                [*self._program, role, *arguments],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._children.append((role, child))

    def log(self, role: str) -> Path:
        """Where a role logs."""
        return self._logs / f"{role}.log"

    def ended(self) -> tuple[str, int] | None:
        """The first role that ended by itself and its exit code, None while all run."""
        for role, child in self._children:
            code = child.poll()
            if code is not None:
                return role, code
        return None

    def stop(self) -> None:
        """End every role: ask, wait, and kill what does not listen."""
        for _, child in reversed(self._children):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for _, child in reversed(self._children):
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self._children.clear()


def wait_until_ready(port: int, roles: Roles) -> bool:
    """Whether the hall server answered /readyz in time, and before any role ended."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and roles.ended() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1.0)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return True
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    return False


class StopRequest:
    """Whether SIGINT or SIGTERM came since this was made."""

    def __init__(self) -> None:
        self.came = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._remember)

    def _remember(self, *_: object) -> None:
        self.came = True


def own_program() -> tuple[str, ...]:
    """How to start this very program again, from source or from a PyInstaller folder."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-m", "kiosk")


def run_demo(
    options: DemoOptions, hall: Hall, hash_pin: Callable[[str], str], environment: Mapping[str, str]
) -> int:
    """Start the hall, show where everything is, and wait for Ctrl+C; returns the exit code.

    0 when it was asked to end or the kiosk's window was closed, 1 when a role failed.
    """
    stop = StopRequest()
    now = datetime.now(UTC)
    starts_at = None if options.real_clock else demo_start(hall, now)
    pin = f"{secrets.randbelow(1_000_000):06d}"
    settings = write_settings(
        options,
        hash_pin(pin),
        secrets.token_urlsafe(32),
        starts_at - now if starts_at else timedelta(),
    )
    _forget_last_run(options.data)
    shutil.copytree(options.status_files, options.data / "status", dirs_exist_ok=True)
    roles = Roles(own_program(), options.data / "log")
    arguments = ("--settings", str(settings))
    try:
        roles.start("hall", *arguments, environment=environment)
        if not wait_until_ready(options.port, roles):
            return _say_why("hall", roles)
        _start_screens(roles, options, arguments, environment)
        print(_welcome(options, settings, hall, pin, starts_at), flush=True)
        return _watch(roles, stop)
    finally:
        roles.stop()


def _say_why(role: str, roles: Roles) -> int:
    last = roles.log(role).read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
    print(f"demo: peran '{role}' berhenti sendiri. Catatannya, {roles.log(role)}:", file=sys.stderr)
    print("\n".join(last), file=sys.stderr)
    return 1


def _forget_last_run(data: Path) -> None:
    """A demo day begins empty: its clock may begin before the tickets of the last run."""
    for left in [*data.glob("hall.db*"), *data.glob("kiosk/*.db*")]:
        left.unlink()


def _watch(roles: Roles, stop: StopRequest) -> int:
    while not stop.came:
        ended = roles.ended()
        if ended == ("kiosk", 0):  # its window was closed
            return 0
        if ended is not None:
            return _say_why(ended[0], roles)
        time.sleep(0.2)
    return 0


def _start_screens(
    roles: Roles, options: DemoOptions, arguments: Sequence[str], environment: Mapping[str, str]
) -> None:
    if options.screen == "none":
        return
    if options.screen == "vnc":
        roles.start("kiosk", *arguments, "--vnc", str(options.kiosk_vnc), environment=environment)
        roles.start("board", *arguments, "--vnc", str(options.board_vnc), environment=environment)
        return
    windowed = ("--windowed",) if options.screen == "windowed" else ()
    roles.start("kiosk", *arguments, *windowed, environment=environment)


def _welcome(
    options: DemoOptions, settings: Path, hall: Hall, pin: str, starts_at: datetime | None
) -> str:
    address = f"http://127.0.0.1:{options.port}"
    board = f"mpp-kiosk board --settings {settings}"
    if options.screen == "vnc":
        kiosk = f"tidak ada layar di sini; buka vnc://127.0.0.1:{options.kiosk_vnc}"
        board = f"vnc://127.0.0.1:{options.board_vnc} (atau di layar lain: {board})"
    elif options.screen == "none":
        kiosk = f"mpp-kiosk kiosk --settings {settings}"
    else:
        kiosk = "terbuka di layar ini"
    lines = [
        "",
        f"{hall.name} {hall.city}",
        f"  Anjungan         {kiosk}",
        f"  Loket            {address}/counter   nama: rina   PIN: {pin}",
        f"  Papan panggilan  {board}",
        f"  Tiket (PDF)      {options.data / 'tickets'}",
        f"  Catatan          {options.data / 'log'}",
    ]
    if starts_at is not None:
        shown = starts_at.strftime("%d-%m-%Y pukul %H.%M")
        lines.append(f"  Jam demo         mulai {shown}, karena mal tutup saat ini (--real-clock)")
    lines += ["  Berhenti         Ctrl+C", ""]
    return "\n".join(lines)
