"""Tabler outline icons, coloured when they are drawn, sharp at any size.

QML asks for `image://icon/NAME/RRGGBB/STROKE`, stroke in units of the 24-unit grid. An icon name
of the catalog that does not exist becomes a plain one: a picture is never worth a failure.
"""

from __future__ import annotations

import importlib.util
import re
import zipfile
from functools import cache
from importlib.abc import Traversable
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from kiosk.settings import bundled_files

FALLBACK = "file-description"
_REQUEST = re.compile(r"([a-z0-9-]+)/([0-9a-f]{6})/([0-9.]+)")
_UNASKED_SIZE = QSize(48, 48)


@cache
def icon_folder() -> Traversable:
    """Where the SVG files are: a zip in the bundle (PyInstaller), else the installed package."""
    bundled = bundled_files().assets / "icons.zip"
    if bundled.is_file():
        return zipfile.Path(bundled)
    spec = importlib.util.find_spec("pytablericons")
    if spec is None or spec.submodule_search_locations is None:
        raise FileNotFoundError("pytablericons is not installed")
    return Path(next(iter(spec.submodule_search_locations)), "icons", "outline")


def icon_svg(name: str, colour: str, stroke: str) -> bytes:
    """The SVG of an icon in a colour (RRGGBB) and a stroke; the fallback for an unknown name."""
    file = icon_folder() / f"{name}.svg"
    if not file.is_file():
        file = icon_folder() / f"{FALLBACK}.svg"
    text = file.read_text(encoding="utf-8")
    text = text.replace("currentColor", f"#{colour}")
    return text.replace('stroke-width="2"', f'stroke-width="{stroke}"').encode()


class IconProvider(QQuickImageProvider):
    """Draws icons for QML's Image; the engine owns it."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, request: str, size: QSize, requested: QSize) -> QImage:
        """The picture of `request` at the size in pixels that the item asked for."""
        wanted = requested if requested.isValid() and not requested.isEmpty() else _UNASKED_SIZE
        size.setWidth(wanted.width())
        size.setHeight(wanted.height())
        image = QImage(wanted, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        parts = _REQUEST.fullmatch(request)
        name, colour, stroke = parts.groups() if parts else (FALLBACK, "525252", "1.75")
        painter = QPainter(image)
        renderer = QSvgRenderer(QByteArray(icon_svg(name, colour, stroke)))
        renderer.render(painter, QRectF(0, 0, wanted.width(), wanted.height()))
        painter.end()
        return image
