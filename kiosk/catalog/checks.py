"""What must hold between the fields and records of a catalog, beyond their types.

Each check raises BadRecord for the first thing wrong. Texts are plain: they are shown as they are,
so control characters and marks that turn the reading direction are refused, not stripped; a
stripped text would differ from what the agency published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.domain.calendar import Calendar
from kiosk.domain.hall import Hall
from kiosk.domain.numbers import KIOSK_LETTER_FORM, PREFIX_FORM
from kiosk.domain.service import Agency, Service
from kiosk.errors import BadRecord

MAX_TEXT_BYTES = 64_000
_ID_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ICON_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # becomes a file name on the screen
_UNPLAIN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MAX_FEE_IDR = 1_000_000_000_000
_WEEK = range(7)


def check_agencies(source: str, agencies: Iterable[Agency]) -> None:
    """Agencies have names, known icon forms and ids of their own."""
    agencies = tuple(agencies)
    _ids_unique(source, "agencies", (a.id for a in agencies))
    for agency in agencies:
        _texts(source, agency.id, agency)
        _named(source, agency.id, name=agency.name, short_name=agency.short_name)
        _icon(source, agency.id, agency.icon)


def check_services(source: str, services: Iterable[Service]) -> None:
    """Services have names, a source, sane fees, icon forms and ids of their own."""
    services = tuple(services)
    _ids_unique(source, "services", (s.id for s in services))
    for service in services:
        _service(source, service)


def _service(source: str, service: Service) -> None:
    _texts(source, service.id, service)
    _named(source, service.id, name=service.name, short_name=service.short_name)
    _icon(source, service.id, service.icon)
    for listed in ("steps", "aliases"):
        for place, text in enumerate(getattr(service, listed)):
            _named(source, service.id, **{f"{listed}[{place}]": text})
    for place, paper in enumerate(service.requirements):
        _named(source, service.id, **{f"requirements[{place}].text": paper.text})
    for place, fee in enumerate(service.fees):
        if fee.idr is not None and not 0 <= fee.idr <= _MAX_FEE_IDR:
            why = "harus rupiah bulat, tidak negatif"
            raise BadRecord(source, service.id, f"fees[{place}].idr", why)
        _named(source, service.id, **{f"fees[{place}].text": fee.text})
    if not service.provenance:
        raise BadRecord(source, service.id, "provenance", "tidak boleh kosong")
    for place, told in enumerate(service.provenance):
        _named(source, service.id, **{f"provenance[{place}].source": told.source})
        if told.verified_at and not _is_date(told.verified_at):
            why = 'harus kosong atau tanggal seperti "2026-11-23"'
            raise BadRecord(source, service.id, f"provenance[{place}].verified_at", why)


def check_hall(source: str, hall: Hall) -> None:
    """A hall is sound in itself: zone, hours, prefixes, letters, and ids that point somewhere."""
    _id(source, "hall", hall.id)
    _texts(source, hall.id, hall)
    _named(source, hall.id, name=hall.name, city=hall.city)
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


def check_services_fit(
    source: str, agencies: Iterable[Agency], services: Iterable[Service]
) -> None:
    """Every agency a service names is there."""
    known = {agency.id for agency in agencies}
    for service in services:
        if service.agency_id not in known:
            why = f"instansi '{service.agency_id}' tidak ada"
            raise BadRecord(source, service.id, "agency_id", why)


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
        _named(source, hall_id, **{f"{field}.name": pause.name})
        opens, closes = days.get(pause.weekday, (time.max, time.min))
        if pause.begins < opens or pause.ends > closes:
            raise BadRecord(source, hall_id, field, "harus berada di dalam jam buka hari itu")
    seen: set[date] = set()
    for place, holiday in enumerate(calendar.holidays):
        field = f"calendar.holidays[{place}]"
        _named(source, hall_id, **{f"{field}.name": holiday.name})
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
    _ids_unique(source, "zones", (z.id for z in hall.zones))
    for zone in hall.zones:
        _named(source, zone.id, name=zone.name)
        x, y, width, height = zone.plan
        if min(x, y) < 0 or min(width, height) < 1 or max(x + width, y + height) > 100:
            why = "harus [x, y, lebar, tinggi] dalam persen denah"
            raise BadRecord(source, zone.id, "plan", why)


def _queues(source: str, hall: Hall) -> None:
    _ids_unique(source, "queues", (q.id for q in hall.queues))
    prefixes: set[str] = set()
    served: dict[str, str] = {}
    counted = {queue_id for counter in hall.counters for queue_id in counter.profile}
    for queue in hall.queues:
        _named(source, queue.id, name=queue.name)
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
    _ids_unique(source, "counters", (c.id for c in hall.counters))
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
    _ids_unique(source, "kiosks", (k.id for k in hall.kiosks))
    letters: set[str] = set()
    for kiosk in hall.kiosks:
        _named(source, kiosk.id, name=kiosk.name)
        if not KIOSK_LETTER_FORM.fullmatch(kiosk.letter) or kiosk.letter in letters:
            why = "harus satu huruf besar A-Z yang tidak dipakai anjungan lain"
            raise BadRecord(source, kiosk.id, "letter", why)
        letters.add(kiosk.letter)
        _zone_exists(source, hall, kiosk.id, kiosk.zone_id)


def _zone_exists(source: str, hall: Hall, record: str, zone_id: str) -> None:
    if hall.zone(zone_id) is None:
        raise BadRecord(source, record, "zone_id", f"zona '{zone_id}' tidak ada")


# --- single fields ------------------------------------------------------------------------------


def _ids_unique(source: str, group: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for place, one in enumerate(ids):
        _id(source, f"{group}[{place}]", one)
        if one in seen:
            raise BadRecord(source, one, "id", "pengenal ini dipakai dua kali")
        seen.add(one)


def is_id(text: str) -> bool:
    """Whether `text` can name a record: safe in an address, a file name and a log line."""
    return _ID_FORM.fullmatch(text) is not None


def _id(source: str, record: str, text: str) -> None:
    if not is_id(text):
        why = "harus 1-64 huruf, angka, titik, garis bawah atau tanda hubung"
        raise BadRecord(source, record, "id", why)


def _icon(source: str, record: str, name: str) -> None:
    if not _ICON_FORM.fullmatch(name):
        raise BadRecord(source, record, "icon", "harus nama ikon Tabler seperti file-text")


def _named(source: str, record: str, **texts: str) -> None:
    for field, text in texts.items():
        if not text.strip():
            raise BadRecord(source, record, field, "tidak boleh kosong")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _texts(source: str, record: str, value: Any, path: str = "") -> None:
    """Refuse texts anywhere in a record that are too long or not plain."""
    if isinstance(value, str):
        _plain_text(source, record, path, value)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            _texts(source, record, item, f"{path}[{place}]")
    elif is_dataclass(value):
        for field in fields(value):
            inner = f"{path}.{field.name}" if path else field.name
            _texts(source, record, getattr(value, field.name), inner)


def _plain_text(source: str, record: str, path: str, text: str) -> None:
    if text.isascii() and text.isprintable() and len(text) <= MAX_TEXT_BYTES:
        return
    if len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        raise BadRecord(source, record, path, f"lebih besar dari {MAX_TEXT_BYTES // 1000} kB")
    for place, char in enumerate(text):
        if unicodedata.category(char) in _UNPLAIN_CATEGORIES or char in _DIRECTION_MARKS:
            why = f"memuat karakter kendali U+{ord(char):04X} pada huruf ke-{place + 1}"
            raise BadRecord(source, record, path, why)
