"""Agencies: every office of the hall, on pages with buttons."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from tests.helpers.kiosk_window import KioskWindow, kiosk_window, pages_of, sample


def shown(kiosk: KioskWindow) -> list[str]:
    return [str(t.property("text")) for t in kiosk.targets() if t.property("framed") is not None]


def test_the_pages_show_every_agency_once(kiosk: KioskWindow) -> None:
    kiosk.go("agencies")
    seen: list[str] = []
    for page in range(pages_of(kiosk)):
        kiosk.turn(page)
        seen += shown(kiosk)
    assert seen == [agency.short_name for agency in sample().agencies]


def test_the_page_buttons_lead_on_and_back(kiosk: KioskWindow) -> None:
    kiosk.go("agencies")
    first = shown(kiosk)
    kiosk.tap("Lanjutan")
    second = shown(kiosk)
    assert "Halaman 2 dari 2" in kiosk.texts()
    assert not set(first) & set(second)
    kiosk.tap("Halaman sebelumnya")
    assert shown(kiosk) == first


def test_coming_back_from_an_agency_shows_the_page_it_stood_on(kiosk: KioskWindow) -> None:
    kiosk.go("agencies")
    kiosk.tap("Lanjutan")
    second = shown(kiosk)
    kiosk.tap(sample().agencies[-1].name)
    assert kiosk.shell.navigator.property("screen") == "services"
    kiosk.tap("Kembali")
    assert shown(kiosk) == second


def test_larger_text_makes_more_pages_and_keeps_the_visitor_on_one_of_them(
    kiosk: KioskWindow,
) -> None:
    kiosk.go("agencies")
    kiosk.prefer(text_scale=2.0)
    assert pages_of(kiosk) > 2
    kiosk.turn(pages_of(kiosk) - 1)
    assert shown(kiosk)
    kiosk.prefer(text_scale=1.0)
    assert shown(kiosk)
    assert "Halaman 2 dari 2" in kiosk.texts()


def test_an_agency_without_services_here_is_not_shown(qapp: QGuiApplication) -> None:
    files = sample()
    gone = files.agencies[0]
    without = tuple(s for s in files.services if s.agency_id != gone.id)
    with kiosk_window(qapp, files=replace(files, services=without)) as kiosk:
        kiosk.go("agencies")
        assert gone.short_name not in shown(kiosk)


def test_a_new_catalog_is_shown_at_once(kiosk: KioskWindow) -> None:
    kiosk.go("agencies")
    files = sample()
    renamed = replace(files.agencies[0], short_name="Kependudukan")
    catalog = kiosk.catalog
    catalog.files = replace(files, agencies=(renamed, *files.agencies[1:]))
    kiosk.shell.live.on_catalog()
    kiosk.settle()
    assert shown(kiosk)[0] == "Kependudukan"
