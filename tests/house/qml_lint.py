"""Checks every QML file against Qt's types and the types that Python brings.

Run by `make check`: `python tests/house/qml_lint.py`. Both official shortcuts stay green on errors
(`qmllint` without `-W 0`, `pyside6-project qmllint`), so the steps are made here: the Python files
are read statically, their types written beside a qmldir under build/qml, the QML files linted
against them; any warning fails.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[2]
TYPES = ROOT / "build" / "qml"
_QT = Path(PySide6.__file__).parent
_IMPORT_NAME = re.compile(r'^QML_IMPORT_NAME = "([\w.]+)"$', re.MULTILINE)
_TIME_LIMIT = 300


def python_modules(ui: Path) -> dict[str, list[Path]]:
    """The QML modules that Python files bring, by their import name."""
    found: dict[str, list[Path]] = {}
    for path in sorted(ui.rglob("*.py")):
        if match := _IMPORT_NAME.search(path.read_text(encoding="utf-8")):
            found.setdefault(match[1], []).append(path)
    return found


def bases_first(files: list[Path]) -> list[Path]:
    """The files in an order in which every class comes after its bases.

    metaobjectdump takes a class for a QObject only when it has met its base before.
    """
    classes = {path: _classes(path) for path in files}
    home = {node.name: path for path, nodes in classes.items() for node in nodes}
    ordered: list[Path] = []

    def put(path: Path) -> None:
        if path in ordered:
            return
        for node in classes[path]:
            for base in node.bases:
                above = home.get(base.id, path) if isinstance(base, ast.Name) else path
                if above != path:
                    put(above)
        ordered.append(path)

    for path in files:
        put(path)
    return ordered


def mark_constants(described: Path, files: list[Path]) -> None:
    """Write `constant=True` of a Property into the description: metaobjectdump leaves it out."""
    constants = {
        (node.name, function.name)
        for path in files
        for node in _classes(path)
        for function in node.body
        if isinstance(function, ast.FunctionDef) and _is_constant(function)
    }
    descriptions = json.loads(described.read_text(encoding="utf-8"))
    for description in descriptions:
        for kind in description["classes"]:
            for prop in kind.get("properties", ()):
                prop["constant"] = (kind["className"], prop["name"]) in constants
    described.write_text(json.dumps(descriptions), encoding="utf-8")


def _classes(path: Path) -> list[ast.ClassDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def _is_constant(function: ast.FunctionDef) -> bool:
    calls = [d for d in function.decorator_list if isinstance(d, ast.Call)]
    return any(
        keyword.arg == "constant" and ast.unparse(keyword.value) == "True"
        for call in calls
        for keyword in call.keywords
    )


def write_types(name: str, files: list[Path], types: Path) -> None:
    """Write the qmltypes and the qmldir of one module of Python types."""
    folder = types / Path(*name.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    described, registration = folder / "types.json", folder / "registration.cpp"
    dump = [sys.executable, str(_QT / "scripts" / "metaobjectdump.py"), "--quiet"]
    _run([*dump, "--out-file", str(described), *map(str, bases_first(files))])
    mark_constants(described, files)
    foreign = sorted((_QT / "Qt" / "metatypes").glob("qt6core_metatypes.json"))
    _run(
        [
            str(_QT / "Qt" / "libexec" / "qmltyperegistrar"),
            *("--generate-qmltypes", str(folder / "types.qmltypes")),
            *("--import-name", name, "--major-version", "1"),
            *("--foreign-types", ",".join(map(str, foreign))),
            *("-o", str(registration), str(described)),
        ]
    )
    (folder / "qmldir").write_text(f"module {name}\ntypeinfo types.qmltypes\n", encoding="utf-8")


def lint(qml: Path, types: Path) -> str:
    """What qmllint has to say of the QML files under `qml`; "" when it is content."""
    said = []
    for folder in sorted({path.parent for path in qml.rglob("*.qml")}):
        files = sorted(map(str, folder.glob("*.qml")))
        own = ["-i", str(folder / "qmldir")] if (folder / "qmldir").is_file() else []
        command = [str(_QT / "qmllint"), "-W", "0", "--ignore-settings", *own]
        result = subprocess.run(
            [*command, "-I", str(qml), "-I", str(types), *files],
            capture_output=True,
            text=True,
            timeout=_TIME_LIMIT,
            check=False,
        )
        if result.returncode or result.stdout or result.stderr:
            said.append(f"{result.stdout}{result.stderr}qmllint ended with {result.returncode}\n")
    return "".join(said)


def check(ui: Path, types: Path) -> str:
    """Lint all QML of a `ui` room; "" when there is nothing to say."""
    for name, files in python_modules(ui).items():
        write_types(name, files, types)
    return lint(ui / "qml", types)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, timeout=_TIME_LIMIT, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    complaints = check(ROOT / "ui", TYPES)
    sys.stderr.write(complaints)
    sys.exit(bool(complaints))
