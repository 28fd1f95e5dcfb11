"""Looking for a service without a word: by what happened, by who does it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalog.reader import CatalogFiles, read_catalog
from kiosk.domain.browse import by_agency, by_event, offered_here
from kiosk.domain.life_events import WORDS
from kiosk.domain.service import Agency, LifeEvent, Service, ServiceStatus
from kiosk.settings import bundled_files
from tests.unit.hall.halls import service

DUKCAPIL = Agency("dukcapil", "Dinas Kependudukan", "Dukcapil", "id")
BPN = Agency("bpn", "Badan Pertanahan Nasional", "BPN", "map")


@pytest.fixture(scope="module")
def sample() -> CatalogFiles:
    folder = bundled_files().assets / "sample"
    return read_catalog(folder / "hall.json", folder / "services.json")


def of(service_id: str, *events: LifeEvent, status: str = "active") -> Service:
    plain = service(service_id, service_id.partition(".")[2])
    return replace(plain, life_events=events, status=ServiceStatus(status))


def test_a_service_stands_on_the_shelf_of_each_of_its_events() -> None:
    lost = of("dukcapil.ktp-hilang", LifeEvent.LOSS, LifeEvent.IDENTITY)
    deed = of("bpn.hilang", LifeEvent.LOSS)
    shelves = {shelf.event: shelf.services for shelf in by_event([lost, deed])}
    assert shelves == {LifeEvent.IDENTITY: (lost,), LifeEvent.LOSS: (deed, lost)}


def test_events_come_in_the_order_of_a_life() -> None:
    services = [of("a.mati", LifeEvent.DEATH), of("a.lahir", LifeEvent.BIRTH)]
    assert [shelf.event for shelf in by_event(services)] == [LifeEvent.BIRTH, LifeEvent.DEATH]


def test_an_agency_shows_what_it_does_and_one_without_services_is_left_out() -> None:
    ktp, kk = of("dukcapil.ktp"), of("dukcapil.kk")
    assert [(s.agency, s.services) for s in by_agency([BPN, DUKCAPIL], [ktp, kk])] == [
        (DUKCAPIL, (kk, ktp))
    ]


def test_what_is_withdrawn_is_nowhere_and_what_is_closed_comes_last() -> None:
    closed = of("dukcapil.akta", LifeEvent.BIRTH, status="temporarily-closed")
    gone = of("dukcapil.surat", LifeEvent.BIRTH, status="withdrawn")
    given_now = of("dukcapil.kia", LifeEvent.BIRTH)
    services = [closed, gone, given_now]
    assert [shelf.services for shelf in by_event(services)] == [(given_now, closed)]
    assert [shelf.services for shelf in by_agency([DUKCAPIL], services)] == [(given_now, closed)]


def test_what_the_hall_names_first_comes_first() -> None:
    services = [of(f"dukcapil.{name}", LifeEvent.BIRTH) for name in ("akta", "kia", "kk")]
    (shelf,) = by_event(services, first=("dukcapil.kk", "dukcapil.kia"))
    assert [one.name for one in shelf.services] == ["kk", "kia", "akta"]


def test_agencies_are_told_in_the_order_people_read_them() -> None:
    services = [of("dukcapil.ktp"), of("bpn.cek")]
    assert [s.agency for s in by_agency([DUKCAPIL, BPN], services)] == [BPN, DUKCAPIL]


def test_a_service_of_an_agency_nobody_told_of_is_on_no_agencys_shelf() -> None:
    assert by_agency([BPN], [of("dukcapil.ktp")]) == ()


def test_a_hall_offers_the_popular_services_first_and_none_twice(sample: CatalogFiles) -> None:
    offered = offered_here(sample.hall)
    assert offered[: len(sample.hall.popular_services)] == sample.hall.popular_services
    assert sorted(offered) == sorted(service.id for service in sample.services)


def test_every_event_has_its_words_and_the_sample_hall_something_for_it(
    sample: CatalogFiles,
) -> None:
    assert set(WORDS) == set(LifeEvent)
    assert len({words.name for words in WORDS.values()}) == len(LifeEvent)
    assert {shelf.event for shelf in by_event(sample.services)} == set(LifeEvent)
    assert len(by_agency(sample.agencies, sample.services)) == len(sample.agencies)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["bpn", "dukcapil"]),
            st.sets(st.sampled_from(LifeEvent)),
            st.sampled_from(ServiceStatus),
        ),
        max_size=20,
    )
)
def test_whatever_a_catalog_holds_nothing_is_lost_or_shown_twice(
    kinds: list[tuple[str, set[LifeEvent], ServiceStatus]],
) -> None:
    services = [
        of(f"{agency}.{place}", *sorted(events), status=status)
        for place, (agency, events, status) in enumerate(kinds)
    ]
    kept = [one for one in services if one.status is not ServiceStatus.WITHDRAWN]
    on_shelves = [(shelf.event, one.id) for shelf in by_event(services) for one in shelf.services]
    assert sorted(on_shelves) == sorted((e, one.id) for one in kept for e in one.life_events)
    of_agencies = [one.id for s in by_agency([BPN, DUKCAPIL], services) for one in s.services]
    assert sorted(of_agencies) == sorted(one.id for one in kept)
