"""The way to a screen and back from it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from tests.helpers.kiosk_window import KioskWindow
from ui.viewmodels.screen import ScreenViewModel
from ui.visit.navigation import Navigator, Route


class Diary(ScreenViewModel):
    """Writes down what a screen is told."""

    def __init__(self, name: str, told: list[str]) -> None:
        super().__init__()
        self._name = name
        self._told = told
        self.steps_inside = 0

    def enter(self, argument: str) -> None:
        self._told.append(f"enter {self._name} {argument}".strip())

    def leave(self) -> None:
        self._told.append(f"leave {self._name}")

    def step_back(self) -> bool:
        if not self.steps_inside:
            return False
        self.steps_inside -= 1
        return True


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def navigator(qapp: QGuiApplication, told: list[str]) -> Navigator:
    navigator = Navigator()
    names = ("attract", "home", "list", "detail")
    navigator.set_routes([Route(name, Diary(name, told)) for name in names])
    told.clear()
    return navigator


def stand(navigator: Navigator) -> str:
    return str(navigator.property("screen"))


def test_back_retraces_the_way_with_what_each_screen_was_about(
    navigator: Navigator, told: list[str]
) -> None:
    navigator.home()
    navigator.go("list", "dukcapil")
    navigator.go("detail", "ktp")
    told.clear()
    navigator.back()
    assert told == ["leave detail", "enter list dukcapil"]
    navigator.back()
    assert stand(navigator) == "home"
    assert navigator.property("canGoBack") is False
    navigator.back()
    assert stand(navigator) == "home"


def test_a_screen_with_steps_inside_takes_them_back_first(navigator: Navigator) -> None:
    navigator.home()
    navigator.go("detail")
    inside = navigator.route.view_model
    assert isinstance(inside, Diary)
    inside.steps_inside = 1
    navigator.back()
    assert stand(navigator) == "detail"
    navigator.back()
    assert stand(navigator) == "home"


def test_a_replaced_screen_is_not_come_back_to(navigator: Navigator) -> None:
    navigator.home()
    navigator.go("list")
    navigator.replace("detail")
    navigator.back()
    assert stand(navigator) == "home"


def test_home_and_sleep_forget_the_way(navigator: Navigator) -> None:
    navigator.home()
    navigator.go("list")
    navigator.home()
    assert navigator.property("canGoBack") is False
    navigator.go("list")
    navigator.sleep()
    assert (stand(navigator), navigator.property("canGoHome")) == ("attract", False)


def test_a_route_names_its_file() -> None:
    assert Route("take-number", ScreenViewModel()).source == "Screens/TakeNumberScreen.qml"


def test_every_screen_of_the_kiosk_loads_and_has_a_way_home(kiosk: KioskWindow) -> None:
    for name in ("agencies", "services", "service", "take-number", "check-application"):
        kiosk.go(name, {"services": "dukcapil"}.get(name, "dukcapil.ktp-ganti"))
        kiosk.tap("Beranda")
        assert stand(kiosk.shell.navigator) == "home"
