"""Service: the published standard, honest about what nobody has checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.service import (
    Channel,
    ChannelKind,
    Provenance,
    Requirement,
    Service,
)
from tests.helpers.kiosk_window import (
    LANDSCAPE,
    PORTRAIT,
    KioskWindow,
    kiosk_window,
    pages_of,
    rect,
    sample,
)
from tests.unit.ui.test_texts_fit import problems_of

KTP = "dukcapil.ktp-ganti"
NBSP = "\N{NO-BREAK SPACE}"


def service(service_id: str = KTP) -> Service:
    return next(s for s in sample().services if s.id == service_id)


@pytest.fixture
def changed(qapp: QGuiApplication) -> Iterator[object]:
    """Opens a kiosk whose lost-KTP service reads differently."""
    open_windows = []

    def open_with(**changes: object) -> KioskWindow:
        files = sample()
        other = replace(service(), **changes)  # type: ignore[arg-type]
        services = tuple(other if s.id == KTP else s for s in files.services)
        window = kiosk_window(qapp, files=replace(files, services=services))
        open_windows.append(window)
        kiosk = window.__enter__()
        kiosk.go("service", KTP)
        return kiosk

    yield open_with
    for window in open_windows:
        window.__exit__(None, None, None)


def test_the_screen_says_where_what_it_costs_how_long_and_who_waits(kiosk: KioskWindow) -> None:
    kiosk.go("service", KTP)
    texts = kiosk.texts()
    assert texts.index("Dukcapil · Zona Biru · Loket 1–3") < texts.index(service().name)
    assert {"Gratis", "30 menit sampai 1 hari kerja", "1 orang"} <= set(texts)
    assert f"Ambil nomor · tunggu 5–10{NBSP}menit" in texts
    assert "Hasil: KTP elektronik" in texts
    assert f"Dasar hukum: {service().legal_words}" in texts


def test_a_visitor_ticks_what_is_in_hand_and_can_take_it_back(kiosk: KioskWindow) -> None:
    kiosk.go("service", KTP)
    paper = service().requirements[0].text
    assert kiosk.target(paper).property("checked") is False
    kiosk.tap(paper)
    assert kiosk.target(paper).property("checked") is True
    assert kiosk.target(service().requirements[1].text).property("checked") is False


def test_ticks_outlast_a_look_elsewhere_but_not_the_visit(kiosk: KioskWindow) -> None:
    kiosk.go("service", KTP)
    paper = service().requirements[0].text
    kiosk.tap(paper)
    kiosk.go("service", KTP)
    assert kiosk.target(paper).property("checked") is True
    kiosk.shell.session.end()
    kiosk.go("service", KTP)
    assert kiosk.target(paper).property("checked") is False


def test_the_primary_button_asks_for_a_number(kiosk: KioskWindow) -> None:
    kiosk.go("service", KTP)
    kiosk.tap("Ambil nomor")
    assert kiosk.shell.navigator.property("screen") == "take-number"


def test_checked_with_a_day_says_the_day(changed: object) -> None:
    provenance = Provenance("standar pelayanan Dukcapil", verified=True, verified_at="2026-10-12")
    kiosk = changed(provenance=(provenance,))  # type: ignore[operator]
    assert "Menurut standar pelayanan Dukcapil, diperiksa 12 Oktober 2026" in kiosk.texts()


def test_checked_without_a_day_claims_no_day(changed: object) -> None:
    kiosk = changed(provenance=(Provenance("Dukcapil", verified=True),))  # type: ignore[operator]
    assert "Menurut Dukcapil, sudah diperiksa" in kiosk.texts()


def test_unchecked_says_so(changed: object) -> None:
    kiosk = changed(provenance=(Provenance("Dukcapil"),))  # type: ignore[operator]
    assert "Menurut Dukcapil, belum diperiksa" in kiosk.texts()


def test_every_portal_that_told_of_it_is_named_with_its_day(changed: object) -> None:
    portals = (
        Provenance("portal kota", verified=True, verified_at="2026-10-12"),
        Provenance("portal provinsi"),
    )
    texts = changed(provenance=portals).texts()  # type: ignore[operator]
    first = texts.index("Menurut portal kota, diperiksa 12 Oktober 2026")
    assert texts[first + 1] == "Menurut portal provinsi, belum diperiksa"


def test_each_case_of_a_fee_stands_on_its_own_line(kiosk: KioskWindow) -> None:
    kiosk.go("service", "imigrasi.paspor-biasa")
    assert "Rp350.000 (5 tahun)\nRp650.000 (10 tahun, usia 17+/sudah kawin)" in kiosk.texts()


@pytest.mark.parametrize(
    "service_id", ["pln.pasang-baru", "samsat.pajak-tahunan", "polres.sim-perpanjang", KTP]
)
def test_on_a_wide_panel_however_many_fees_none_lies_under_the_button(
    qapp: QGuiApplication, service_id: str
) -> None:
    with kiosk_window(qapp, LANDSCAPE) as kiosk:
        kiosk.go("service", service_id)
        button = rect(kiosk.target("Ambil nomor"))
        labels = {"Biaya", "Selesai dalam", "Antrean kini"}
        cards = [rect(item) for item in kiosk.items() if item.property("label") in labels]
        assert len(cards) == 3
        assert not [card for card in cards if card.intersects(button)]


def test_other_ways_to_the_service_and_to_a_complaint_are_said(changed: object) -> None:
    kiosk = changed(  # type: ignore[operator]
        channels=(
            Channel(ChannelKind.COUNTER, "Loket"),
            Channel(ChannelKind.ONLINE, "Dukcapil daring", "https://dukcapil.example.go.id/"),
            Channel(ChannelKind.ELSEWHERE, "Kantor kecamatan", "Jalan Uji 1", "08.00-12.00"),
        ),
        complaints=(
            Channel(ChannelKind.ONLINE, "SP4N-LAPOR!", "https://www.lapor.go.id"),
            Channel(ChannelKind.PHONE, "Telepon", "0343 421234"),
        ),
    )
    texts = kiosk.texts()
    assert "Secara daring: Dukcapil daring (dukcapil.example.go.id)" in texts
    assert "Di tempat lain: Kantor kecamatan (Jalan Uji 1, 08.00-12.00)" in texts
    assert "Pengaduan: SP4N-LAPOR! (www.lapor.go.id); Telepon (0343 421234)" in texts
    assert not [text for text in texts if text.endswith(": Loket")]  # the head says which


def test_what_a_service_is_comes_before_the_small_print(changed: object) -> None:
    texts = changed(description="Kartu tanda penduduk pengganti").texts()  # type: ignore[operator]
    assert texts.index("Kartu tanda penduduk pengganti") < texts.index("Hasil: KTP elektronik")


@pytest.mark.parametrize(
    ("field", "marked"),
    [
        ("fees[0].text", "Biaya"),
        ("duration", "Selesai dalam"),
        ("requirements[1]", "KTP-el rusak (bila rusak)"),
    ],
)
def test_a_fact_its_source_did_not_carry_is_marked_where_it_stands(
    changed: object, field: str, marked: str
) -> None:
    provenance = Provenance("Dukcapil", verified=True, unverified_fields=(field,))
    kiosk = changed(provenance=(provenance,))  # type: ignore[operator]
    texts = kiosk.texts()
    assert texts.count("Belum diperiksa") == 1
    assert 0 < texts.index("Belum diperiksa") - texts.index(marked) <= 2


def test_all_requirements_are_marked_when_none_was_checked(changed: object) -> None:
    provenance = Provenance("Dukcapil", verified=True, unverified_fields=("requirements",))
    kiosk = changed(provenance=(provenance,))  # type: ignore[operator]
    assert kiosk.texts().count("Belum diperiksa") == len(service().requirements)


def test_steps_are_numbered(changed: object) -> None:
    kiosk = changed(steps=("Ambil nomor", "Serahkan berkas", "Ambil KTP"))  # type: ignore[operator]
    texts = kiosk.texts()
    assert texts[texts.index("Langkahnya") + 1 :][:6] == [
        "1", "Ambil nomor", "2", "Serahkan berkas", "3", "Ambil KTP",
    ]  # fmt: skip


def test_english_says_that_the_facts_stay_in_indonesian(kiosk: KioskWindow) -> None:
    kiosk.go("service", KTP)
    kiosk.prefer("en")
    texts = kiosk.texts()
    assert "What to bring" in texts
    assert service().requirements[0].text in texts
    assert "Service details are shown in Indonesian, as published." in texts


def test_nothing_is_lost_however_much_is_published(changed: object) -> None:
    many = tuple(f"Berkas ke-{i}, " + "dilegalisasi oleh pejabat " * 9 for i in range(14))
    word = "Ketentuan "
    kiosk = changed(requirements=tuple(map(Requirement, many)), note=word * 300)  # type: ignore[operator]
    kiosk.prefer(text_scale=2.0)
    seen: set[str] = set()
    assert pages_of(kiosk) > 5
    for page in range(pages_of(kiosk)):
        kiosk.turn(page)
        seen |= set(kiosk.texts())
        assert list(problems_of(kiosk, PORTRAIT, 2.0)) == []
    assert set(many) <= seen
    assert [t for t in seen if t.startswith(word * 300)]


def test_where_nobody_waits_no_wait_is_told(kiosk: KioskWindow) -> None:
    kiosk.go("service", "dukcapil.akta-kelahiran")
    texts = kiosk.texts()
    assert "Tanpa antrean" in texts
    assert "Ambil nomor" in texts
