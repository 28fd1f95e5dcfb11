"""Files and records that are wrong: one sentence that names file, record and field, every time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalog import reader
from kiosk.catalog.reader import (
    agency_from_record,
    hall_from_record,
    read_catalog,
    read_hall,
    read_services,
    service_from_record,
)
from kiosk.errors import BadRecord
from tests.unit.kiosk.catalog.records import (
    Record,
    agency_record,
    hall_record,
    queue_record,
    service_record,
    write,
    write_hall,
    write_services,
)


def refused(call: Callable[[], object]) -> tuple[str, str]:
    """The record and field a call refuses."""
    with pytest.raises(BadRecord) as caught:
        call()
    error = caught.value
    assert error.sentence.endswith("data baik yang terakhir tetap dipakai.")
    assert error.sentence.isprintable()
    return str(error.facts["record"]), str(error.facts["field"])


def spoiled(record: Record, path: str, value: object) -> Record:
    """The record with `value` at a dotted path; `...` takes the field away."""
    *way, last = path.split(".")
    node: Any = record
    for step in way:
        node = node[int(step) if step.isdigit() else step]
    if value is ...:
        del node[last]
    else:
        node[int(last) if last.isdigit() else last] = value
    return record


# --- fields -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("name", ..., "name"),
        ("name", 7, "name"),
        ("name", None, "name"),
        ("name", "  ", "name"),
        ("requirements", "KTP", "requirements"),
        ("requirements.0", 1, "requirements[0]"),
        ("requirements.0.text", "", "requirements[0].text"),
        ("fees", "Gratis", "fees"),
        ("fees.0.idr", "0", "fees[0].idr"),
        ("fees.0.idr", 0.0, "fees[0].idr"),
        ("fees.0.idr", True, "fees[0].idr"),
        ("fees.0.idr", -1, "fees[0].idr"),
        ("fees.0.text", "", "fees[0].text"),
        ("provenance.0.verified", "ya", "provenance[0].verified"),
        ("provenance.0.verified", 1, "provenance[0].verified"),
        ("provenance.0.verified_at", "kemarin", "provenance[0].verified_at"),
        ("provenance.0.verified_at", "20261123", "provenance[0].verified_at"),
        ("provenance.0.source", "", "provenance[0].source"),
        ("provenance", [], "provenance"),
        ("provenance.0.url", "javascript:alert(1)", "provenance[0].url"),
        ("provenance.0.url", "https://masuk@jahat.example/", "provenance[0].url"),
        ("provenance.0.unverified_fields", ["lama"], "provenance[0].unverified_fields[0]"),
        ("provenance.0.unverified_fields", ["fees[1]"], "provenance[0].unverified_fields[0]"),
        ("provenance.0.unverified_fields", ["fees[0].harga"], "provenance[0].unverified_fields[0]"),
        ("provenance.0.unverified_fields", ["fee_words"], "provenance[0].unverified_fields[0]"),
        ("requirements.0.copies", -1, "requirements[0].copies"),
        ("requirements.0.originals", "1", "requirements[0].originals"),
        ("requirements", [{"text": "KTP"}] * 201, "requirements"),
        ("internal.legal_basis", ["UU"] * 201, "internal.legal_basis"),
        ("internal.legal_basis.0", " ", "internal.legal_basis[0]"),
        ("duration", "1 hari", "duration"),
        ("duration.iso", "1D", "duration.iso"),
        ("duration.iso", "P", "duration.iso"),
        ("duration.iso", "PT", "duration.iso"),
        ("duration.iso", "P1,5D", "duration.iso"),
        ("duration.iso", "-P1D", "duration.iso"),
        ("duration.iso", "PT30M", "duration.counted"),
        ("duration.text", "", "duration.text"),
        ("duration.counted", "hari kerja", "duration.counted"),
        ("products.0.name", "", "products[0].name"),
        ("steps", [""], "steps[0]"),
        ("status", "tutup", "status"),
        ("region", "3572", "region"),
        ("region", "Jawa Timur", "region"),
        ("life_events", ["bulan madu"], "life_events[0]"),
        ("life_events", ["birth", "birth"], "life_events"),
        ("channels", [{"kind": "web", "name": "OSS"}], "channels[0].kind"),
        ("channels", [{"kind": "online", "name": ""}], "channels[0].name"),
        (
            "channels",
            [{"kind": "online", "name": "OSS", "address": "file:///etc/passwd"}],
            "channels[0].address",
        ),
        (
            "complaints",
            [{"kind": "online", "name": "LAPOR", "address": 'https://lapor.go.id/" onclick='}],
            "complaints[0].address",
        ),
        (
            "complaints",
            [{"kind": "phone", "name": "Telepon", "address": "hubungi kami"}],
            "complaints[0].address",
        ),
        ("icon", "../../etc/passwd", "icon"),
        ("note", "dua\nbaris", "note"),
        ("note", "lonceng\x07", "note"),
        ("note", "arah \u202e terbalik", "note"),
        ("note", "x" * 64_001, "note"),
        ("aliases", ["a", "b\x00"], "aliases[1]"),
        ("id", "../dukcapil", "id"),
        ("id", "dua kata", "id"),
    ],
)
def test_a_wrong_field_of_a_service_is_named(
    tmp_path: Path, path: str, value: object, field: str
) -> None:
    optional = {"status": "active", "region": "", "life_events": [], "channels": []}
    service = spoiled(service_record(note="", steps=[], complaints=[], **optional), path, value)
    record, named = refused(lambda: read_services(write_services(tmp_path, service)))
    assert named == field
    assert record == ("services[0]" if field == "id" else "dukcapil.ktp")


@pytest.mark.parametrize(
    ("path", "value", "record", "field"),
    [
        ("time_zone", "Asia/Blitar", "mpp-uji", "time_zone"),
        ("time_zone", "../../etc/passwd", "mpp-uji", "time_zone"),
        ("time_zone", "", "mpp-uji", "time_zone"),
        ("calendar.hours", [], "mpp-uji", "calendar.hours"),
        ("calendar.hours.0.opens", "8 pagi", "mpp-uji", "calendar.hours[0].opens"),
        ("calendar.hours.0.opens", 800, "mpp-uji", "calendar.hours[0].opens"),
        ("calendar.hours.0.opens", "08:00:30", "mpp-uji", "calendar.hours[0].opens"),
        ("calendar.hours.0.opens", "08:00+07:00", "mpp-uji", "calendar.hours[0].opens"),
        ("calendar.hours.0.closes", "08:00", "mpp-uji", "calendar.hours[0].closes"),
        ("calendar.hours.1.weekday", 0, "mpp-uji", "calendar.hours[1].weekday"),
        ("calendar.hours.1.weekday", 7, "mpp-uji", "calendar.hours[1].weekday"),
        ("calendar.breaks.0.ends", "11:00", "mpp-uji", "calendar.breaks[0].ends"),
        ("calendar.breaks.0.ends", "15:00", "mpp-uji", "calendar.breaks[0]"),
        ("calendar.breaks.0.weekday", 6, "mpp-uji", "calendar.breaks[0]"),
        ("calendar.holidays.0.day", "2026-02-30", "mpp-uji", "calendar.holidays[0].day"),
        ("calendar.holidays.0.name", "", "mpp-uji", "calendar.holidays[0].name"),
        ("calendar.last_ticket_minutes", 180, "mpp-uji", "calendar.last_ticket_minutes"),
        ("calendar.last_ticket_minutes", -1, "mpp-uji", "calendar.last_ticket_minutes"),
        ("zones.0.plan", [0, 0, 50], "biru", "plan[3]"),
        ("zones.0.plan", [60, 0, 50, 50], "biru", "plan"),
        ("zones.0.plan", [0, -1, 50, 50], "biru", "plan"),
        ("queues.0.prefix", "a", "ktp", "prefix"),
        ("queues.0.prefix", "ABC", "ktp", "prefix"),
        ("queues.0.prefix", "K", "kk", "prefix"),
        ("queues.0.typical_minutes", 0, "ktp", "typical_minutes"),
        ("queues.1.id", "ktp", "ktp", "id"),
        ("queues.1.service_ids", ["dukcapil.ktp"], "kk", "service_ids[0]"),
        ("queues.0.agency_id", "samsat", "1", "profile[0]"),
        ("counters.1.number", 1, "2", "number"),
        ("counters.1.id", "1", "1", "id"),
        ("counters.1.zone_id", "merah", "2", "zone_id"),
        ("counters.1.profile", ["akta"], "2", "profile[0]"),
        ("counters.1.profile", ["kk", "kk"], "2", "profile[1]"),
        ("counters.0.profile", ["kk"], "ktp", "id"),  # nobody serves the queue
        ("kiosks.0.letter", "x", "kiosk-1", "letter"),
        ("kiosks.0.letter", "XY", "kiosk-1", "letter"),
        ("kiosks.0.zone_id", "merah", "kiosk-1", "zone_id"),
        ("popular_services", ["dukcapil.akta"], "mpp-uji", "popular_services[0]"),
        ("head_start_minutes", -1, "mpp-uji", "head_start_minutes"),
        ("recall_limit", 1000, "mpp-uji", "recall_limit"),
        ("tickets_per_visit", 0, "mpp-uji", "tickets_per_visit"),
        ("phone_base", "javascript:alert(1)", "mpp-uji", "phone_base"),
        ("kiosk", [], "mpp-uji", "kiosk"),  # a misspelt field is not passed over in a file
    ],
)
def test_a_wrong_field_of_a_hall_is_named(
    tmp_path: Path, path: str, value: object, record: str, field: str
) -> None:
    hall = spoiled(
        hall_record(head_start_minutes=20, recall_limit=3, tickets_per_visit=2), path, value
    )
    assert refused(lambda: read_hall(write_hall(tmp_path, hall))) == (record, field)


def test_no_two_kiosks_share_a_letter(tmp_path: Path) -> None:
    hall = hall_record()
    hall["kiosks"].append({**hall["kiosks"][0], "id": "kiosk-2"})
    assert refused(lambda: read_hall(write_hall(tmp_path, hall))) == ("kiosk-2", "letter")


def test_a_holiday_is_written_once(tmp_path: Path) -> None:
    hall = hall_record()
    hall["calendar"]["holidays"] *= 2
    field = "calendar.holidays[1].day"
    assert refused(lambda: read_hall(write_hall(tmp_path, hall))) == ("mpp-uji", field)


# --- between records ----------------------------------------------------------------------------


def test_a_queue_of_an_agency_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = write_hall(tmp_path, agencies=[agency_record("samsat")])
    assert refused(lambda: read_hall(path)) == ("ktp", "agency_id")


def test_two_agencies_with_one_id_are_refused(tmp_path: Path) -> None:
    path = write_hall(tmp_path, agencies=[agency_record(), agency_record()])
    assert refused(lambda: read_hall(path)) == ("dukcapil", "id")


def test_two_services_with_one_id_are_refused(tmp_path: Path) -> None:
    path = write_services(tmp_path, service_record(), service_record())
    assert refused(lambda: read_services(path)) == ("dukcapil.ktp", "id")


def test_a_service_of_an_agency_that_is_not_there_is_refused(tmp_path: Path) -> None:
    services = write_services(
        tmp_path, service_record(), service_record("dukcapil.kk"), service_record("samsat.pajak")
    )
    answer = refused(lambda: read_catalog(write_hall(tmp_path), services))
    assert answer == ("samsat.pajak", "agency_id")


def test_a_queue_for_a_service_that_is_not_there_is_refused(tmp_path: Path) -> None:
    services = write_services(tmp_path, service_record())
    answer = refused(lambda: read_catalog(write_hall(tmp_path), services))
    assert answer == ("kk", "service_ids[0]")


def test_a_queue_for_a_service_of_another_agency_is_refused(tmp_path: Path) -> None:
    hall = write_hall(tmp_path, agencies=[agency_record(), agency_record("samsat")])
    services = write_services(
        tmp_path, service_record(), service_record("dukcapil.kk", agency_id="samsat")
    )
    assert refused(lambda: read_catalog(hall, services)) == ("kk", "service_ids[0]")


# --- whole files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b"[]",
        b"null",
        b'{"hall": {}}',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"hall": ' * 300 + b"1" + b"}" * 300,
        b'{"hall": 1' + b"0" * 5000 + b"}",
        b'{"hall": NaN, "agencies": []}',
        b'{"hall": "\\ud800", "agencies": []}',
    ],
    ids=lambda content: content[:12].decode("latin-1") + f"_{len(content)}",
)
def test_a_file_that_is_no_catalog_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hall.json"
    path.write_bytes(content)
    record, _field = refused(lambda: read_hall(path))
    assert record == "berkas"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match=r"hall\.json.*tidak dapat dibaca"):
        read_hall(tmp_path / "hall.json")


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_hall(tmp_path)
    monkeypatch.setattr(reader, "MAX_FILE_BYTES", path.stat().st_size - 1)
    with pytest.raises(BadRecord, match="lebih besar"):
        read_hall(path)


def test_a_field_written_twice_is_named(tmp_path: Path) -> None:
    path = write_hall(tmp_path)
    path.write_text(path.read_text().replace('"city":', '"name": "Mal Kedua", "city":'))
    assert refused(lambda: read_hall(path)) == ("mpp-uji", "name")


def test_what_a_hostile_file_says_of_itself_stays_on_one_short_line(tmp_path: Path) -> None:
    evil = "id\n2026-11-23 INFO palsu \u202e" + "x" * 5000
    path = write(tmp_path / "services.json", {"services": [{"id": evil}]})
    with pytest.raises(BadRecord) as caught:
        read_services(path)
    assert len(caught.value.sentence) < 300
    assert caught.value.sentence.isprintable()


# --- feed records -------------------------------------------------------------------------------


def test_a_wrong_feed_record_names_where_it_came_from() -> None:
    with pytest.raises(BadRecord, match=r"server pusat: data 'dukcapil' .* 'name'"):
        agency_from_record(spoiled(agency_record(), "name", ...), "server pusat")


def test_a_hall_of_the_feed_is_checked_like_one_of_a_file() -> None:
    hall = hall_record(queues=[queue_record(), queue_record("kk", "A", ["dukcapil.kk"])])
    assert refused(lambda: hall_from_record(hall)) == ("kk", "prefix")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
PLACES = st.sampled_from(
    [
        *("id", "icon", "note", "fees", "fees.0.idr", "requirements", "requirements.0"),
        *("provenance", "provenance.0.url", "duration.iso", "products", "internal"),
        *("internal.legal_basis", "life_events", "channels", "status", "region"),
    ]
)


@given(PLACES, ANYTHING)
def test_whatever_stands_in_a_field_the_record_is_read_or_refused(path: str, value: object) -> None:
    record = spoiled(service_record(note=""), path, value)
    try:
        service = service_from_record(record)
    except BadRecord as error:
        sentence = error.sentence
    else:
        assert service_from_record(reader.to_record(service)) == service
        return
    assert sentence.isprintable()
