"""Home: the doors, the tiles, and what they say of the queues."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.live import HallSnapshot
from kiosk.sync.line import LineState
from tests.helpers.kiosk_window import KioskWindow, kiosk_window, sample, sample_snapshot
from tests.unit.ui.desks import NOW

NBSP = "\N{NO-BREAK SPACE}"


def tell(kiosk: KioskWindow, snapshot: HallSnapshot) -> None:
    kiosk.shell.live.on_snapshot(snapshot)
    kiosk.settle()


def test_home_shows_the_calls_the_doors_and_six_services(kiosk: KioskWindow) -> None:
    kiosk.go("home")
    texts = kiosk.texts()
    assert {"A012", "Loket 3", "Ambil nomor antrean", "Cek permohonan"} <= set(texts)
    assert len([t for t in kiosk.targets() if t.property("waitHigh") is not None]) == 6
    assert f"1 menunggu · 5–10{NBSP}menit" in texts


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(5, "pagi"), (10, "pagi"), (11, "siang"), (14, "siang"), (15, "sore"), (18, "malam")],
)
def test_the_greeting_follows_the_hour(kiosk: KioskWindow, hour: int, greeting: str) -> None:
    kiosk.clock.advance((hour - NOW.hour) * 3600)
    kiosk.shell.hall.tick()
    kiosk.go("home")
    assert f"Selamat {greeting}.\nApa yang Anda perlukan?" in kiosk.texts()


def test_the_hall_servers_order_of_the_day_leads_the_tiles(kiosk: KioskWindow) -> None:
    kiosk.go("home")
    today = ("imigrasi.paspor-anak", *sample().hall.popular_services)
    assert sample().hall.queue_of(today[0]) is not None
    tell(kiosk, replace(sample_snapshot(6), popular=today))
    tiles = [t.property("text") for t in kiosk.targets() if t.property("waitHigh") is not None]
    assert len(tiles) == 6
    assert tiles[0] == "Paspor anak"


def test_a_call_moves_the_strip_and_leaves_the_tile_under_a_finger_alone(
    kiosk: KioskWindow,
) -> None:
    kiosk.go("home")
    kiosk.wait_for_guard()
    tile = next(t for t in kiosk.targets() if t.property("waitHigh") is not None)
    kiosk.finger.press(tile)
    before = sample_snapshot(6)
    moved = tuple(replace(q, waiting=q.waiting + 1) for q in before.queues)
    called = replace(before.calls[0], number="A013")
    tell(kiosk, replace(before, queues=moved, calls=(called, *before.calls[:3])))
    assert {"A013", f"2 menunggu · 5–10{NBSP}menit"} <= set(kiosk.texts())
    kiosk.finger.release(tile)
    assert kiosk.shell.navigator.property("screen") == "take-number"


def test_finished_and_missed_calls_are_not_shown(kiosk: KioskWindow) -> None:
    kiosk.go("home")
    snapshot = sample_snapshot(6)
    states = ("finished", "serving", "no_show", "called")
    calls = tuple(replace(c, state=s) for c, s in zip(snapshot.calls, states, strict=True))
    tell(kiosk, replace(snapshot, calls=calls))
    assert [
        n for n, _ in (("A012", 0), ("C004", 0), ("B027", 0), ("K009", 0)) if n in kiosk.texts()
    ] == ["C004", "K009"]


def test_without_the_line_no_count_is_claimed_and_the_age_is_said(kiosk: KioskWindow) -> None:
    kiosk.go("home")
    lost = NOW + timedelta(minutes=61)
    kiosk.shell.live.on_line(LineState(False, lost, 0, 0))
    kiosk.settle()
    texts = kiosk.texts()
    assert "Tanpa jaringan, nomor tetap dapat diambil\N{NO-BREAK SPACE}· data per 10.42" in texts
    assert "Terakhir dipanggil, data per 10.42" in texts
    assert not [t for t in texts if "menunggu" in t]
    assert "Ambil nomor antrean" in texts


def test_a_kiosk_that_was_never_told_its_hall_says_so_and_names_a_person(
    qapp: QGuiApplication,
) -> None:
    with kiosk_window(qapp, known=False) as kiosk:
        kiosk.go("home")
        texts = kiosk.texts()
        assert "Anjungan ini sedang disiapkan." in texts
        assert "Silakan mengambil nomor di meja informasi." in texts
        assert "Tanpa jaringan, nomor tetap dapat diambil" not in texts
