from datetime import UTC, datetime, time

from kiosk.domain.calendar import Calendar, Hours
from kiosk.domain.hall import Counter, Hall, Kiosk, Queue, Zone

HALL = Hall(
    id="mpp",
    name="Mal Pelayanan Publik",
    city="Kota Contoh",
    building="",
    address="",
    time_zone="Asia/Makassar",
    calendar=Calendar((Hours(0, time(8), time(14)),)),
    zones=(Zone("biru", "Zona Biru", "Lantai 1", "", (0, 0, 10, 10)),),
    queues=(
        Queue("ktp", "dukcapil", "KTP", "A", ("d.ktp",), 8),
        Queue("kk", "dukcapil", "KK", "K", ("d.kk",), 8),
    ),
    counters=(
        Counter("11", 11, "biru", "dukcapil", ("kk", "ktp")),
        Counter("2", 2, "biru", "dukcapil", ("ktp",)),
    ),
    kiosks=(Kiosk("kiosk-1", "Anjungan 1", "X", "biru"),),
    popular_services=("d.ktp",),
)


def test_a_service_is_found_in_its_queue() -> None:
    queue = HALL.queue_of("d.kk")
    assert queue is not None
    assert queue.id == "kk"


def test_a_service_the_hall_does_not_offer_has_no_queue() -> None:
    assert HALL.queue_of("x.unknown") is None


def test_counters_of_a_queue_come_by_number_not_by_text() -> None:
    assert [counter.name for counter in HALL.counters_of("ktp")] == ["Loket 2", "Loket 11"]
    assert [counter.number for counter in HALL.counters_of("kk")] == [11]


def test_what_stands_in_the_hall_is_found_by_id() -> None:
    assert HALL.counter("11") is HALL.counters[0]
    assert HALL.zone("biru") is HALL.zones[0]
    assert HALL.kiosk("kiosk-1") is HALL.kiosks[0]
    assert (HALL.counter("99"), HALL.zone("merah"), HALL.kiosk("kiosk-9")) == (None, None, None)


def test_a_moment_is_told_in_the_halls_own_time() -> None:
    local = HALL.local(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert local.isoformat() == "2026-11-24T07:30:00+08:00"
