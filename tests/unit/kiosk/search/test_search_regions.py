"""A region's name searches what its people can use."""

from __future__ import annotations

import pytest

from kiosk.search.results import Scope
from tests.unit.kiosk.search.shelves import found, ids, lexicon, search_in, service

HOME = service("home", "Paspor baru", "Kantor Imigrasi Blitar", region="35.72")
SURABAYA = service("sby", "Paspor baru", home=False, region="35.78")
EAST_JAVA = service("jatim", "Paspor provinsi", home=False, region="35")
EVERYWHERE = service("id", "Paspor elektronik", home=False)
BALI = service("bali", "Paspor baru", home=False, region="51.71")
ALL = (HOME, SURABAYA, EAST_JAVA, EVERYWHERE, BALI)


def test_the_gazetteer_has_every_province_and_all_regencies_and_cities() -> None:
    codes = lexicon().regions.official

    assert len([code for code in codes if "." not in code]) == 38
    assert len([code for code in codes if "." in code]) == 514
    assert codes["35.72"] == "Kota Blitar"
    assert codes["95"] == "Papua Pegunungan"


def test_a_city_brings_its_own_its_provinces_and_everywheres_services() -> None:
    results = found(search_in(ALL), "paspor surabaya")

    assert results.scope is Scope.REGION
    assert results.region == "Kota Surabaya"
    assert {hit.service_id for hit in results.hits} == {"sby", "jatim", "id"}


def test_a_province_brings_all_that_lies_in_it() -> None:
    assert set(ids(search_in(ALL), "paspor di jatim")) == {"home", "sby", "jatim", "id"}


def test_a_region_may_be_said_first_and_with_its_kind() -> None:
    search = search_in(ALL)

    assert found(search, "kota denpasar paspor").region == "Kota Denpasar"
    assert found(search, "paspor prov bali").region == "Bali"
    assert found(search, "paspor kab. malang").region == "Kabupaten Malang"


def test_a_name_of_a_city_and_a_regency_is_both() -> None:
    assert found(search_in(ALL), "paspor malang").region == "Kabupaten Malang / Kota Malang"


def test_the_halls_own_region_does_not_leave_the_hall() -> None:
    search = search_in(ALL, home_region="35.72")

    assert found(search, "paspor kota blitar").scope is Scope.HALL
    assert found(search, "paspor jawa timur").scope is Scope.HALL


def test_a_region_that_the_hall_itself_speaks_of_does_not_leave_it() -> None:
    assert found(search_in(ALL), "paspor blitar").scope is Scope.HALL


def test_a_region_without_such_a_service_brings_this_halls() -> None:
    results = found(search_in([HOME, BALI]), "paspor surabaya")

    assert results.scope is Scope.HALL
    assert [hit.service_id for hit in results.hits] == ["home"]


@pytest.mark.parametrize("text", ["paspor ke surabaya", "paspor pindahan dari kota denpasar"])
def test_where_somebody_goes_or_comes_from_is_not_where_they_ask(text: str) -> None:
    assert found(search_in(ALL), text).scope is Scope.HALL


def test_a_region_that_answers_little_of_it_does_not_hide_this_halls_service() -> None:
    both = (service("ak1", "Kartu pencari kerja", region="35.72"), SURABAYA)
    results = found(
        search_in([*both, service("x", "Kartu x", home=False, region="35.78")]),
        "kartu pencari kerja surabaya",
    )

    assert results.scope is Scope.HALL
    assert results.hits[0].service_id == "ak1"


def test_a_region_alone_is_looked_for_as_a_word() -> None:
    assert ids(search_in([HOME, service("tugu", "Tugu Denpasar")]), "denpasar") == ["tugu"]


def test_ordinary_words_are_no_regions() -> None:
    tomb = service("nisan", "Izin batu nisan")

    assert found(search_in([*ALL, tomb]), "batu nisan").scope is Scope.HALL
