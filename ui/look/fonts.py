"""Inter, from the bundle or from Debian's fonts-inter; without it every word would be boxes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from kiosk.errors import MissingFont
from kiosk.settings import bundled_files

FAMILY = "Inter"
FACES = ("Regular", "Medium", "SemiBold", "Bold")
DEBIAN_FOLDER = Path("/usr/share/fonts/opentype/inter")


def load_fonts(folders: tuple[Path, ...] | None = None) -> None:
    """Load the four faces of Inter and make it the application's font.

    Looks in the bundle's assets/fonts, then in Debian's folder. Raises MissingFont.
    """
    for folder in folders or (bundled_files().assets / "fonts", DEBIAN_FOLDER):
        files = [folder / f"{FAMILY}-{face}.otf" for face in FACES]
        if all(file.is_file() for file in files):
            break
    else:
        raise MissingFont(FAMILY, "fonts-inter")
    for file in files:
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise MissingFont(FAMILY, "fonts-inter")
    QGuiApplication.setFont(QFont(FAMILY))
