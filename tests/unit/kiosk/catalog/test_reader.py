from datetime import date, time
from pathlib import Path

import pytest

from kiosk.catalog.reader import (
    agency_from_record,
    hall_from_record,
    read_agencies,
    read_catalog,
    read_hall,
    read_services,
    service_from_record,
    to_record,
)
from kiosk.domain.service import LifeEvent, Requirement
from tests.unit.kiosk.catalog.records import (
    agency_record,
    full_service_record,
    hall_record,
    service_record,
    write,
    write_hall,
    write_services,
)


def test_a_hall_file_becomes_a_hall_with_its_agencies(tmp_path: Path) -> None:
    path = write_hall(tmp_path)
    hall = read_hall(path)
    assert hall.calendar.hours[0].opens == time(8)
    assert hall.calendar.holidays[0].day == date(2026, 12, 25)
    assert hall.zones[0].plan == (0, 0, 50, 50)
    assert hall.head_start_minutes == 20  # the rule's default where the file says nothing
    assert [agency.id for agency in read_agencies(path)] == ["dukcapil"]


def test_a_services_file_becomes_services(tmp_path: Path) -> None:
    services = read_services(write_services(tmp_path))
    assert [service.id for service in services] == ["dukcapil.ktp", "dukcapil.kk"]
    assert services[0].requirements == (Requirement("Kartu Keluarga"),)


def test_both_files_are_read_as_one_catalog(tmp_path: Path) -> None:
    catalog = read_catalog(write_hall(tmp_path), write_services(tmp_path))
    assert (catalog.hall.id, len(catalog.agencies), len(catalog.services)) == ("mpp-uji", 1, 2)


def test_a_service_without_a_queue_may_still_be_described(tmp_path: Path) -> None:
    more = (service_record(), service_record("dukcapil.kk"), service_record("dukcapil.akta"))
    catalog = read_catalog(write_hall(tmp_path), write_services(tmp_path, *more))
    assert catalog.hall.queue_of("dukcapil.akta") is None


def test_a_file_saved_on_windows_is_read(tmp_path: Path) -> None:
    path = write_hall(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b", ", b",\r\n"))
    assert read_hall(path).id == "mpp-uji"


def test_letters_of_every_script_are_plain_text(tmp_path: Path) -> None:
    names = "Dhinas \ua98f\ua9a4 \u2014 \u0645\u0631\u062d\u0628\u0627 caf\u00e9"
    path = write(
        tmp_path / "hall.json", {"hall": hall_record(), "agencies": [agency_record(name=names)]}
    )
    assert read_agencies(path)[0].name == names


def test_a_record_survives_the_way_out_and_back() -> None:
    hall = hall_from_record(hall_record(phone_base="https://mpp.example/t/"))
    agency = agency_from_record(agency_record())
    service = service_from_record(
        service_record(steps=["Datang"], fees=[{"idr": None, "text": "?"}])
    )
    assert hall_from_record(to_record(hall)) == hall
    assert agency_from_record(to_record(agency)) == agency
    assert service_from_record(to_record(service)) == service


def test_a_service_with_all_components_of_its_standard_survives_the_way(tmp_path: Path) -> None:
    full = full_service_record()
    (service,) = read_services(write_services(tmp_path, full))
    assert to_record(service) == full
    assert service_from_record(full) == service
    assert (service.fee_words, service.product_words) == (
        "Rp30.000 (baru); Menurut luas: luas x Rp1.000 (perpanjangan)",
        "SKCK, berlaku 6 bulan; Kartu sidik jari",
    )
    assert service.legal_words == "UU 2/2002; PP 76/2020"


def test_a_life_event_that_only_a_newer_hall_server_knows_is_left_out() -> None:
    newer = service_record(life_events=["birth", "space-travel"])
    assert service_from_record(newer).life_events == (LifeEvent.BIRTH,)


@pytest.mark.parametrize(
    ("iso", "counted"),
    [
        ("P1D", "working-days"),
        ("P2W", "working-days"),
        ("PT30M", "calendar"),
        ("P1DT12H", "calendar"),
        ("P1Y6M", "calendar"),
        ("PT3H", "working-hours"),
        ("", "working-hours"),
    ],
)
def test_durations_are_those_of_iso_8601(iso: str, counted: str) -> None:
    duration = {"text": "lama", "iso": iso, "counted": counted}
    assert service_from_record(service_record(duration=duration)).duration.iso == iso


@pytest.mark.parametrize("region", ["", "35", "35.72", "35.72.01", "35.72.01.1002"])
def test_regions_are_codes_from_province_to_village(region: str) -> None:
    assert service_from_record(service_record(region=region)).region == region
    assert agency_from_record(agency_record(region=region)).region == region


@pytest.mark.parametrize("number", ["112", "(0343) 421 234", "+62 812-0000-000", "0343.421234"])
def test_telephone_numbers_are_taken_as_people_write_them(number: str) -> None:
    channel = {"kind": "phone", "name": "Telepon", "address": number}
    assert service_from_record(service_record(channels=[channel])).channels[0].address == number


@pytest.mark.parametrize(
    "address",
    ["", "https://oss.go.id", "http://10.0.0.5:8080/layanan?id=7#syarat", "https://a.id/%C3%A9"],
)
def test_addresses_that_a_browser_may_open_are_taken(address: str) -> None:
    channel = {"kind": "online", "name": "Laman", "address": address}
    assert service_from_record(service_record(channels=[channel])).channels[0].address == address


def test_times_and_dates_are_written_as_people_write_them() -> None:
    record = to_record(hall_from_record(hall_record()))
    assert record["calendar"] == {
        "hours": [
            {"weekday": 0, "opens": "08:00", "closes": "14:00"},
            {"weekday": 4, "opens": "08:00", "closes": "11:00"},
        ],
        "breaks": [{"weekday": 0, "begins": "12:00", "ends": "12:30", "name": "Istirahat"}],
        "holidays": [{"day": "2026-12-25", "name": "Natal"}],
        "last_ticket_minutes": 30,
    }


def test_a_feed_record_of_a_newer_hall_server_is_read_without_its_new_fields() -> None:
    newer = service_record(rating=5, fees=[{"idr": 0, "text": "Gratis", "currency": "IDR"}])
    assert service_from_record(newer) == service_from_record(service_record())
