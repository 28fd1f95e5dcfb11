"""Which screen stands in front of the visitor, and the way back.

A screen is a QML file with one view model; the shell lists them as routes. One screen is alive at
a time (UX-53): what must outlast it lives in its view model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.viewmodels.screen import ScreenViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

ATTRACT = "attract"
HOME = "home"


@dataclass(frozen=True, slots=True)
class Route:
    """A screen by name: `Screens/<Name>Screen.qml` and its view model.

    `personal` shortens the idle time (UX-22). `back`, `header` and `bar` say what of the frame
    around the screen is there.
    """

    name: str
    view_model: ScreenViewModel
    personal: bool = False
    back: bool = True
    header: bool = True
    bar: bool = True

    @property
    def source(self) -> str:
        """The screen's QML file, seen from Main.qml: take-number is TakeNumberScreen.qml."""
        words = "".join(word.capitalize() for word in self.name.split("-"))
        return f"Screens/{words}Screen.qml"


@QmlElement
class Navigator(QObject):
    """The stack of screens; the lowest is Attract or Home.

    Signals:
        changed: another screen stands in front, or the same with another argument.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._routes: dict[str, Route] = {}
        self._stack: list[tuple[Route, str]] = []

    def set_routes(self, routes: Sequence[Route]) -> None:
        """Learn the screens and stand before Attract."""
        self._routes = {route.name: route for route in routes}
        self._stand([(self._routes[ATTRACT], "")])

    @property
    def route(self) -> Route:
        """The screen in front."""
        return self._stack[-1][0]

    @Property(str, notify=changed)
    def screen(self) -> str:
        """The name of the screen in front."""
        return self.route.name

    @Property(str, notify=changed)
    def source(self) -> str:
        """Its QML file."""
        return self.route.source

    @Property(QObject, notify=changed)
    def viewModel(self) -> ScreenViewModel:
        """Its view model."""
        return self.route.view_model

    @Property(bool, notify=changed)
    def canGoBack(self) -> bool:
        """Whether Back leads anywhere from here."""
        return self._leads_back()

    @Property(bool, notify=changed)
    def canGoHome(self) -> bool:
        """Whether Home is another screen than this one."""
        return self.route.name not in (ATTRACT, HOME)

    @Property(bool, notify=changed)
    def showsHeader(self) -> bool:
        """Whether the header stands above the screen."""
        return self.route.header

    @Property(bool, notify=changed)
    def showsBar(self) -> bool:
        """Whether the bar of choices stands below the screen."""
        return self.route.bar

    def go(self, name: str, argument: str = "") -> None:
        """Put a screen in front; Back returns to the present one."""
        self._stand([*self._stack, (self._routes[name], argument)])

    def replace(self, name: str, argument: str = "") -> None:
        """Put a screen in front in place of the present one: Back does not return to it."""
        self._stand([*self._stack[:-1], (self._routes[name], argument)])

    def sleep(self) -> None:
        """Stand before Attract, with nothing to go back to."""
        self._stand([(self._routes[ATTRACT], "")])

    @Slot()
    def home(self) -> None:
        """Stand before Home, with nothing to go back to."""
        self._stand([(self._routes[HOME], "")])

    @Slot()
    def back(self) -> None:
        """One step back: inside the screen if it has one, else to the screen before."""
        if self.route.view_model.step_back():
            return
        if self._leads_back():
            self._stand(self._stack[:-1])

    @Slot()
    def missing(self) -> None:
        """The screen in front did not load: a defect, and an empty page would help nobody."""
        raise RuntimeError(f"{self.route.source} did not load; the messages above say why")

    def _leads_back(self) -> bool:
        return self.route.back and len(self._stack) > 1

    def _stand(self, stack: list[tuple[Route, str]]) -> None:
        if self._stack and stack[-1] != self._stack[-1]:
            self.route.view_model.leave()
        self._stack = stack
        route, argument = stack[-1]
        route.view_model.enter(argument)
        self.changed.emit()
