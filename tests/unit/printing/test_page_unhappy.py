"""A machine without the letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import MissingFont
from printing.page import letters


def test_missing_letters_are_named_with_the_package_that_brings_them(tmp_path: Path) -> None:
    with pytest.raises(MissingFont) as refused:
        letters.load_typeface((tmp_path,))
    assert "fonts-inter" in refused.value.sentence


def test_letters_beside_the_program_come_before_the_systems(tmp_path: Path) -> None:
    for weight in letters.Weight:
        (tmp_path / f"Inter-{weight}.otf").write_bytes(
            (letters.DEBIAN_FOLDER / f"Inter-{weight}.otf").read_bytes()
        )
    faces = letters.load_typeface((tmp_path, letters.DEBIAN_FOLDER))
    assert {face.file.parent for face in faces.values()} == {tmp_path}
