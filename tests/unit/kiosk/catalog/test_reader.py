from datetime import date, time
from pathlib import Path

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
from kiosk.domain.service import Requirement
from tests.unit.kiosk.catalog.records import (
    agency_record,
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
