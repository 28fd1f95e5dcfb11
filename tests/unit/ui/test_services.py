"""Services of an agency: a touch takes a number, the second button shows what to bring."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from tests.helpers.kiosk_window import KioskWindow, kiosk_window, pages_of, sample

NBSP = "\N{NO-BREAK SPACE}"


def test_each_service_says_its_fee_its_duration_and_its_queue(kiosk: KioskWindow) -> None:
    kiosk.go("services", "dukcapil")
    texts = kiosk.texts()
    assert "Dinas Kependudukan dan Pencatatan Sipil" in texts
    assert "Ganti KTP elektronik hilang atau rusak" in texts
    assert "Gratis · 30 menit sampai 1 hari kerja" in texts
    assert f"1 menunggu · 5–10{NBSP}menit" in texts


def test_the_pages_show_every_service_once(kiosk: KioskWindow) -> None:
    kiosk.go("services", "dukcapil")
    names = [s.name for s in sample().services if s.agency_id == "dukcapil"]
    seen: list[str] = []
    for page in range(pages_of(kiosk)):
        kiosk.turn(page)
        seen += [t for t in kiosk.texts() if t in names]
    assert seen == names


def test_a_touch_on_a_service_asks_for_a_number(kiosk: KioskWindow) -> None:
    kiosk.go("services", "dukcapil")
    kiosk.tap("Kartu Keluarga baru")
    assert kiosk.shell.navigator.property("screen") == "take-number"


def test_the_second_button_shows_the_published_standard(kiosk: KioskWindow) -> None:
    kiosk.go("services", "dukcapil")
    kiosk.tap("Syarat Kartu Keluarga baru")
    assert kiosk.shell.navigator.property("screen") == "service"
    assert "Kartu Keluarga baru" in kiosk.texts()


def test_another_agency_begins_on_its_first_page(kiosk: KioskWindow) -> None:
    kiosk.go("services", "dukcapil")
    kiosk.turn(1)
    kiosk.go("services", "imigrasi")
    kiosk.go("services", "dukcapil")
    assert "Halaman 1 dari 3" in kiosk.texts()


def test_what_is_too_long_for_a_glance_is_left_to_the_services_own_screen(
    qapp: QGuiApplication,
) -> None:
    with kiosk_window(qapp) as kiosk:
        kiosk.go("services", "pln")
        long_fee = next(s.fee_words for s in sample().services if s.id == "pln.pasang-baru")
        assert not [t for t in kiosk.texts() if long_fee in t]


def test_an_agency_that_left_the_hall_shows_nothing_and_back_leads_away(
    kiosk: KioskWindow,
) -> None:
    kiosk.go("services", "no-such-agency")
    assert not [t for t in kiosk.targets() if t.property("framed") is not None]
    kiosk.tap("Kembali")
    assert kiosk.shell.navigator.property("screen") == "home"
