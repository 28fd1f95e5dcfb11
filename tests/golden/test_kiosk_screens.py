"""The kiosk's screens as pictures, pixel by pixel, as they were looked at.

A difference is left in build/golden: what is drawn now, and where it differs (white).
After looking: `pytest tests/golden --update-goldens`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication

from kiosk.domain.service import ServiceStatus
from kiosk.sync.line import LineState
from tests.helpers.golden import as_rgb, compare
from tests.helpers.kiosk_window import (
    LANDSCAPE,
    PORTRAIT,
    KioskWindow,
    Panel,
    kiosk_window,
    sample,
)
from tests.unit.ui.desks import NOW

KTP = "dukcapil.ktp-ganti"


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen at a moment; `happens` is what was done there before the picture."""

    name: str
    screen: str
    argument: str = ""
    language: str = "id"
    text_scale: float = 1.0
    high_contrast: bool = False
    page: int = 0
    happens: Callable[[KioskWindow], None] | None = None
    panels: tuple[Panel, ...] = (PORTRAIT, LANDSCAPE)


def line_lost(kiosk: KioskWindow) -> None:
    kiosk.shell.live.on_line(LineState(False, NOW + timedelta(minutes=1), 0, 0))


def closed(kiosk: KioskWindow) -> None:
    kiosk.clock.advance(timedelta(hours=2, minutes=25).total_seconds())
    kiosk.shell.hall.tick()


def withdrawn(kiosk: KioskWindow) -> None:
    files = sample()
    gone = (
        replace(s, status=ServiceStatus.WITHDRAWN) if s.id == KTP else s for s in files.services
    )
    kiosk.catalog.files = replace(files, services=tuple(gone))
    kiosk.shell.live.on_catalog()


def ticked(kiosk: KioskWindow) -> None:
    kiosk.tap("Formulir F-1.02")
    kiosk.tap("Surat keterangan kehilangan dari kepolisian (bila hilang)")


def silent(kiosk: KioskWindow) -> None:
    kiosk.clock.advance(67)
    kiosk.shell.session.check()


PLACES = (
    ("attract", "attract", ""),
    ("home", "home", ""),
    ("agencies", "agencies", ""),
    ("services", "services", "dukcapil"),
    ("service", "service", KTP),
)
PICTURES = (
    *(Picture(name, screen, argument) for name, screen, argument in PLACES),
    *(Picture(f"{n}-en", s, a, language="en") for n, s, a in PLACES if n != "attract"),
    Picture("home-largest", "home", text_scale=2.0),
    Picture("service-largest", "service", KTP, text_scale=2.0),
    Picture("idle-question", "home", happens=silent),
    Picture("home-large-en", "home", language="en", text_scale=1.5, panels=(PORTRAIT,)),
    Picture("home-contrast", "home", high_contrast=True, panels=(PORTRAIT,)),
    Picture("home-line-lost", "home", happens=line_lost, panels=(PORTRAIT,)),
    Picture("home-closed", "home", happens=closed, panels=(LANDSCAPE,)),
    Picture("agencies-second-page", "agencies", page=1, panels=(PORTRAIT,)),
    Picture("services-largest", "services", "dukcapil", text_scale=2.0, panels=(LANDSCAPE,)),
    Picture("service-ticked", "service", KTP, happens=ticked, panels=(PORTRAIT,)),
    Picture("service-closed", "service", KTP, happens=closed, panels=(PORTRAIT,)),
    Picture("service-withdrawn", "service", KTP, happens=withdrawn, panels=(LANDSCAPE,)),
    Picture("service-many-fees", "service", "pln.pasang-baru", panels=(LANDSCAPE,)),
    Picture(
        "service-contrast",
        "service",
        KTP,
        high_contrast=True,
        happens=ticked,
        panels=(LANDSCAPE,),
    ),
    Picture("service-long-fee-unchecked", "service", "pln.pasang-baru", panels=(PORTRAIT,)),
)
TAKEN = [(picture, panel) for picture in PICTURES for panel in picture.panels]


@pytest.mark.parametrize(("picture", "panel"), TAKEN, ids=lambda v: getattr(v, "name", str(v)))
def test_the_screen_looks_as_it_was_looked_at(
    picture: Picture, panel: Panel, qapp: QGuiApplication, request: pytest.FixtureRequest
) -> None:
    with kiosk_window(qapp, panel) as kiosk:
        drawn = _take(kiosk, picture)
    name = f"kiosk/{picture.name}-{_way(panel)}.png"
    compare(drawn, name, update=bool(request.config.getoption("--update-goldens")))


def _take(kiosk: KioskWindow, picture: Picture) -> Image.Image:
    kiosk.go(picture.screen, picture.argument)
    kiosk.prefer(picture.language, picture.text_scale, picture.high_contrast)
    if picture.page:
        kiosk.turn(picture.page)
    if picture.happens is not None:
        picture.happens(kiosk)
    return as_rgb(kiosk.picture())


def _way(panel: Panel) -> str:
    return "landscape" if panel.width > panel.height else "portrait"
