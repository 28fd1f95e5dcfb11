"""The command line of mpp-kiosk, and the only file that sees every room: here they are wired.

Each role imports its rooms when it is chosen, so a kiosk loads no web framework and a hall server
no Qt.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.clock import SteadyClock
from kiosk.errors import BadSettings, MppError
from kiosk.ports import Clock
from kiosk.settings import KioskSettings, PanelSettings, bundled_files
from kiosk.tools import add_tools, clock_of, default_settings, settings_of

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQuick import QQuickWindow

    from kiosk.audit import Audit
    from kiosk.catalog.cache import CatalogCache
    from kiosk.catalog.catalog_reader import CatalogReader
    from kiosk.desk import Desk
    from kiosk.domain.hall import Hall
    from kiosk.domain.live import HallEvent
    from kiosk.domain.service import Agency, Service
    from kiosk.sync.hall_client import HallClient
    from kiosk.sync.journal import Journal
    from kiosk.sync.learning import Progress
    from kiosk.sync.time.hall_time import HallTime
    from kiosk.sync.worker import SyncWorker
    from ui.live import LiveHall

    OnShown = Callable[[QQuickWindow, Callable[[], None]], Callable[[], None]]

EXIT_SETTINGS = 78  # EX_CONFIG of sysexits.h: systemd can tell it from a crash


def main(arguments: Sequence[str] | None = None, on_shown: OnShown | None = None) -> int:
    """Run one role of mpp-kiosk and return its exit code.

    `on_shown` gets the window and what ends the program, once the window is there, and returns
    what takes it away again; tests put a finger beside the screen with it.
    """
    options = _parser().parse_args(arguments, argparse.Namespace(on_shown=on_shown))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        code: int = options.role(options)
    except MppError as error:
        print(f"mpp-kiosk: {error.sentence}", file=sys.stderr)
        return EXIT_SETTINGS
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mpp-kiosk", description="Mal Pelayanan Publik")
    roles = parser.add_subparsers(required=True, metavar="PERAN")
    for name, role, text in (
        ("kiosk", _kiosk, "anjungan sentuh"),
        ("board", _board, "papan panggilan"),
        ("hall", _hall, "server mal"),
    ):
        command = roles.add_parser(name, help=text)
        command.add_argument("--settings", type=Path, default=default_settings())
        command.set_defaults(role=role)
        if name != "hall":
            command.add_argument(
                "--windowed", action="store_true", help="jendela, bukan layar penuh"
            )
            command.add_argument(
                "--vnc", type=int, metavar="PORT", help="layar lewat VNC, loopback"
            )
        if name == "board":
            command.add_argument(
                "--trace-calls", type=Path, help="catat tiap panggilan yang diucapkan"
            )
    demo = roles.add_parser("demo", help="server mal dan anjungan contoh di satu komputer")
    demo.add_argument("--data", type=Path, default=Path("run/demo"))
    demo.add_argument("--port", type=int, default=8200)
    demo.add_argument("--vnc-port", type=int, default=5900)
    demo.add_argument("--landscape", action="store_true")
    demo.add_argument("--windowed", action="store_true", help="jendela, bukan layar penuh")
    demo.add_argument("--no-screen", action="store_true", help="server mal saja")
    demo.add_argument("--real-clock", action="store_true", help="jangan buka mal di luar jamnya")
    demo.set_defaults(role=_demo)
    add_tools(roles)
    return parser


# --- roles --------------------------------------------------------------------------------------


def _hall(options: argparse.Namespace) -> int:
    gc.disable()  # a start only makes what stays; hall.app turns it on when the hall is open
    from hall.server import run

    settings = settings_of(options)
    if settings.hall is None:
        raise BadSettings(str(options.settings), "hall", "belum diisi")
    return run(settings.hall, SteadyClock(timedelta(seconds=settings.clock_shift_seconds)))


def _demo(options: argparse.Namespace) -> int:
    from hall.auth import hash_pin
    from kiosk.catalog.reader import read_hall
    from kiosk.demo import DemoOptions, choose_screen, free_port, run_demo

    sample = bundled_files().assets / "sample"
    screen = "none" if options.no_screen else choose_screen(os.environ, windowed=options.windowed)
    chosen = DemoOptions(
        data=options.data.resolve(),
        status_files=sample / "status",
        port=free_port(options.port),
        screen=screen,
        orientation="landscape" if options.landscape else "portrait",
        kiosk_vnc=free_port(options.vnc_port),
        board_vnc=free_port(options.vnc_port + 1),
        real_clock=options.real_clock,
    )
    return run_demo(chosen, read_hall(sample / "hall.json"), hash_pin, os.environ)


# --- roles with a screen ------------------------------------------------------------------------


def _kiosk(options: argparse.Namespace) -> int:
    everything = settings_of(options)
    settings = everything.kiosk
    if settings is None:
        raise BadSettings(str(options.settings), "kiosk", "belum diisi")
    from kiosk.sync.time.hall_time import HallTime
    from kiosk.sync.time.memory import TimeMemory

    with ExitStack() as closing:
        app = _application(settings.panel, options, closing)
        clock = HallTime(clock_of(everything), TimeMemory(settings.data / "hall-time.json"))
        window = _wire_kiosk(app, settings, clock, options, closing)
        return _run(app, window, options, closing)


@dataclass(frozen=True, slots=True)
class _Files:
    """What a kiosk keeps on its disk."""

    audit: Audit
    cache: CatalogCache
    catalog: CatalogReader
    journal: Journal


def _open_files(settings: KioskSettings, clock: Clock, closing: ExitStack) -> _Files:
    from kiosk.audit import Audit, Event
    from kiosk.catalog.cache import CatalogCache
    from kiosk.catalog.catalog_reader import CatalogReader
    from kiosk.search.index import Index
    from kiosk.search.lexicon import Lexicon
    from kiosk.search.search import Search
    from kiosk.sync.journal import open_journal

    settings.data.mkdir(parents=True, exist_ok=True)
    audit = Audit(settings.data / "audit.jsonl", clock)
    closing.callback(audit.close)
    audit.note(Event.KIOSK_STARTED)
    closing.callback(audit.note, Event.KIOSK_STOPPED)
    lexicon = Lexicon.read(bundled_files().assets / "search")
    cache = CatalogCache.open(settings.data / "catalog.db", Index(lexicon), _sample)
    closing.callback(cache.close)
    if cache.opened.set_aside is not None:
        audit.note(Event.CATALOG_DAMAGED, code=f"shown-{cache.opened.origin}")
        print(cache.opened.words, file=sys.stderr)
    catalog = CatalogReader.open(
        settings.data / "catalog.db", lambda connection: Search.open(connection, lexicon)
    )
    closing.callback(catalog.close)
    journal = open_journal(settings.data, audit)
    closing.callback(journal.close)
    return _Files(audit, cache, catalog, journal)


def _sample() -> Iterator[Hall | Agency | Service]:
    """What is shown in place of a damaged catalog without a copy, until the hall server answers."""
    from kiosk.catalog.reader import read_catalog

    folder = bundled_files().assets / "sample"
    files = read_catalog(folder / "hall.json", folder / "services.json")
    yield files.hall
    yield from files.agencies
    yield from files.services


class _ProgressAloud:
    """Says on the command line how far a first load is, once for every twentieth of it."""

    def __init__(self) -> None:
        self._said = ""

    def tell(self, progress: Progress | None) -> None:
        """Say it, unless it was said already."""
        if progress is None or progress.percent % 5 or progress.words == self._said:
            return
        self._said = progress.words
        print(progress.words, file=sys.stderr, flush=True)


def _wire_kiosk(
    app: QGuiApplication,
    settings: KioskSettings,
    clock: HallTime,
    options: argparse.Namespace,
    closing: ExitStack,
) -> QQuickWindow:
    """Put a kiosk together; `closing` takes it apart in the reverse order."""
    from kiosk.sync.worker import Listeners, SyncWorker
    from ui.live import LiveHall
    from ui.shell import KioskParts, KioskShell

    files = _open_files(settings, clock, closing)
    # The desk's door and the worker's are two: a visitor never waits behind a catalog page.
    door, workers_door = _door(settings, closing), _door(settings, closing)
    live = LiveHall(app)
    aloud = _ProgressAloud()

    def on_progress(progress: Progress | None) -> None:
        aloud.tell(progress)
        live.on_progress(progress)

    worker = SyncWorker(
        workers_door,
        files.journal.outbox,
        files.cache,
        files.audit,
        clock,
        listeners=Listeners(live.on_line, live.on_snapshot, live.on_catalog, on_progress),
    )
    desk = _desk(settings, files, door, worker, clock)
    parts = KioskParts(settings, desk, files.catalog, clock, live, windowed=options.windowed)
    shell = KioskShell(app, parts)
    closing.callback(shell.close)
    worker.start()
    closing.callback(worker.stop)
    _follow_events(settings, live, worker, clock, closing)
    return shell.load()


def _door(settings: KioskSettings, closing: ExitStack) -> HallClient:
    from kiosk.sync.hall_client import HallClient

    door = HallClient(
        settings.hall_url, settings.token, settings.connect_seconds, settings.answer_seconds
    )
    closing.callback(door.close)
    return door


def _desk(
    settings: KioskSettings, files: _Files, door: HallClient, worker: SyncWorker, clock: Clock
) -> Desk:
    from kiosk.desk import Desk
    from printing.make import make_printer

    desk = Desk(
        door,
        files.journal,
        files.catalog,
        make_printer(settings.printer),
        worker,
        clock=clock,
        audit=files.audit,
        kiosk_id=settings.id,
        letter=settings.letter,
    )
    desk.settle_unfinished()
    return desk


def _follow_events(
    settings: KioskSettings, live: LiveHall, worker: SyncWorker, clock: Clock, closing: ExitStack
) -> None:
    """Hear of calls at once; the worker alone would tell of them with its next heartbeat."""
    from PySide6.QtNetwork import QNetworkAccessManager

    from ui.event_stream import EventStream
    from ui.fetch import HallAddress

    def hear(event: HallEvent) -> None:
        if event.type == "catalog.changed":
            worker.wake()

    address = HallAddress(settings.hall_url, settings.token)
    events = EventStream(address, QNetworkAccessManager(live), clock, parent=live)
    events.snapshotRead.connect(live.on_snapshot)
    events.snapshotChanged.connect(live.on_moved)
    events.eventArrived.connect(hear)
    events.start()
    closing.callback(events.close)


def _board(options: argparse.Namespace) -> int:
    everything = settings_of(options)
    settings = everything.board
    if settings is None:
        raise BadSettings(str(options.settings), "board", "belum diisi")
    with ExitStack() as closing:
        app = _application(settings.panel, options, closing)
        from ui.board import BoardParts, BoardShell

        parts = BoardParts(
            settings, clock_of(everything), windowed=options.windowed, trace=options.trace_calls
        )
        shell = BoardShell(app, parts)
        closing.callback(shell.close)
        return _run(app, shell.load(), options, closing)


def _application(
    panel: PanelSettings, options: argparse.Namespace, closing: ExitStack
) -> QGuiApplication:
    """A Qt application on this machine's screen or on VNC, with the renderer of the settings."""
    if panel.renderer == "software":
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    size = (1080, 1920) if panel.orientation == "portrait" else (1920, 1080)
    if options.vnc is not None:
        from ui.vnc import vnc_platform

        os.environ["QT_QPA_PLATFORM"] = vnc_platform(*size, options.vnc)
    from PySide6.QtGui import QGuiApplication

    from ui.crash import CrashLoudly
    from ui.quitting import QuitOnSignal

    app = QGuiApplication(sys.argv[:1])
    app.setApplicationName("mpp-kiosk")
    closing.callback(CrashLoudly().restore)
    closing.callback(QuitOnSignal(app).restore)
    if options.vnc is not None:
        from ui.vnc import confine_to_loopback

        confine_to_loopback(options.vnc)
    return app


def _run(
    app: QGuiApplication, window: QQuickWindow, options: argparse.Namespace, closing: ExitStack
) -> int:
    if options.on_shown is not None:
        closing.callback(options.on_shown(window, app.quit))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
