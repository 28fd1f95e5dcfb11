"""A visitor asks how an application stands: from the agency's CSV to the timeline on the kiosk."""

from __future__ import annotations

from tests.journeys.processes import Screen
from tests.journeys.stage import Stage

NUMBER, FACTOR = "261119000311", "4821"


def test_an_application_is_found_by_its_number_and_telephone_digits(stage: Stage) -> None:
    stage.start_hall()
    kiosk = stage.start_kiosk()
    kiosk.tap("Sentuh layar untuk mulai. Touch the screen to begin")
    kiosk.wait_for("Tersambung")
    kiosk.tap("Cek permohonan")
    type_digits(kiosk, NUMBER)
    kiosk.tap("Lanjut")
    type_digits(kiosk, FACTOR)
    kiosk.tap("Lihat permohonan")
    kiosk.wait_for("Siap diambil")
    kiosk.wait_for("Silakan ambil nomor antrean Dukcapil dan bawa tanda terima.")

    kiosk.tap("Selesai")
    kiosk.wait_for("Selamat datang")
    left = " ".join(kiosk.names()) + kiosk.log() + str(stage.audit())
    assert NUMBER not in left
    assert FACTOR not in left


def type_digits(kiosk: Screen, digits: str) -> None:
    for digit in digits:
        kiosk.tap(digit)
