"""The sample hall is fit to be shown: complete, served, drawn, and honest about its facts."""

import importlib.util
import itertools
import re
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest

from kiosk.catalog.reader import CatalogFiles, read_catalog
from kiosk.domain.calendar import Reason, opening
from kiosk.domain.life_events import WORDS
from kiosk.domain.service import Agency, Counted, LifeEvent, Service
from kiosk.settings import bundled_files

TILE = 22  # letters that fit a tile


@pytest.fixture(scope="module")
def sample() -> CatalogFiles:
    folder = bundled_files().assets / "sample"
    return read_catalog(folder / "hall.json", folder / "services.json")


@pytest.fixture(scope="module")
def icons() -> set[str]:
    package = importlib.util.find_spec("pytablericons")
    assert package is not None
    assert package.submodule_search_locations
    folder = Path(package.submodule_search_locations[0]) / "icons" / "outline"
    return {file.stem for file in folder.glob("*.svg")}


# --- the hall -----------------------------------------------------------------------------------


def test_the_hall_has_the_agencies_of_a_real_one(sample: CatalogFiles) -> None:
    assert len(sample.agencies) >= 24
    assert {agency.id for agency in sample.agencies} == {q.agency_id for q in sample.hall.queues}


def test_every_service_is_served_by_a_queue(sample: CatalogFiles) -> None:
    assert len(sample.services) == 78
    assert all(sample.hall.queue_of(service.id) for service in sample.services)


def test_every_queue_serves_something(sample: CatalogFiles) -> None:
    assert all(queue.service_ids for queue in sample.hall.queues)


def test_opening_hours_are_those_of_a_hall_in_east_java(sample: CatalogFiles) -> None:
    hours = {h.weekday: (h.opens, h.closes) for h in sample.hall.calendar.hours}
    assert hours == {day: (time(8), time(14)) for day in range(4)} | {4: (time(8), time(11))}
    assert sample.hall.time_zone == "Asia/Jakarta"
    assert sample.hall.calendar.last_ticket_minutes == 30


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        ("2026-11-23T09:41", None),
        ("2026-11-23T12:15", Reason.BREAK),
        ("2026-11-27T12:15", Reason.CLOSED_FOR_TODAY),
        ("2026-11-28T09:00", Reason.CLOSED_DAY),
        ("2026-12-25T09:00", Reason.HOLIDAY),
        ("2027-05-06T09:00", Reason.HOLIDAY),
    ],
)
def test_the_hall_is_open_when_it_should_be(
    sample: CatalogFiles, moment: str, reason: Reason | None
) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=sample.hall.zone_info)
    assert opening(sample.hall.calendar, now).reason is reason


def test_only_certain_holidays_are_listed_for_both_years(sample: CatalogFiles) -> None:
    days = [holiday.day for holiday in sample.hall.calendar.holidays]
    assert days == sorted(days)
    fixed = {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)}
    for year, easter in ((2026, date(2026, 4, 5)), (2027, date(2027, 3, 28))):
        moving = {
            date.fromordinal(easter.toordinal() - 2),
            date.fromordinal(easter.toordinal() + 39),
        }
        listed = {day for day in days if day.year == year}
        assert listed == {date(year, *day) for day in fixed} | moving


def test_counters_are_numbered_through_and_stand_in_every_zone(sample: CatalogFiles) -> None:
    numbers = [counter.number for counter in sample.hall.counters]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 30
    assert {c.zone_id for c in sample.hall.counters} == {zone.id for zone in sample.hall.zones}


def test_zones_lie_on_two_floors_and_do_not_overlap(sample: CatalogFiles) -> None:
    assert len({zone.floor for zone in sample.hall.zones}) == 2
    for one, other in itertools.combinations(sample.hall.zones, 2):
        x, y, width, height = one.plan
        other_x, other_y, other_width, other_height = other.plan
        apart = (
            x + width <= other_x
            or other_x + other_width <= x
            or y + height <= other_y
            or other_y + other_height <= y
        )
        assert one.floor != other.floor or apart


def test_six_popular_services_of_six_kinds(sample: CatalogFiles) -> None:
    assert len(set(sample.hall.popular_services)) == 6


def test_two_kiosks_have_their_letters(sample: CatalogFiles) -> None:
    kiosks = [(kiosk.id, kiosk.name, kiosk.letter) for kiosk in sample.hall.kiosks]
    assert kiosks == [("kiosk-1", "Anjungan 1", "X"), ("kiosk-2", "Anjungan 2", "Y")]


# --- prefixes -----------------------------------------------------------------------------------


def test_prefixes_are_not_mistaken_when_read(sample: CatalogFiles) -> None:
    prefixes = [queue.prefix for queue in sample.hall.queues]
    letters = {kiosk.letter for kiosk in sample.hall.kiosks}
    assert not {"I", "O"} & set("".join(prefixes))
    assert not letters & {prefix[0] for prefix in prefixes}
    for one, other in itertools.permutations(prefixes, 2):
        assert not other.startswith(one)


#: Letters whose Indonesian names are told apart badly in a noisy hall: be ce de e ge pe te;
#: em en; ef es.
ALIKE = str.maketrans("BCDEGPTMNFS", "eeeeeeemmss")


def test_prefixes_are_not_mistaken_when_heard(sample: CatalogFiles) -> None:
    heard = Counter(queue.prefix.translate(ALIKE) for queue in sample.hall.queues)
    assert [sound for sound, times in heard.items() if times > 1] == []


# --- agencies and services ----------------------------------------------------------------------


def test_every_icon_is_there(sample: CatalogFiles, icons: set[str]) -> None:
    things: tuple[Agency | Service, ...] = (*sample.agencies, *sample.services)
    assert [thing.id for thing in things if thing.icon not in icons] == []
    assert [event for event, words in WORDS.items() if words.icon not in icons] == []


def test_short_names_fit_a_tile_and_differ_within_an_agency(sample: CatalogFiles) -> None:
    things: tuple[Agency | Service, ...] = (*sample.agencies, *sample.services)
    assert [thing.short_name for thing in things if len(thing.short_name) > TILE] == []
    pairs = Counter((service.agency_id, service.short_name) for service in sample.services)
    assert max(pairs.values()) == 1
    assert len({agency.short_name for agency in sample.agencies}) == len(sample.agencies)


def test_a_services_id_begins_with_its_agency(sample: CatalogFiles) -> None:
    assert all(s.id.startswith(f"{s.agency_id}.") for s in sample.services)


def test_every_service_publishes_its_standard(sample: CatalogFiles) -> None:
    for service in sample.services:
        assert service.requirements
        assert service.duration.text
        assert all((service.fees, service.products, service.internal.legal_basis))
        assert service.aliases


def test_every_service_says_where_its_facts_come_from(sample: CatalogFiles) -> None:
    assert all(service.provenance[0].source for service in sample.services)
    assert Counter(s.provenance[0].verified for s in sample.services) == {True: 57, False: 21}
    general = [s for s in sample.services if "belum dicek" in s.provenance[0].source]
    assert general
    assert not any(service.provenance[0].verified for service in general)


def test_what_is_unverified_is_marked(sample: CatalogFiles) -> None:
    marked = [s for s in sample.services if s.provenance[0].unverified_fields]
    assert len(marked) == 40  # that each mark names a part of its record, the reader has checked


def test_every_service_belongs_to_an_event_of_life(sample: CatalogFiles) -> None:
    assert all(service.life_events for service in sample.services)
    assert {event for s in sample.services for event in s.life_events} == set(LifeEvent)


def test_a_condition_or_start_stands_in_the_words_people_read(sample: CatalogFiles) -> None:
    for service in sample.services:
        assert all(paper.condition in paper.text for paper in service.requirements)
        assert service.duration.starts in service.duration.text


def test_papers_are_counted_where_the_words_say_it_plainly(sample: CatalogFiles) -> None:
    papers = [paper for service in sample.services for paper in service.requirements]
    assert all("fotokopi" in paper.text.casefold() for paper in papers if paper.copies)
    assert all("asli" in paper.text for paper in papers if paper.originals)


def test_most_durations_can_be_compared(sample: CatalogFiles) -> None:
    assert sum(1 for service in sample.services if service.duration.iso) == 63
    working = [s.duration for s in sample.services if "hari kerja" in s.duration.text]
    assert {d.counted for d in working if d.iso} == {Counted.WORKING_DAYS}


def test_a_fee_in_rupiah_is_named_in_its_words_or_is_their_sum(sample: CatalogFiles) -> None:
    for service in sample.services:
        said = re.findall(r"Rp([\d.]*\d)", service.fee_words)
        amounts = [int(amount.replace(".", "")) for amount in said]
        for fee in service.fees:
            assert fee.idr is None or not fee.idr or fee.idr in {*amounts, sum(amounts)}
