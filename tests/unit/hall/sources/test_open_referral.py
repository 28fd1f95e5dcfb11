"""Open Referral feeds: every field finds its place, passes are whole or delta, status is kept."""

from __future__ import annotations

from typing import Any

import pytest

from hall.sources.door import Door
from hall.sources.fields import Fields
from hall.sources.parts import Portal
from hall.sources.referral.feed import ReferralFeed
from hall.sources.referral.service import read_service
from kiosk.domain.service import (
    Agency,
    Channel,
    ChannelKind,
    Counted,
    Duration,
    Fee,
    Provenance,
    Requirement,
    Service,
    ServiceStatus,
)
from tests.unit.hall.desk import MORNING, FakeClock
from tests.unit.hall.sources.referral_portal import ReferralPortal, service
from tests.unit.hall.sources.web import Web

PORTAL = Portal("satu", "Portal Satu", licence="CC BY 4.0", region="35.74")


def feed(web: Web, clock: FakeClock | None = None) -> ReferralFeed:
    clock = clock or FakeClock()
    return ReferralFeed(PORTAL, web.address + "/api", Door("satu"), clock, 24.0)


def read(**changes: Any) -> Service:
    found, _ = read_service(Fields(service(1, **changes)), PORTAL, MORNING.date())
    return found


def test_every_field_finds_its_place() -> None:
    found, agency = read_service(Fields(service(1)), PORTAL, MORNING.date())
    assert agency == Agency(
        "10000000-0000-4000-8000-000000000000",
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Disdukcapil",
        "building",
        "35.74",
    )
    assert found.id == "00000000-0000-4000-8000-000000000001"
    assert (found.name, found.short_name, found.aliases) == ("Layanan 1", "L1", ("L1",))
    assert found.description == "Untuk semua warga. Gratis & cepat."
    assert found.requirements == (
        Requirement("Warga kota"),
        Requirement("Usia paling rendah 17 tahun"),
        Requirement("KTP asli"),
        Requirement("KK"),
    )
    assert found.steps == ("Ambil nomor", "Serahkan berkas", "Tunggu")
    assert found.duration == Duration("1-3 hari kerja", "P3D", Counted.WORKING_DAYS)
    assert found.fees == (Fee(0, "Gratis"),)
    assert found.complaints == (
        Channel(ChannelKind.PHONE, "Pengaduan", "0343 123456"),
        Channel(ChannelKind.PHONE, "WhatsApp", "+62 812 0000"),
        Channel(ChannelKind.ELSEWHERE, "Surel", "tanya@layanan.example"),
    )
    assert found.channels == (
        Channel(ChannelKind.ONLINE, "layanan.example", "https://layanan.example/1"),
        Channel(ChannelKind.ELSEWHERE, "Kantor", "Jalan Uji 1, Kota Uji", "MO 08:00-14:00"),
    )
    assert found.internal.legal_basis == ("UU 24/2013",)
    assert found.internal.facilities == ("Jalur kursi roda",)
    assert found.note == "Tutup pada hari libur"
    assert found.region == "35.74"
    assert found.provenance == (
        Provenance(
            "Portal Satu",
            verified=True,
            verified_at="2026-10-01",
            source_id="00000000-0000-4000-8000-000000000001",
            revision="2026-11-01T08:00:01.000Z",
            licence="CC BY 4.0",
            url="https://layanan.example/1",
        ),
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("active", ServiceStatus.ACTIVE),
        ("inactive", ServiceStatus.CLOSED),
        ("temporarily closed", ServiceStatus.CLOSED),
        ("defunct", ServiceStatus.WITHDRAWN),
    ],
)
def test_each_status_is_one_of_ours(status: str, expected: ServiceStatus) -> None:
    assert read(status=status).status is expected


def test_only_whole_rupiah_become_numbers_and_old_prices_are_left_out() -> None:
    options = [
        {"id": "1", "option": "Baru", "amount": 350000, "currency": "IDR"},
        {"id": "2", "option": "Ganti", "amount": "100000", "currency": "idr"},
        {"id": "3", "amount": 35, "currency": "gbp", "amount_description": "per jam"},
        {"id": "4", "amount": 1, "valid_to": "2020-12-31"},
        {"id": "5", "amount": 2, "valid_from": "2090-01-01"},
    ]
    assert read(cost_options=options).fees == (
        Fee(350_000, "Rp350.000", "Baru"),
        Fee(100_000, "Rp100.000", "Ganti"),
        Fee(None, "GBP 35 per jam"),
    )


def test_a_first_pass_reads_all_pages_and_the_next_only_what_changed(web: Web) -> None:
    portal = web.answer = ReferralPortal(*(service(n) for n in range(1, 6)))
    clock = FakeClock()
    (whole,) = feed(web, clock).changes("")
    assert whole.begins
    assert whole.ends
    assert len(whole.changes) == 6
    assert [asked.query["page"] for asked in web.asked] == ["1", "2", "3"]
    portal.services.append(service(9, last_modified="2026-11-20T10:00:00Z"))
    clock.forward(minutes=15)
    (delta,) = feed(web, clock).changes(whole.cursor)
    assert web.asked[-1].query["modified_after"] == "2026-11-01T08:00:05.000Z"
    assert not delta.begins
    assert not delta.ends
    assert {told.id[-1] for told in delta.changes} == {"0", "5", "9"}
    assert not delta.complaints


def test_a_full_pass_comes_when_it_is_time(web: Web) -> None:
    portal = web.answer = ReferralPortal(*(service(n) for n in range(1, 6)))
    clock = FakeClock()
    (whole,) = feed(web, clock).changes("")
    del portal.services[0]
    clock.forward(hours=25)
    (again,) = feed(web, clock).changes(whole.cursor)
    assert again.ends
    assert len(again.changes) == 5
    assert "modified_after" not in web.asked[-1].query


def test_a_feed_without_times_of_change_is_always_read_in_full(web: Web) -> None:
    web.answer = ReferralPortal(service(1, last_modified=None), service(2, last_modified=None))
    for one in web.answer.services:
        del one["last_modified"]
    (first,) = feed(web).changes("")
    (second,) = feed(web).changes(first.cursor)
    assert second.begins
    assert second.ends


def test_a_list_without_what_is_nested_is_filled_from_the_single_services(web: Web) -> None:
    portal = web.answer = ReferralPortal(service(1), service(2))
    portal.flat = True
    (whole,) = feed(web).changes("")
    found = whole.changes[-1].record
    assert isinstance(found, Service)
    assert Requirement("KTP asli") in found.requirements
    assert f"/api/services/{found.id}" in [asked.path for asked in web.asked]


def test_a_change_dated_in_the_future_hides_no_other(web: Web) -> None:
    web.answer = ReferralPortal(service(1, last_modified="9999-01-01T00:00:00Z"))
    clock = FakeClock()
    (whole,) = feed(web, clock).changes("")
    list(feed(web, clock).changes(whole.cursor))
    assert web.asked[-1].query["modified_after"] <= clock.now().isoformat()


def test_ids_that_are_no_ids_here_get_one_that_stays(web: Web) -> None:
    assert read(id="layanan/1 #a").id == read(id="layanan/1 #a").id
    assert read(id="layanan/1 #a").id != read(id="layanan/1 #b").id
    assert read(id="layanan/1 #a").provenance[0].source_id == "layanan/1 #a"
