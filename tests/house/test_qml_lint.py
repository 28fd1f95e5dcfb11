"""The QML gate says nothing of right files and names a slip in wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.qml_lint import bases_first, check

BASE = """
from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Sample.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ZScreen(QObject):
    pass
"""
DERIVED = """
from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Sample.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Queue(ZScreen):
    changed = Signal()

    @Property(str, constant=True)
    def name(self):
        return ""

    @Property(int, notify=changed)
    def waiting(self):
        return 0

    @Slot()
    def takeNumber(self):
        pass
"""
VIEW = """import QtQuick
import Sample.ViewModels

Item {
    id: view

    required property Queue queue

    Text {
        text: view.queue.name + view.queue.waiting
    }

    TapHandler {
        onTapped: view.queue.takeNumber()
    }
}
"""


@pytest.fixture
def ui(tmp_path: Path) -> Path:
    """A room with two view models and a view."""
    room = tmp_path / "ui"
    module = room / "qml" / "Sample"
    module.mkdir(parents=True)
    (room / "queue.py").write_text(DERIVED, encoding="utf-8")
    (room / "zscreen.py").write_text(BASE, encoding="utf-8")
    (module / "qmldir").write_text("module Sample\nView 1.0 View.qml\n", encoding="utf-8")
    (module / "View.qml").write_text(VIEW, encoding="utf-8")
    return room


def lint_with(ui: Path, right: str, wrong: str) -> str:
    view = ui / "qml" / "Sample" / "View.qml"
    view.write_text(VIEW.replace(right, wrong), encoding="utf-8")
    return check(ui, ui.parent / "build")


def test_right_files_pass(ui: Path) -> None:
    assert check(ui, ui.parent / "build") == ""


def test_a_misspelt_property_of_python_is_named(ui: Path) -> None:
    complaint = lint_with(ui, "queue.waiting", "queue.waitting")
    assert 'Member "waitting" not found on type "Queue"' in complaint


def test_a_misspelt_slot_is_named(ui: Path) -> None:
    complaint = lint_with(ui, "takeNumber()", "takeNumbr()")
    assert 'Member "takeNumbr" not found on type "Queue"' in complaint


def test_a_misspelt_property_of_qt_is_named(ui: Path) -> None:
    assert "txt" in lint_with(ui, "text: view", "txt: view")


def test_a_context_property_is_refused(ui: Path) -> None:
    assert "[unqualified]" in lint_with(ui, "view.queue.name", "backend.name")


def test_a_class_comes_after_the_base_it_has_in_another_file(ui: Path) -> None:
    derived, base = ui / "queue.py", ui / "zscreen.py"
    assert bases_first([derived, base]) == [base, derived]
