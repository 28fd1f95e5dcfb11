"""Rooms stay small enough to be read: the budget is a test from the first day."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("kiosk", "hall", "printing", "ui", "benchmarks", "deploy")
PYTHON = sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))
QML = sorted((ROOT / "ui" / "qml").rglob("*.qml"))
FOLDERS = sorted({p.parent for p in [*PYTHON, *QML]})

MODULE_LINES = 400
QML_LINES = 150
FUNCTION_LINES = 40
CLASS_METHODS = 20
# A folder of leaves may hold more: one file per screen, control, word or migration.
FOLDER_FILES = 12
LEAVES = {"domain", "viewmodels", "Screens", "Controls", "versions"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_a_module_holds_one_concern_of_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", QML, ids=_name)
def test_a_qml_file_has_at_most_150_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= QML_LINES


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_functions_and_classes_stay_readable(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _migration(path):
            assert _body_lines(node) <= FUNCTION_LINES, f"{_name(path)}:{node.lineno} {node.name}"
        if isinstance(node, ast.ClassDef):
            assert _methods(node) <= CLASS_METHODS, f"{_name(path)}:{node.lineno} {node.name}"


@pytest.mark.parametrize("folder", FOLDERS, ids=_name)
def test_a_folder_is_split_before_it_fills_up(folder: Path) -> None:
    if folder.name not in LEAVES:
        files = [p for p in [*PYTHON, *QML] if p.parent == folder and p.stem != "__init__"]
        assert len(files) <= FOLDER_FILES, [p.name for p in files]


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code, the docstring not counted: explaining must never cost."""
    docstring = ast.get_docstring(node, clean=False)
    body = node.body[1:] if docstring is not None else node.body
    if not body:
        return 0
    return (node.end_lineno or node.lineno) - body[0].lineno + 1


def _migration(path: Path) -> bool:
    """Migrations are lists of steps; splitting one would hide their order."""
    return path.parent.name == "versions"


def _methods(node: ast.ClassDef) -> int:
    """How much a class does: its properties are what it has."""
    functions = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return sum(not _is_property(function) for function in functions)


def _is_property(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    decorators = [d.func if isinstance(d, ast.Call) else d for d in function.decorator_list]
    names = [d.id for d in decorators if isinstance(d, ast.Name)]
    return bool({"Property", "property"} & set(names))
