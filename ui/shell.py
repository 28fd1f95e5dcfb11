"""The kiosk on a screen: engine, fonts, languages, window, and an orderly end.

Serves the role `kiosk` of the command line. View models live under one owner that outlives the
engine, so no binding ever looks at a dead object.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputDevice
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.ports import Clock
from kiosk.settings import KioskSettings
from ui.live import LiveHall
from ui.look.fonts import load_fonts
from ui.look.icons import IconProvider
from ui.look.languages import Languages
from ui.screens import KioskDesk, Wiring, screens
from ui.viewmodels.hall import HallViewModel
from ui.viewmodels.hall_facts import Catalog, HallFacts
from ui.visit.activity import Activity
from ui.visit.navigation import Navigator
from ui.visit.preferences import Preferences
from ui.visit.session import Session
from ui.work import Work

QML = Path(__file__).parent / "qml"
PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)


@dataclass(frozen=True, slots=True)
class KioskParts:
    """What a kiosk's screen is wired to; without `live` it hears nothing of the hall."""

    settings: KioskSettings
    desk: KioskDesk
    catalog: Catalog
    clock: Clock
    live: LiveHall | None = None
    windowed: bool = False


class KioskShell:
    """Builds the window of a kiosk and takes it down again.

    `live` takes the sync worker's calls: `on_line`, `on_snapshot`, `on_catalog`.
    """

    def __init__(self, app: QGuiApplication, parts: KioskParts) -> None:
        self._app = app
        self._parts = parts
        self._owner = QObject()
        self._activity = Activity(self._owner)
        self._languages = Languages()
        self._engine: QQmlApplicationEngine | None = None
        self._window: QQuickWindow | None = None
        self.work = Work(self._owner)
        self.live = parts.live or LiveHall(self._owner)
        self.preferences = Preferences(self._owner)
        # Before any view model listens: a retranslated text must already be in the new language.
        self.preferences.languageChanged.connect(self._show_language)
        self.navigator = Navigator(self._owner)
        self.session = Session(parts.clock, parts.settings, self._owner)
        facts = HallFacts(parts.catalog, self.live, parts.clock)
        self.hall = HallViewModel(facts, self.preferences, self._owner)
        routes = screens(
            Wiring(
                settings=parts.settings,
                desk=parts.desk,
                facts=facts,
                hall=self.hall,
                navigator=self.navigator,
                session=self.session,
                preferences=self.preferences,
                work=self.work,
                clock=parts.clock,
                owner=self._owner,
            )
        )
        self.navigator.set_routes(routes)
        self.session.on_end(self.navigator.sleep)
        for route in routes:
            self.session.on_end(route.view_model.wipe)
        self.session.on_end(self.preferences.reset)
        self.navigator.changed.connect(self._follow_screen)
        self.preferences.changed.connect(self._follow_text)
        self._activity.seen.connect(self.session.activity)

    def load(self) -> QQuickWindow:
        """Load the screens and show the window: full screen, or windowed for a technician.

        Raises MissingFont.
        """
        load_fonts()
        engine = QQmlApplicationEngine()
        engine.addImportPath(str(QML))
        engine.addImageProvider("icon", IconProvider())
        width, height = self._size()
        engine.setInitialProperties(
            {
                "width": width,
                "height": height,
                "navigator": self.navigator,
                "session": self.session,
                "preferences": self.preferences,
                "hall": self.hall,
                "diagonalInch": self._parts.settings.panel.diagonal_inch,
            }
        )
        engine.loadFromModule("Kiosk", "Main")
        roots = engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("the kiosk's screens did not load; the messages above say why")
        self._engine, self._window = engine, roots[0]
        self._window.installEventFilter(self._activity)
        self._show(self._window)
        return self._window

    def close(self) -> None:
        """Take everything down: window, engine, work, then the view models."""
        self.work.close()
        if self._window is not None:
            self._window.removeEventFilter(self._activity)
            self._window.close()
        if self._engine is not None:
            self._engine.deleteLater()
            QGuiApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)
        self._engine = self._window = None
        self._languages.show("id")
        self._owner.deleteLater()
        QGuiApplication.sendPostedEvents(self._owner, QEvent.Type.DeferredDelete.value)

    def _size(self) -> tuple[int, int]:
        """The panel's own size, or as much of it as a technician's desktop has room for."""
        panel = self._parts.settings.panel
        width, height = PORTRAIT if panel.orientation == "portrait" else LANDSCAPE
        if not self._parts.windowed:
            return width, height
        room = QGuiApplication.primaryScreen().availableSize()
        scale = min(1.0, room.width() * 0.95 / width, room.height() * 0.9 / height)
        return round(width * scale), round(height * scale)

    def _show(self, window: QQuickWindow) -> None:
        if self._parts.windowed:
            window.show()
            return
        window.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        if any(d.type() == QInputDevice.DeviceType.TouchScreen for d in QInputDevice.devices()):
            window.setCursor(Qt.CursorShape.BlankCursor)
        window.showFullScreen()

    def _show_language(self) -> None:
        self._languages.show(self.preferences.language_code)
        if self._engine is not None:
            self._engine.retranslate()

    def _follow_screen(self) -> None:
        self.session.set_personal(self.navigator.route.personal)

    def _follow_text(self) -> None:
        self.session.set_slow(self.preferences.slow_reader)
