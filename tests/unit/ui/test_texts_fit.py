"""UX-08, UX-09: on every panel, at every text size, in both languages, every word can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtQuick import QQuickItem

from tests.helpers.kiosk_window import (
    PANELS,
    KioskWindow,
    Panel,
    ancestors,
    kiosk_window,
    pages_of,
    rect,
)
from tests.unit.ui.errands import few_minutes

SCREENS = (
    ("attract", ""),
    ("home", ""),
    ("agencies", ""),
    ("services", "dukcapil"),
    ("service", "dukcapil.ktp-ganti"),
    ("service", "pln.pasang-baru"),  # the longest fee of the sample hall
)
WITH_WAITS = (("home", ""), ("services", "dukcapil"), ("service", "dukcapil.ktp-ganti"))
CAP_OF_FONT = 0.727  # Inter
LEAST_CAP_MM = {1.0: 4.8, 1.5: 7.3, 2.0: 8.5}
HALF_A_PIXEL = 0.5


@pytest.mark.parametrize("text_scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("panel", PANELS, ids=str)
def test_every_word_is_whole_large_enough_and_in_its_place(
    qapp: QGuiApplication, panel: Panel, text_scale: float
) -> None:
    with kiosk_window(qapp, panel) as kiosk:
        problems = [
            p for screen in SCREENS for p in _problems_on(kiosk, panel, text_scale, *screen)
        ]
        few_minutes(kiosk, waiting=12)
        for screen in WITH_WAITS:
            problems += _problems_on(kiosk, panel, text_scale, *screen)
    assert problems == []


def _problems_on(
    kiosk: KioskWindow, panel: Panel, text_scale: float, screen: str, argument: str
) -> Iterator[str]:
    for language in ("id", "en"):
        kiosk.go(screen, argument)
        if screen != "attract":  # nobody is there to have chosen anything
            kiosk.prefer(language, text_scale)
        scale = text_scale if screen != "attract" else 1.0
        for page in range(pages_of(kiosk)):
            kiosk.turn(page)
            where = f"{screen} {argument} {language} page {page + 1}"
            yield from (f"{where}: {p}" for p in problems_of(kiosk, panel, scale))
        kiosk.turn(0)


def problems_of(kiosk: KioskWindow, panel: Panel, text_scale: float) -> Iterator[str]:
    """What is wrong with the texts in front."""
    labels = kiosk.labels()
    for label in labels:
        text = str(label.property("text"))
        cap = label.property("font").pixelSize() * CAP_OF_FONT / panel.px_per_mm
        if cap < LEAST_CAP_MM[text_scale] - 0.05:
            yield f"{text!r} has capitals of {cap:.1f} mm"
        if label.property("truncated") or _overflows(label):
            yield f"{text!r} is cut off by its own box"
        if word := _broken_word(label):
            yield f"{text!r} breaks inside {word!r}"
        if outside := _outside(label, panel):
            yield f"{text!r} leaves {outside}"
    inks = [(_ink(label), label) for label in labels]
    for (one_ink, one), (other_ink, other) in combinations(inks, 2):
        if one_ink.intersects(other_ink):
            yield f"{one.property('text')!r} lies over {other.property('text')!r}"


def _overflows(label: QQuickItem) -> bool:
    return bool(
        label.property("contentWidth") > label.width() + HALF_A_PIXEL
        or label.property("contentHeight") > label.height() + HALF_A_PIXEL
    )


def _broken_word(label: QQuickItem) -> str:
    metrics = QFontMetricsF(label.property("font"))
    words = re.split("[ \n]+|(?<=[/-])", str(label.property("text")))  # NO-BREAK SPACE: one word
    return next((w for w in words if metrics.horizontalAdvance(w) > label.width() + 1), "")


def _outside(label: QQuickItem, panel: Panel) -> str:
    """The first thing around a text that it sticks out of; a page may end between its lines."""
    ink = _ink(label)
    for around in ancestors(label):
        if around.clip():
            return "" if _ends_between_lines(label, rect(around)) else "its page inside a line"
        if around.width() > 1 and around.height() > 1 and not _holds(rect(around), ink):
            return around.metaObject().className()
    return "" if _holds(QRectF(0, 0, panel.width, panel.height), ink) else "the panel"


def _ends_between_lines(label: QQuickItem, page: QRectF) -> bool:
    line = label.height() / max(1, label.property("lineCount"))
    place = rect(label)
    cuts = (page.top() - place.top(), page.bottom() - place.top())
    inside = [cut for cut in cuts if 1 < cut < place.height() - 1]
    return all(abs(cut / line - round(cut / line)) < 0.05 for cut in inside)


def _holds(outer: QRectF, inner: QRectF) -> bool:
    return outer.adjusted(-1, -1, 1, 1).contains(inner)


def _ink(label: QQuickItem) -> QRectF:
    """Where a text stands, as much of it as is on the page in front."""
    ink = rect(label)
    for around in ancestors(label):
        if around.clip():
            ink = ink.intersected(rect(around))
    return ink.adjusted(1, 1, -1, -1)
