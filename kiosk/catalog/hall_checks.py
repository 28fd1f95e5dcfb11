"""What must hold of a hall's set-up, beyond the types of its fields.

Each check raises BadRecord for the first thing wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.catalog.checks import check_id, check_ids, check_named, check_texts
from kiosk.domain.calendar import Calendar
from kiosk.domain.hall import Hall
from kiosk.domain.numbers import KIOSK_LETTER_FORM, PREFIX_FORM
from kiosk.domain.service import Agency, Service
from kiosk.errors import BadRecord

_WEEK = range(7)


def check_hall(source: str, hall: Hall) -> None:
    """A hall is sound in itself: zone, hours, prefixes, letters, and ids that point somewhere."""
    check_id(source, "hall", hall.id)
    check_texts(source, hall.id, hall)
    check_named(source, hall.id, name=hall.name, city=hall.city)
    _time_zone(source, hall)
    _calendar(source, hall.id, hall.calendar)
    _minutes(source, hall)
    _zones(source, hall)
    _queues(source, hall)
    _counters(source, hall)
    _kiosks(source, hall)
    if hall.phone_base and not hall.phone_base.startswith(("http://", "https://")):
        raise BadRecord(source, hall.id, "phone_base", "harus kosong atau alamat http(s)")
    for place, service_id in enumerate(hall.popular_services):
        if hall.queue_of(service_id) is None:
            why = f"layanan '{service_id}' tidak dilayani antrean mana pun"
            raise BadRecord(source, hall.id, f"popular_services[{place}]", why)


def check_agencies_fit(source: str, hall: Hall, agencies: Iterable[Agency]) -> None:
    """Every agency a queue or counter names is there."""
    known = {agency.id for agency in agencies}
    named = [(q.id, q.agency_id) for q in hall.queues]
    named += [(c.id, c.agency_id) for c in hall.counters]
    for record, agency_id in named:
        if agency_id not in known:
            raise BadRecord(source, record, "agency_id", f"instansi '{agency_id}' tidak ada")


def check_hall_fits(source: str, hall: Hall, services: Iterable[Service]) -> None:
    """Every service a queue serves is there and belongs to the queue's agency."""
    agency_of = {service.id: service.agency_id for service in services}
    for queue in hall.queues:
        if queue.quota is not None and not 1 <= queue.quota <= 100_000:
            raise BadRecord(source, queue.id, "quota", "harus antara 1 dan 100000")
        for place, service_id in enumerate(queue.service_ids):
            field = f"service_ids[{place}]"
            if service_id not in agency_of:
                raise BadRecord(source, queue.id, field, f"layanan '{service_id}' tidak ada")
            if agency_of[service_id] != queue.agency_id:
                why = f"layanan '{service_id}' milik instansi lain"
                raise BadRecord(source, queue.id, field, why)


# --- parts of a hall ----------------------------------------------------------------------------


def _time_zone(source: str, hall: Hall) -> None:
    try:
        ZoneInfo(hall.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        why = f"zona waktu '{hall.time_zone}' tidak dikenal; contoh Asia/Jakarta"
        raise BadRecord(source, hall.id, "time_zone", why) from error


def _calendar(source: str, hall_id: str, calendar: Calendar) -> None:
    if not calendar.hours:
        raise BadRecord(source, hall_id, "calendar.hours", "tidak boleh kosong")
    days: dict[int, tuple[time, time]] = {}
    for place, hours in enumerate(calendar.hours):
        field = f"calendar.hours[{place}]"
        if hours.weekday not in _WEEK or hours.weekday in days:
            why = "harus 0 (Senin) sampai 6 (Minggu), sekali saja"
            raise BadRecord(source, hall_id, f"{field}.weekday", why)
        _span(source, hall_id, field, ("opens", hours.opens), ("closes", hours.closes))
        days[hours.weekday] = (hours.opens, hours.closes)
        if not 0 <= calendar.last_ticket_minutes < _minutes_between(hours.opens, hours.closes):
            why = "harus kurang dari lama buka setiap hari, tidak negatif"
            raise BadRecord(source, hall_id, "calendar.last_ticket_minutes", why)
    for place, pause in enumerate(calendar.breaks):
        field = f"calendar.breaks[{place}]"
        _span(source, hall_id, field, ("begins", pause.begins), ("ends", pause.ends))
        check_named(source, hall_id, **{f"{field}.name": pause.name})
        opens, closes = days.get(pause.weekday, (time.max, time.min))
        if pause.begins < opens or pause.ends > closes:
            raise BadRecord(source, hall_id, field, "harus berada di dalam jam buka hari itu")
    seen: set[date] = set()
    for place, holiday in enumerate(calendar.holidays):
        field = f"calendar.holidays[{place}]"
        check_named(source, hall_id, **{f"{field}.name": holiday.name})
        if holiday.day in seen:
            raise BadRecord(source, hall_id, f"{field}.day", "tanggal ini sudah ditulis")
        seen.add(holiday.day)


def _span(
    source: str, hall_id: str, field: str, begin: tuple[str, time], end: tuple[str, time]
) -> None:
    for name, moment in (begin, end):
        if moment.tzinfo is not None or moment.second or moment.microsecond:
            why = 'harus jam dan menit setempat seperti "08:00"'
            raise BadRecord(source, hall_id, f"{field}.{name}", why)
    if begin[1] >= end[1]:
        why = f"harus sesudah {begin[1]:%H:%M}"
        raise BadRecord(source, hall_id, f"{field}.{end[0]}", why)


def _minutes_between(begin: time, end: time) -> int:
    return (end.hour * 60 + end.minute) - (begin.hour * 60 + begin.minute)


def _minutes(source: str, hall: Hall) -> None:
    limits = {
        "head_start_minutes": 240,
        "recall_penalty_minutes": 240,
        "recall_limit": 20,
        "call_by_minutes": 480,
        "booking_grace_minutes": 240,
        "counter_gap_minutes": 480,
    }
    for name, limit in limits.items():
        if not 0 <= getattr(hall, name) <= limit:
            raise BadRecord(source, hall.id, name, f"harus antara 0 dan {limit}")
    if not 1 <= hall.tickets_per_visit <= 20:  # with none the kiosks would give nobody a number
        raise BadRecord(source, hall.id, "tickets_per_visit", "harus antara 1 dan 20")


def _zones(source: str, hall: Hall) -> None:
    check_ids(source, "zones", (z.id for z in hall.zones))
    for zone in hall.zones:
        check_named(source, zone.id, name=zone.name)
        x, y, width, height = zone.plan
        if min(x, y) < 0 or min(width, height) < 1 or max(x + width, y + height) > 100:
            why = "harus [x, y, lebar, tinggi] dalam persen denah"
            raise BadRecord(source, zone.id, "plan", why)


def _queues(source: str, hall: Hall) -> None:
    check_ids(source, "queues", (q.id for q in hall.queues))
    prefixes: set[str] = set()
    served: dict[str, str] = {}
    counted = {queue_id for counter in hall.counters for queue_id in counter.profile}
    for queue in hall.queues:
        check_named(source, queue.id, name=queue.name)
        if not PREFIX_FORM.fullmatch(queue.prefix):
            raise BadRecord(source, queue.id, "prefix", "harus satu atau dua huruf besar A-Z")
        if queue.prefix in prefixes:
            why = f"awalan '{queue.prefix}' sudah dipakai antrean lain"
            raise BadRecord(source, queue.id, "prefix", why)
        prefixes.add(queue.prefix)
        if not 1 <= queue.typical_minutes <= 480:
            raise BadRecord(source, queue.id, "typical_minutes", "harus antara 1 dan 480")
        for place, service_id in enumerate(queue.service_ids):
            if service_id in served:
                why = f"layanan '{service_id}' sudah dilayani antrean '{served[service_id]}'"
                raise BadRecord(source, queue.id, f"service_ids[{place}]", why)
            served[service_id] = queue.id
        if queue.id not in counted:
            raise BadRecord(source, queue.id, "id", "tidak ada loket yang melayani antrean ini")


def _counters(source: str, hall: Hall) -> None:
    check_ids(source, "counters", (c.id for c in hall.counters))
    agency_of = {queue.id: queue.agency_id for queue in hall.queues}
    numbers: set[int] = set()
    for counter in hall.counters:
        if counter.number < 1 or counter.number in numbers:
            why = "harus 1 atau lebih dan tidak dipakai loket lain"
            raise BadRecord(source, counter.id, "number", why)
        numbers.add(counter.number)
        _zone_exists(source, hall, counter.id, counter.zone_id)
        if counter.levels and (
            min(counter.levels) < 1 or sum(counter.levels) != len(counter.profile)
        ):
            why = "harus jumlah antrean tiap tingkat, semuanya sebanyak isi profile"
            raise BadRecord(source, counter.id, "levels", why)
        for place, queue_id in enumerate(counter.profile):
            field = f"profile[{place}]"
            if queue_id not in agency_of or queue_id in counter.profile[:place]:
                why = f"antrean '{queue_id}' tidak ada atau ditulis dua kali"
                raise BadRecord(source, counter.id, field, why)
            if agency_of[queue_id] != counter.agency_id:
                why = f"antrean '{queue_id}' milik instansi lain"
                raise BadRecord(source, counter.id, field, why)


def _kiosks(source: str, hall: Hall) -> None:
    check_ids(source, "kiosks", (k.id for k in hall.kiosks))
    letters: set[str] = set()
    for kiosk in hall.kiosks:
        check_named(source, kiosk.id, name=kiosk.name)
        if not KIOSK_LETTER_FORM.fullmatch(kiosk.letter) or kiosk.letter in letters:
            why = "harus satu huruf besar A-Z yang tidak dipakai anjungan lain"
            raise BadRecord(source, kiosk.id, "letter", why)
        letters.add(kiosk.letter)
        _zone_exists(source, hall, kiosk.id, kiosk.zone_id)


def _zone_exists(source: str, hall: Hall, record: str, zone_id: str) -> None:
    if hall.zone(zone_id) is None:
        raise BadRecord(source, record, "zone_id", f"zona '{zone_id}' tidak ada")
