"""A service that is closed, withdrawn or of another hall: said in words, no number offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.service import ServiceStatus
from tests.helpers.kiosk_window import KioskWindow, kiosk_window, sample
from tests.unit.ui.errands import view_model

KTP = "dukcapil.ktp-ganti"
PASPOR = "imigrasi.paspor-biasa"
NAME = "Ganti KTP elektronik hilang atau rusak"

Opens = Callable[[ServiceStatus], KioskWindow]


@pytest.fixture
def kiosk_with(qapp: QGuiApplication) -> Iterator[Opens]:
    """Opens a kiosk of a hall whose lost-KTP service has this status."""
    windows = []

    def open_with(status: ServiceStatus) -> KioskWindow:
        files = sample()
        services = tuple(replace(s, status=status) if s.id == KTP else s for s in files.services)
        window = kiosk_window(qapp, files=replace(files, services=services))
        windows.append(window)
        return window.__enter__()

    yield open_with
    for window in windows:
        window.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (ServiceStatus.CLOSED, "Layanan ini sedang ditutup sementara"),
        (ServiceStatus.WITHDRAWN, "Layanan ini sudah tidak diberikan lagi"),
    ],
)
def test_the_service_says_it_where_the_button_was_and_so_does_take_a_number(
    kiosk_with: Opens, status: ServiceStatus, words: str
) -> None:
    kiosk = kiosk_with(status)
    kiosk.go("service", KTP)
    texts = kiosk.texts()
    assert f"{words}." in texts
    assert "Silakan bertanya di meja informasi." in texts
    assert not [t for t in texts if t.startswith("Ambil nomor")]
    assert "Gratis" in texts  # the standard can be read all the same
    kiosk.go("take-number", KTP)
    assert words in kiosk.texts()
    view_model(kiosk, "take-number").take()
    assert not kiosk.desk.asked("take_number")


def test_it_is_said_also_while_the_hall_is_closed(kiosk_with: Opens) -> None:
    kiosk = kiosk_with(ServiceStatus.WITHDRAWN)
    kiosk.clock.advance(5 * 3600)
    kiosk.shell.hall.tick()
    kiosk.go("service", KTP)
    texts = kiosk.texts()
    assert "Layanan ini sudah tidak diberikan lagi." in texts
    assert not [t for t in texts if t.startswith("Nomor dapat diambil lagi")]


def test_lists_name_a_closed_service_and_leave_out_a_withdrawn_one(kiosk_with: Opens) -> None:
    closed = kiosk_with(ServiceStatus.CLOSED)
    closed.go("services", "dukcapil")
    assert closed.texts().count("Sedang ditutup") == 1
    gone = kiosk_with(ServiceStatus.WITHDRAWN)
    gone.go("services", "dukcapil")
    pages = [gone.texts()]
    for page in (1, 2):
        gone.turn(page)
        pages.append(gone.texts())
    assert not [text for texts in pages for text in texts if text == NAME]


def test_a_service_that_closes_while_somebody_chooses_is_said_at_once(kiosk: KioskWindow) -> None:
    kiosk.go("take-number", KTP)
    assert view_model(kiosk, "take-number").refusal is None
    files = sample()
    services = tuple(
        replace(s, status=ServiceStatus.CLOSED) if s.id == KTP else s for s in files.services
    )
    kiosk.catalog.files = replace(files, services=services)
    kiosk.shell.live.on_catalog()
    kiosk.settle()
    assert "Layanan ini sedang ditutup sementara" in kiosk.texts()


def test_a_service_of_another_hall_is_described_and_no_number_offered(kiosk: KioskWindow) -> None:
    files = sample()
    elsewhere = replace(
        next(s for s in files.services if s.id == PASPOR), id="imigrasi.paspor-haji"
    )
    kiosk.catalog.files = replace(files, services=(*files.services, elsewhere))
    kiosk.shell.live.on_catalog()
    kiosk.go("service", elsewhere.id)
    texts = kiosk.texts()
    assert elsewhere.name in texts
    assert "Layanan ini tidak dilayani di mal ini." in texts
    assert "Secara daring: Pendaftaran antrean M-Paspor" in texts
    assert not [t for t in texts if t.startswith("Ambil nomor")]
