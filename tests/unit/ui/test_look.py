"""Fonts, icons and dates: there from the start, sharp, and honest when they are missing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication

from kiosk.errors import MissingFont
from tests.helpers.kiosk_window import sample
from tests.unit.ui.desks import NOW
from ui.look.fonts import FAMILY, load_fonts
from ui.look.icons import IconProvider, icon_folder, icon_svg
from ui.look.wording import date_text, opening_text, time_text

QML = Path(__file__).resolve().parents[3] / "ui" / "qml"


def drawn(request: str, size: int) -> tuple[set[str], QSize]:
    """The colours of a drawn icon's full pixels, and the size Qt is told."""
    told = QSize()
    image = IconProvider().requestImage(request, told, QSize(size, size))
    pixels = (image.pixelColor(x, y) for x in range(size) for y in range(size))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}, told


def test_an_icon_is_drawn_in_its_colour_at_the_size_asked_for(qapp: QGuiApplication) -> None:
    colours, told = drawn("ticket/0a489f/1.75", 96)
    assert colours == {"#0a489f"}
    assert told == QSize(96, 96)


@pytest.mark.parametrize("name", ["no-such-icon", "..", "../../../../../etc/passwd", "A", ""])
def test_a_name_that_is_no_icon_becomes_a_plain_one(qapp: QGuiApplication, name: str) -> None:
    colours, _ = drawn(f"{name}/0a489f/1.75", 48)
    assert len(colours) == 1


def test_a_colour_and_a_stroke_are_written_into_the_picture() -> None:
    svg = icon_svg("ticket", "ff0000", "1.5").decode()
    assert 'stroke="#ff0000"' in svg
    assert 'stroke-width="1.5"' in svg
    assert "currentColor" not in svg


def test_every_icon_the_screens_and_the_sample_hall_ask_for_exists() -> None:
    wanted = {agency.icon for agency in sample().agencies}
    wanted |= {service.icon for service in sample().services}
    for path in QML.rglob("*.qml"):
        text = path.read_text(encoding="utf-8")
        wanted |= set(re.findall(r'\b(?:icon|name): "([a-z][a-z0-9-]+)"', text))
    missing = {name for name in wanted if not (icon_folder() / f"{name}.svg").is_file()}
    assert missing == set()


def test_inter_is_the_font_of_the_screens(qapp: QGuiApplication) -> None:
    load_fonts()
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
        font = QFont(FAMILY)
        font.setWeight(weight)
        assert QFontInfo(font).family() == FAMILY
    assert qapp.font().family() == FAMILY


def test_a_missing_font_names_the_package_that_brings_it(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    with pytest.raises(MissingFont, match="fonts-inter"):
        load_fonts((tmp_path,))


def test_a_font_file_that_is_none_is_refused(qapp: QGuiApplication, tmp_path: Path) -> None:
    for face in ("Regular", "Medium", "SemiBold", "Bold"):
        (tmp_path / f"Inter-{face}.otf").write_bytes(b"not a font")
    with pytest.raises(MissingFont):
        load_fonts((tmp_path,))


def test_times_and_dates_are_written_as_each_language_writes_them(qapp: QGuiApplication) -> None:
    assert (time_text(NOW, "id"), time_text(NOW, "en")) == ("09.41", "09:41")
    assert date_text(NOW, "id") == "Senin, 23 November"
    assert date_text(NOW, "en") == "Monday, 23 November"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOW.replace(hour=12, minute=30), "hari ini pukul 12.30"),
        ((NOW + timedelta(days=1)).replace(hour=8, minute=0), "besok pukul 08.00"),
        ((NOW + timedelta(days=7)).replace(hour=8, minute=0), "Senin, 30 November pukul 08.00"),
    ],
)
def test_an_opening_is_told_as_seen_from_today(
    qapp: QGuiApplication, moment: datetime, text: str
) -> None:
    assert opening_text(moment, NOW, "id") == text


def test_colours_named_by_qml_are_what_the_provider_reads() -> None:
    assert QColor("#0a489f").name()[-6:] == "0a489f"
