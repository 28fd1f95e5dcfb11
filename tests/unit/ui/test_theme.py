"""UX-08, UX-10 to UX-12: the theme's colours and sizes hold what access asks for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine

from tests.helpers.kiosk_window import PANELS, KioskWindow, Panel
from ui.shell import QML

THEME = QML / "Kiosk" / "Theme"

#: (what is read or seen, what it stands on)
TEXTS = (
    ("ink", "page"), ("ink", "surface"), ("ink", "sunken"), ("ink", "pressed"),
    ("inkSoft", "page"), ("inkSoft", "surface"),
    ("accent", "surface"), ("accent", "accentSoft"),
    ("warning", "warningSoft"), ("warning", "surface"), ("warning", "page"),
    ("negative", "surface"),
    ("inkOnPrimary", "primaryPressed"),
    ("inkOnDeep", "deep"), ("inkSoftOnDeep", "deep"),
    ("inkOnDeep", "deepRaised"), ("inkSoftOnDeep", "deepRaised"),
)  # fmt: skip
#: The design system's own blue, under large words only (UX-11's floor is 4.5).
LARGE_TEXTS = (("inkOnPrimary", "primary"), ("inkSoftOnPrimary", "primary"))
SHAPES = (
    ("controlEdge", "surface"), ("controlEdge", "page"), ("primary", "page"), ("tick", "surface"),
    ("inkOnTick", "tick"), ("dot", "surface"), ("dotOff", "surface"), ("focus", "page"),
)  # fmt: skip


def luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return (
        0.2126 * linear(colour.redF())
        + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF())
    )


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


Palette = dict[str, QColor]


@pytest.fixture(scope="module")
def palettes(qapp: QGuiApplication) -> tuple[Palette, Palette]:
    """The normal and the high-contrast colours by name."""
    engine = QQmlEngine()
    found = []
    for name in ("Colours", "HighContrast"):
        component = QQmlComponent(engine, QUrl.fromLocalFile(str(THEME / f"{name}.qml")))
        colours = component.create()
        assert colours is not None, component.errorString()
        about = colours.metaObject()
        names = [about.property(i).name() for i in range(1, about.propertyCount())]
        found.append({name: colours.property(name) for name in names})
        colours.deleteLater()
    return found[0], found[1]


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_every_text_holds_seven_to_one(
    palettes: tuple[Palette, Palette], text: str, ground: str
) -> None:
    assert contrast(palettes[0][text], palettes[0][ground]) >= 7


@pytest.mark.parametrize(("text", "ground"), LARGE_TEXTS)
def test_large_words_on_the_primary_action_hold_more_than_the_floor(
    palettes: tuple[Palette, Palette], text: str, ground: str
) -> None:
    assert contrast(palettes[0][text], palettes[0][ground]) >= 6.5


@pytest.mark.parametrize(("text", "ground"), [*TEXTS, *LARGE_TEXTS])
def test_in_high_contrast_every_text_holds_fifteen_to_one(
    palettes: tuple[Palette, Palette], text: str, ground: str
) -> None:
    assert contrast(palettes[1][text], palettes[1][ground]) >= 15


@pytest.mark.parametrize("high", [False, True])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_every_control_and_icon_holds_three_to_one(
    palettes: tuple[Palette, Palette], shape: str, ground: str, high: bool
) -> None:
    assert contrast(palettes[high][shape], palettes[high][ground]) >= 3


def test_no_colour_of_the_normal_theme_is_left_in_high_contrast(
    palettes: tuple[Palette, Palette],
) -> None:
    normal, high = palettes
    assert len(normal) > 25
    assert set(normal) == set(high)
    written = (THEME / "HighContrast.qml").read_text(encoding="utf-8")
    assert [name for name in normal if f"    {name}: " not in written] == []


@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_a_millimetre_is_a_millimetre(kiosk: KioskWindow, panel: Panel) -> None:
    kiosk.hang(panel)
    theme = kiosk.theme()
    assert theme.property("mm") == pytest.approx(panel.px_per_mm, rel=1e-6)
    for size, least in (("target", 15), ("primaryTarget", 20), ("key", 20), ("gap", 3)):
        assert theme.property(size) / panel.px_per_mm >= least, size
    assert theme.property("barHeight") <= 0.15 * panel.height + 1


def test_high_contrast_shows_on_the_glass(kiosk: KioskWindow) -> None:
    kiosk.go("home")
    assert kiosk.picture().pixelColor(10, 1000) == QColor("#f8f8f7")
    kiosk.tap("Kontras biasa")
    assert kiosk.picture().pixelColor(10, 1000) == QColor("#000000")
    assert "Kontras tinggi" in kiosk.texts()
