"""Service when the hall is closed, unknown, or out of reach: words, and what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.sync.line import LineState
from tests.helpers.kiosk_window import KioskWindow
from tests.unit.ui.desks import NOW

KTP = "dukcapil.ktp-ganti"


@pytest.mark.parametrize(
    ("later", "what", "when"),
    [
        (timedelta(hours=-3), "Loket belum buka.", "hari ini pukul 08.00"),
        (
            timedelta(hours=2, minutes=25),
            "Istirahat siang. Nomor belum dapat diambil.",
            "hari ini pukul 12.30",
        ),
        (
            timedelta(hours=4),
            "Pengambilan nomor hari ini sudah selesai.",
            "besok pukul 08.00",
        ),
        (timedelta(hours=5), "Pelayanan hari ini sudah selesai.", "besok pukul 08.00"),
        (timedelta(days=5), "Hari ini tidak ada pelayanan.", "Senin, 30 November pukul 08.00"),
        (
            timedelta(days=32),
            "Hari ini libur: Kelahiran Yesus Kristus (Natal).",
            "Senin, 28 Desember pukul 08.00",
        ),
    ],
)
def test_a_closed_hall_says_why_and_when_a_number_can_be_had(
    kiosk: KioskWindow, later: timedelta, what: str, when: str
) -> None:
    kiosk.clock.advance(later.total_seconds())
    kiosk.shell.hall.tick()
    kiosk.go("service", KTP)
    texts = kiosk.texts()
    assert what in texts
    assert f"Nomor dapat diambil lagi {when}." in texts
    assert not [t for t in texts if t.startswith("Ambil nomor")]
    assert "Gratis" in texts  # the standard can be read at any hour


def test_the_notice_goes_when_the_hall_opens(kiosk: KioskWindow) -> None:
    kiosk.clock.advance(-3 * 3600)
    kiosk.shell.hall.tick()
    kiosk.go("service", KTP)
    assert "Loket belum buka." in kiosk.texts()
    kiosk.clock.advance(2 * 3600)
    kiosk.shell.hall.tick()
    kiosk.settle()
    assert "Loket belum buka." not in kiosk.texts()
    kiosk.target("Ambil nomor")


def test_a_service_the_hall_does_not_offer_is_said_and_back_leads_away(
    kiosk: KioskWindow,
) -> None:
    kiosk.go("service", "no.such-service")
    assert "Layanan ini tidak ada di mal ini" in kiosk.texts()
    assert not [t for t in kiosk.targets() if t.property("name") == "Ambil nomor"]
    kiosk.tap("Kembali")
    assert kiosk.shell.navigator.property("screen") == "home"


def test_without_the_line_no_queue_is_claimed_and_a_number_can_still_be_had(
    kiosk: KioskWindow,
) -> None:
    kiosk.go("service", KTP)
    kiosk.shell.live.on_line(LineState(False, NOW, 0, 0))
    kiosk.settle()
    texts = kiosk.texts()
    assert "Antrean kini" not in texts
    assert "Ambil nomor" in texts


def test_a_catalog_without_the_service_leaves_the_screen_standing(kiosk: KioskWindow) -> None:
    kiosk.go("service", KTP)
    kiosk.catalog.files = None
    kiosk.shell.live.on_catalog()
    kiosk.settle()
    assert "Layanan ini tidak ada di mal ini" in kiosk.texts()
