"""A screen is three files of one name: what it shows, what it knows, what it promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCREENS = sorted((ROOT / "ui" / "qml" / "Kiosk" / "Screens").glob("*Screen.qml"))


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize("path", SCREENS, ids=lambda p: p.stem)
def test_a_screen_has_its_view_model_and_its_test(path: Path) -> None:
    name = path.stem.removesuffix("Screen")
    view_model = ROOT / "ui" / "viewmodels" / f"{_snake(name)}.py"
    assert f"class {name}ViewModel(ScreenViewModel)" in view_model.read_text(encoding="utf-8")
    assert (ROOT / "tests" / "unit" / "ui" / f"test_{_snake(name)}.py").is_file()
    text = path.read_text(encoding="utf-8")
    assert re.search(rf"required property {name}ViewModel viewModel\b", text)


def test_the_screens_are_found() -> None:
    assert len(SCREENS) >= 5
