"""How old what is shown is, and how far a first load has come."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kiosk.sync.learning import Progress, Step
from kiosk.sync.line import LineState
from tests.helpers.kiosk_window import KioskWindow
from tests.unit.ui.desks import NOW


def never_told_since(kiosk: KioskWindow, moment: datetime | None) -> None:
    """A kiosk that has started without the line, with a catalog of some moment."""
    kiosk.shell.live._snapshot = None
    kiosk.catalog.told_at = moment
    kiosk.shell.live.on_line(LineState(up=False, since=NOW, pending=0, parked=0))
    kiosk.go("home")


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(minutes=3), "data per 09.38"),
        (timedelta(days=2), "data per 21\u00a0November, 09.41"),
    ],
)
def test_a_kiosk_that_starts_without_its_line_says_how_old_its_catalog_is(
    kiosk: KioskWindow, age: timedelta, said: str
) -> None:
    never_told_since(kiosk, NOW - age)
    assert any(text.endswith(said) for text in kiosk.texts()), kiosk.texts()


def test_a_first_load_says_how_far_it_is(kiosk: KioskWindow) -> None:
    files, kiosk.catalog.files = kiosk.catalog.files, None
    kiosk.shell.live.on_catalog()
    kiosk.go("home")
    assert "Anjungan ini sedang disiapkan." in kiosk.texts()
    kiosk.shell.live.on_progress(Progress(Step.LOADING, 0.461))
    kiosk.settle()
    assert "Daftar layanan sedang dimuat: 46\u00a0%" in kiosk.texts()
    kiosk.catalog.files = files
    kiosk.shell.live.on_progress(None)
    kiosk.shell.live.on_catalog()
    kiosk.settle()
    assert not any("dimuat" in text for text in kiosk.texts())
