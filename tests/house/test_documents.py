"""What the documents say is there: commands, paths, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.sources.make import make_sources
from kiosk.__main__ import _parser
from kiosk.catalog.reader import read_hall
from kiosk.clock import SystemClock
from kiosk.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TARGETS = set(
    re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
)
ROOMS = (
    ".ci",
    "assets",
    "benchmarks",
    "deploy",
    "docs",
    "hall",
    "kiosk",
    "printing",
    "tests",
    "ui",
)
PATH = re.compile(r"`((?:kiosk|hall|printing|ui|assets|tests|benchmarks|deploy|docs)/[\w./-]*)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _ours() -> Iterator[Path]:
    """Every file of the project; git may be absent, or refuse a checkout of another user."""
    yield from (path for path in ROOT.iterdir() if path.is_file())
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_path_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [p for p in PATH.findall(text) if not (ROOT / p).exists()]
    missing += [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=_name)
def test_every_command_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^\s+)make ([a-z]+)", text, re.MULTILINE))
    assert named <= TARGETS
    roles = set(re.findall(r"mpp-kiosk ([a-z]+(?:-[a-z]+)*)", text))
    assert roles <= set(_parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr]


def test_the_settings_a_technician_copies_are_accepted(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "teknisi.md").read_text(encoding="utf-8")
    example, sources = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    file = tmp_path / "settings.toml"
    file.write_text(sources, encoding="utf-8")
    followed = read_settings(file, {}).hall
    assert followed is not None
    assert len(make_sources(followed.sources, SystemClock())) == 3
    file.write_text(example, encoding="utf-8")
    settings = read_settings(file, {})
    assert settings.hall is not None
    assert settings.kiosk is not None
    assert settings.board is not None
    zones = {zone.id for zone in read_hall(ROOT / "assets" / "sample" / "hall.json").zones}
    assert set(settings.board.zones) <= zones


def test_nothing_names_a_machine_path_or_a_registry() -> None:
    forbidden = re.compile("/" + "work/|/" + "root/|pypi" + r"\.org|python" + r"hosted|npm" + "js")
    text_files = [p for p in _ours() if p.suffix not in {".png", ".wav", ".qm", ".qmlc", ".jsc"}]
    guilty = [_name(p) for p in text_files if forbidden.search(p.read_text("utf-8", "replace"))]
    assert guilty == []


def test_pins_name_versions_and_hashes_and_no_address() -> None:
    for pins in (ROOT / "deploy" / "pins").glob("*.txt"):
        text = pins.read_text(encoding="utf-8")
        assert "://" not in text
        requirements = [r for r in text.split("\n") if r and not r.startswith((" ", "#"))]
        assert requirements
        assert all(re.match(r"[a-z0-9._-]+==[\w.]+ \\$", r) for r in requirements)
