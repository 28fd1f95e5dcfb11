"""The board of a hall on a TV: line, voice, screen, and an orderly end.

Serves the role `board` of the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QNetworkAccessManager
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.domain.wording import Reading
from kiosk.ports import Clock
from kiosk.settings import BoardSettings, bundled_files
from ui.event_stream import EventStream
from ui.fetch import HallAddress
from ui.hall_setup import HallSetup
from ui.look.fonts import load_fonts
from ui.look.icons import IconProvider
from ui.viewmodels.board import BoardViewModel
from ui.viewmodels.board_calls import BoardFilter
from ui.voice.announcer import SHOWN_SECONDS, Announcer
from ui.voice.call_trace import CallTrace
from ui.voice.sound import Voice, open_voice

QML = Path(__file__).parent / "qml"
LANDSCAPE = (1920, 1080)
VOICE = Path("sounds", "id")


@dataclass(frozen=True, slots=True)
class BoardParts:
    """What a board is made of.

    `trace` is a file for what was spoken ("-" for standard output); `voice` replaces the clips.
    A called number stays large for `shown_seconds` at least.
    """

    settings: BoardSettings
    clock: Clock
    windowed: bool = False
    trace: Path | None = None
    voice: Voice | None = None
    shown_seconds: float = SHOWN_SECONDS


class BoardShell:
    """Builds the window of a board and takes it down again."""

    def __init__(self, app: QGuiApplication, parts: BoardParts) -> None:
        self._app = app
        self._parts = parts
        settings = parts.settings
        self._owner = QObject()
        self._engine: QQmlApplicationEngine | None = None
        self._window: QQuickWindow | None = None
        self._trace = CallTrace(parts.trace) if parts.trace else None
        hall = HallAddress(settings.hall_url, settings.token)
        network = QNetworkAccessManager(self._owner)
        self.setup = HallSetup(hall, network, parent=self._owner)
        self.stream = EventStream(hall, network, parts.clock, parent=self._owner)
        self._voice = parts.voice or open_voice(
            bundled_files().assets / VOICE, sound=settings.sound
        )
        self.announcer = Announcer(
            self._voice,
            parts.clock,
            Reading(settings.reading),
            trace=self._trace,
            shown_seconds=parts.shown_seconds,
            parent=self._owner,
        )
        shown = BoardFilter(settings.agencies, settings.zones)
        self.board = BoardViewModel(
            self.stream, self.setup, self.announcer, shown, parent=self._owner
        )

    def load(self) -> QQuickWindow:
        """Load the screen, show it and begin to listen to the hall. Raises MissingFont."""
        load_fonts()
        engine = QQmlApplicationEngine()
        engine.addImportPath(str(QML))
        engine.addImageProvider("icon", IconProvider())
        width, height = self._size()
        engine.setInitialProperties({"width": width, "height": height, "board": self.board})
        engine.loadFromModule("Board", "Main")
        roots = engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the board's screen did not load; the messages above say why")
        self._engine, self._window = engine, roots[0]
        self._show(self._window)
        self.board.start()
        return self._window

    def close(self) -> None:
        """Take everything down: line and voice, window and engine, then the view model."""
        self.setup.close()
        self.stream.close()
        self.announcer.close()
        if self._trace is not None:
            self._trace.close()
        if self._window is not None:
            self._window.close()
        if self._engine is not None:
            _delete(self._engine)
        self._engine = self._window = None
        _delete(self._owner)

    def _size(self) -> tuple[int, int]:
        """The panel's own size, or half of it in a technician's window."""
        portrait = self._parts.settings.panel.orientation == "portrait"
        width, height = LANDSCAPE[::-1] if portrait else LANDSCAPE
        return (width // 2, height // 2) if self._parts.windowed else (width, height)

    def _show(self, window: QQuickWindow) -> None:
        if self._parts.windowed:
            window.show()
            return
        window.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        window.setCursor(Qt.CursorShape.BlankCursor)
        window.showFullScreen()


def _delete(thing: QObject) -> None:
    """Delete now, while everything it looks at still lives."""
    thing.deleteLater()
    QGuiApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete.value)
