"""What several portals tell becomes one catalog: shown once, merged, with ids that stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hall.portals.intake import Intake
from kiosk.catalog.feed import Kind
from kiosk.domain.service import (
    Duration,
    Fee,
    Provenance,
    Requirement,
    Service,
    ServiceStatus,
)
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk
from tests.unit.hall.portals.shelf import DUKCAPIL, Shelf, agency, gone, service, told


@pytest.fixture
def shelf(desk: Desk) -> Shelf:
    """A catalog with the hall's own services."""
    shelf = Shelf(desk)
    shelf.take_own()
    return shelf


def test_the_hall_s_own_services_keep_their_ids_and_content(shelf: Shelf) -> None:
    assert shelf.services == {one.id: one for one in halls.SERVICES}
    assert shelf.agencies == {one.id: one for one in halls.AGENCIES}


def test_a_service_of_two_portals_is_shown_once_under_the_hall_s_id(shelf: Shelf) -> None:
    ours = replace(
        service("9", "Penerbitan KTP Elektronik Baru", steps=("Ambil nomor", "Rekam data")),
        description="Untuk yang belum pernah memiliki KTP",
    )
    shelf.take("satu", agency(DUKCAPIL), told(ours))
    found = shelf.services[halls.KTP]
    assert len(shelf.services) == len(halls.SERVICES)
    assert found.name == "KTP baru"
    assert found.fees == halls.SERVICES[0].fees
    assert found.steps == ("Ambil nomor", "Rekam data")
    assert found.description == "Untuk yang belum pernah memiliki KTP"
    assert [one.source for one in found.provenance] == ["uji", "portal"]
    assert "Penerbitan KTP Elektronik Baru" in found.aliases
    assert set(shelf.agencies) == {"dukcapil", "imigrasi"}


def test_what_only_a_portal_tells_has_an_id_of_its_own(shelf: Shelf) -> None:
    shelf.take("satu", agency(DUKCAPIL), told(service("7", "Akta kematian")))
    assert shelf.services["satu.7"].agency_id == "dukcapil"
    assert shelf.services["satu.7"].name == "Akta kematian"


def test_the_same_name_in_another_town_is_another_service(shelf: Shelf) -> None:
    there = replace(DUKCAPIL, name=f"{DUKCAPIL.name} Kota Lain", short_name="Dukcapil Kota Lain")
    shelf.take("satu", agency(there), told(service("9", "KTP baru")))
    assert "satu.9" in shelf.services
    assert shelf.agencies["satu.org-1"].name.endswith("Kota Lain")


def test_a_code_of_the_region_says_where_as_well_as_a_name_does(desk: Desk) -> None:
    shelf = Shelf(desk)
    coded = replace(DUKCAPIL, region="35.74")
    shelf.take("satu", agency(coded), told(service("1", "Akta kematian", region="35.74")))
    shelf.take("dua", agency(coded), told(service("2", "Akte Kematian", region="35.74")))
    shelf.take("pusat", agency(replace(coded, region="35.72")), told(service("3", "Akta kematian")))
    assert len(shelf.services) == 2


def test_a_better_rank_is_believed_first_then_what_was_checked_last(shelf: Shelf) -> None:
    def of(source_id: str, idr: int, checked: str = "") -> Service:
        return service(
            source_id,
            "Akta kematian",
            fees=(Fee(idr, f"Rp{idr}"),),
            provenance=(Provenance(source_id, verified_at=checked, source_id=source_id),),
        )

    shelf.take("dua", agency(DUKCAPIL), told(of("b", 2, "2026-11-01")))
    shelf.take("satu", agency(DUKCAPIL), told(of("a", 1, "2020-01-01")))
    (found,) = (one for one in shelf.services.values() if one.name == "Akta kematian")
    assert found.fees[0].idr == 1
    equal = Shelf(shelf.desk, replace(shelf.order, ranks=shelf.order.ranks | {"dua": 10}))
    equal.take("satu", told(replace(of("a", 1, "2020-01-01"), note="baru")))
    (found,) = (one for one in equal.services.values() if one.name == "Akta kematian")
    assert found.fees[0].idr == 2
    assert found.note == "baru"
    assert [one.source for one in found.provenance] == ["b", "a"]


def test_an_id_that_was_given_stays_when_a_better_portal_tells_the_same(shelf: Shelf) -> None:
    shelf.take("dua", agency(DUKCAPIL), told(service("b", "Akta kematian")))
    shelf.take("satu", agency(DUKCAPIL), told(service("a", "Akta kematian")))
    assert "dua.b" in shelf.services
    assert "satu.a" not in shelf.services
    shelf.take("dua", gone("b"))
    assert "dua.b" in shelf.services, "somebody tells of it still"
    shelf.take("satu", gone("a"))
    assert "dua.b" not in shelf.services


def test_an_explicit_id_joins_what_names_do_not(shelf: Shelf) -> None:
    other = replace(DUKCAPIL, id="org-9", name="Catatan Sipil", short_name="Capil")
    shelf.take("satu", agency(other), told(service("1", "Foto dan cetak", "org-9"), halls.KTP))
    assert "satu.1" not in shelf.services
    assert "Foto dan cetak" in shelf.services[halls.KTP].aliases


def test_ids_of_hall_servers_mean_the_same_everywhere(shelf: Shelf) -> None:
    central = replace(halls.SERVICES[0], name="Kartu penduduk pertama", note="Dari pusat")
    shelf.take("pusat", agency(halls.AGENCIES[0]), told(central))
    assert shelf.services[halls.KTP].note == "Dari pusat"
    assert shelf.services[halls.KTP].name == "KTP baru"


def test_services_that_a_portal_tells_apart_stay_apart(shelf: Shelf) -> None:
    twice = (told(service("1", "KTP baru")), told(service("2", "Pembuatan KTP Baru")))
    shelf.take("satu", agency(DUKCAPIL), *twice)
    assert {"satu.1", "satu.2", halls.KTP} <= set(shelf.services)
    assert len(shelf.services[halls.KTP].provenance) == 1
    shelf.take("satu", gone("2"))
    assert "satu.1" not in shelf.services, "now there is no doubt any more"
    assert len(shelf.services[halls.KTP].provenance) == 2


def test_a_service_that_gets_another_name_parts_from_the_other(shelf: Shelf) -> None:
    shelf.take("satu", agency(DUKCAPIL), told(service("1", "KTP baru", note="Catatan")))
    assert shelf.services[halls.KTP].note == "Catatan"
    shelf.take("satu", told(service("1", "KTP hilang", note="Catatan")))
    assert shelf.services[halls.KTP] == halls.SERVICES[0]
    assert shelf.services["satu.1"].name == "KTP hilang"


def test_an_agency_that_gets_another_name_takes_its_services_along(shelf: Shelf) -> None:
    strange = replace(DUKCAPIL, name="Loket Sipil", short_name="Loket Sipil")
    shelf.take("satu", agency(strange), told(service("1", "KTP baru")))
    assert shelf.services["satu.1"].agency_id == "satu.org-1"
    shelf.take("satu", agency(DUKCAPIL))
    assert "satu.1" not in shelf.services
    assert "satu.org-1" not in shelf.agencies
    assert len(shelf.services[halls.KTP].provenance) == 2


def test_a_service_waits_for_its_agency(shelf: Shelf) -> None:
    shelf.take("satu", told(service("1", "Akta kematian")))
    assert "satu.1" not in shelf.services
    shelf.take("satu", agency(DUKCAPIL))
    assert shelf.services["satu.1"].agency_id == "dukcapil"
    shelf.take("satu", gone("org-1", Kind.AGENCY))
    assert "satu.1" not in shelf.services


def test_a_portal_s_service_that_is_closed_is_shown_as_closed(shelf: Shelf) -> None:
    closed = service("1", "Akta kematian", status=ServiceStatus.CLOSED)
    shelf.take("satu", agency(DUKCAPIL), told(closed))
    assert shelf.services["satu.1"].status is ServiceStatus.CLOSED


def test_a_field_comes_whole_from_one_portal(shelf: Shelf) -> None:
    asked = (Requirement("KTP"), Requirement("KK"))
    shelf.take("satu", agency(DUKCAPIL), told(service("1", "Akta kematian", requirements=asked)))
    more = (Requirement("Surat"), Requirement("Foto"), Requirement("Meterai"))
    late = service("2", "Akta kematian", requirements=more, duration=Duration("3 hari", "P3D"))
    shelf.take("dua", agency(DUKCAPIL), told(late))
    found = shelf.services["satu.1"]
    assert found.requirements == asked
    assert found.duration == Duration("1 hari")


def test_the_same_once_more_changes_nothing(shelf: Shelf) -> None:
    records = (agency(DUKCAPIL), told(service("1", "KTP baru", note="x")), told(service("2", "A")))
    assert shelf.take("satu", *records) > 0
    cursor = shelf.feed.cursor
    assert shelf.take("satu", *records) == 0
    assert shelf.feed.cursor == cursor


def test_a_change_of_one_service_is_one_record_of_the_feed(shelf: Shelf) -> None:
    several = [told(service(str(n), f"Akta {n}")) for n in range(50)]
    shelf.take("satu", agency(DUKCAPIL), *several)
    assert shelf.take("satu", told(service("7", "Akta 7", note="baru"))) == 1


def test_a_name_that_everybody_has_joins_nobody(shelf: Shelf) -> None:
    many = [told(service(str(n), "Legalisir")) for n in range(80)]
    shelf.take("satu", agency(DUKCAPIL), *many)
    shelf.take("dua", agency(DUKCAPIL), told(service("x", "Legalisir")))
    assert len(shelf.services) == len(halls.SERVICES) + 81


def test_another_order_of_portals_is_another_catalog_under_the_same_ids(shelf: Shelf) -> None:
    shelf.take("satu", agency(DUKCAPIL), told(service("1", "Akta kematian", note="satu")))
    shelf.take("dua", agency(DUKCAPIL), told(service("2", "Akta kematian", note="dua")))
    assert shelf.services["satu.1"].note == "satu"
    turned = Shelf(shelf.desk, replace(shelf.order, ranks=shelf.order.ranks | {"dua": 1}))
    keys = [("satu", Kind.SERVICE, "1"), ("dua", Kind.SERVICE, "2")]
    shelf.desk.do(lambda tx: Intake(tx, shelf.desk.floor, turned.order).settle_again(keys))
    assert shelf.services["satu.1"].note == "dua"
    assert "dua.2" not in shelf.services
