"""Screens as pictures: out of Qt, and against the golden ones that were looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
GOLDENS = ROOT / "tests" / "golden"
DIFFERENCES = ROOT / "build" / "golden"


def as_rgb(image: QImage) -> Image.Image:
    """What Qt drew, as Pillow knows pictures."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    size = (rgb.width(), rgb.height())
    return Image.frombuffer("RGB", size, bytes(rgb.constBits()), "raw", "RGB", rgb.bytesPerLine())


def compare(drawn: Image.Image, name: str, *, update: bool) -> None:
    """Fail when `drawn` differs from the golden `name` ("folder/picture.png") in any pixel.

    What is drawn, and where it differs (white), is left in build/golden. With `update` the golden
    is written instead.
    """
    golden = GOLDENS / name
    if update:
        golden.parent.mkdir(exist_ok=True)
        drawn.save(golden, optimize=True)
        return
    expected = Image.open(golden).convert("RGB")
    if drawn.size == expected.size and drawn.tobytes() == expected.tobytes():
        return
    left = DIFFERENCES / name
    left.parent.mkdir(parents=True, exist_ok=True)
    drawn.save(left)
    if drawn.size == expected.size:
        changed = ImageChops.difference(drawn, expected).convert("L").point(lambda v: 255 * (v > 0))
        changed.save(left.with_name(f"where-{left.name}"))
    pytest.fail(f"{name} is drawn otherwise: look into {left.parent}")
