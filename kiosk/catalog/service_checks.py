"""What must hold of agencies and services, beyond the types of their fields.

Each check raises BadRecord for the first thing wrong. What a portal did not tell stays empty; what
it told has its form: whole rupiah, ISO 8601 durations, addresses that a browser may open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter

from kiosk.catalog.checks import (
    check_address,
    check_icon,
    check_ids,
    check_named,
    check_region,
    check_texts,
    is_date,
)
from kiosk.domain.service import (
    Agency,
    Channel,
    ChannelKind,
    Counted,
    Duration,
    Fee,
    Provenance,
    Requirement,
    Service,
)
from kiosk.errors import BadRecord

MAX_ENTRIES = 200  # of one list of a record: more is no service standard, and fills a screen
_MAX_PAPERS = 1_000
_MAX_FEE_IDR = 1_000_000_000_000
_DAYS = r"(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,4}D)?"
_HOURS = r"T(?=\d)(?:\d{1,4}H)?(?:\d{1,4}M)?"
_DURATION = re.compile(rf"P(?=.)({_DAYS})({_HOURS})?")
_PHONE_FORM = re.compile(r"\+?[0-9(][0-9 ().-]{1,30}[0-9]")
_PART = re.compile(r"([a-z_]+)((?:\[\d{1,3}\])*)")


def check_agencies(source: str, agencies: Iterable[Agency], *, plain: bool = False) -> None:
    """Agencies have names, known icon forms, regions and ids of their own.

    `plain` says that `checks.is_plain_json` held for all their texts already.
    """
    agencies = tuple(agencies)
    check_ids(source, "agencies", (a.id for a in agencies))
    for agency in agencies:
        if not plain:
            check_texts(source, agency.id, agency)
        check_named(source, agency.id, name=agency.name, short_name=agency.short_name)
        check_icon(source, agency.id, agency.icon)
        check_region(source, agency.id, agency.region)


def check_services(source: str, services: Iterable[Service], *, plain: bool = False) -> None:
    """Services have ids of their own, and each is sound in itself.

    `plain` says that `checks.is_plain_json` held for all their texts already.
    """
    services = tuple(services)
    check_ids(source, "services", (s.id for s in services))
    for service in services:
        check_service(source, service, plain=plain)


def check_service(source: str, service: Service, *, plain: bool = False) -> None:
    """A service is sound in itself, but for its id; `plain` as for `check_services`."""
    if not plain:
        check_texts(source, service.id, service)
    _service(source, service)


def check_services_fit(
    source: str, agencies: Iterable[Agency], services: Iterable[Service]
) -> None:
    """Every agency a service names is there."""
    known = {agency.id for agency in agencies}
    for service in services:
        if service.agency_id not in known:
            why = f"instansi '{service.agency_id}' tidak ada"
            raise BadRecord(source, service.id, "agency_id", why)


def check_marks(source: str, services: Iterable[Service]) -> None:
    """Every `unverified_fields` names a part that the record has: a misspelt mark marks nothing."""
    for service in services:
        for place, told in enumerate(service.provenance):
            for mark, path in enumerate(told.unverified_fields):
                if not _is_part(service, path.partition(":")[0]):
                    field = f"provenance[{place}].unverified_fields[{mark}]"
                    why = f"data ini tidak mempunyai bagian '{path}'"
                    raise BadRecord(source, service.id, field, why)


# --- one service --------------------------------------------------------------------------------


def _service(source: str, service: Service) -> None:
    # Asked 27,000 times in a row: the name of a field is put together only when it is wrong.
    if max(map(len, _lists(service))) > MAX_ENTRIES:
        long = [len(one) > MAX_ENTRIES for one in _lists(service)].index(True)
        raise BadRecord(source, service.id, _LISTS[long], f"lebih dari {MAX_ENTRIES} anggota")
    check_named(source, service.id, name=service.name, short_name=service.short_name)
    check_icon(source, service.id, service.icon)
    check_region(source, service.id, service.region)
    _all_named(source, service.id, "steps", service.steps)
    _all_named(source, service.id, "aliases", service.aliases)
    _all_named(source, service.id, "internal.legal_basis", service.internal.legal_basis)
    _all_named(source, service.id, "internal.facilities", service.internal.facilities)
    for place, paper in enumerate(service.requirements):
        _requirement(source, service.id, place, paper)
    _duration(source, service.id, service.duration)
    for place, fee in enumerate(service.fees):
        _fee(source, service.id, place, fee)
    for place, product in enumerate(service.products):
        if not product.name.strip():
            check_named(source, service.id, **{f"products[{place}].name": product.name})
    for listed in ("complaints", "channels"):
        for place, channel in enumerate(getattr(service, listed)):
            _channel(source, service.id, f"{listed}[{place}]", channel)
    if len(set(service.life_events)) < len(service.life_events):
        raise BadRecord(source, service.id, "life_events", "satu peristiwa ditulis dua kali")
    if not service.provenance:
        raise BadRecord(source, service.id, "provenance", "tidak boleh kosong")
    for place, told in enumerate(service.provenance):
        _provenance(source, service.id, f"provenance[{place}]", told)


_LISTS = (
    *("requirements", "fees", "products", "provenance", "steps"),
    *("complaints", "channels", "aliases"),
)


_lists = attrgetter(*_LISTS)


def _all_named(source: str, record: str, field: str, texts: tuple[str, ...]) -> None:
    if len(texts) > MAX_ENTRIES:
        raise BadRecord(source, record, field, f"lebih dari {MAX_ENTRIES} anggota")
    if all(map(str.strip, texts)):
        return
    for place, text in enumerate(texts):
        check_named(source, record, **{f"{field}[{place}]": text})


def _requirement(source: str, record: str, place: int, paper: Requirement) -> None:
    if not paper.text.strip():
        check_named(source, record, **{f"requirements[{place}].text": paper.text})
    for name, count in (("originals", paper.originals), ("copies", paper.copies)):
        if count is not None and not 0 <= count <= _MAX_PAPERS:
            why = f"harus kosong (null) atau antara 0 dan {_MAX_PAPERS}"
            raise BadRecord(source, record, f"requirements[{place}].{name}", why)


def _duration(source: str, record: str, duration: Duration) -> None:
    if not duration.iso:
        return
    check_named(source, record, **{"duration.text": duration.text})
    form = _DURATION.fullmatch(duration.iso)
    if form is None:
        why = 'harus kosong atau lama waktu ISO 8601 seperti "P3D" atau "PT30M"'
        raise BadRecord(source, record, "duration.iso", why)
    days, hours = form.groups()
    if (duration.counted is Counted.WORKING_DAYS and hours) or (
        duration.counted is Counted.WORKING_HOURS and days
    ):
        why = "tidak cocok dengan satuan pada duration.iso"
        raise BadRecord(source, record, "duration.counted", why)


def _fee(source: str, record: str, place: int, fee: Fee) -> None:
    if fee.idr is not None and not 0 <= fee.idr <= _MAX_FEE_IDR:
        why = "harus rupiah bulat, tidak negatif"
        raise BadRecord(source, record, f"fees[{place}].idr", why)
    if not fee.text.strip():
        check_named(source, record, **{f"fees[{place}].text": fee.text})


def _channel(source: str, record: str, field: str, channel: Channel) -> None:
    check_named(source, record, **{f"{field}.name": channel.name})
    if channel.kind is ChannelKind.ONLINE:
        check_address(source, record, f"{field}.address", channel.address)
    elif channel.kind is ChannelKind.PHONE and not _PHONE_FORM.fullmatch(channel.address):
        why = 'harus nomor telepon seperti "0343 123456" atau "+62 812-0000-000"'
        raise BadRecord(source, record, f"{field}.address", why)


def _provenance(source: str, record: str, field: str, told: Provenance) -> None:
    check_named(source, record, **{f"{field}.source": told.source})
    check_address(source, record, f"{field}.url", told.url)
    if told.verified_at and not is_date(told.verified_at):
        why = 'harus kosong atau tanggal seperti "2026-11-23"'
        raise BadRecord(source, record, f"{field}.verified_at", why)


# --- parts --------------------------------------------------------------------------------------


def _is_part(service: Service, path: str) -> bool:
    """Whether `path` (`fees[0].idr`, `internal.legal_basis`) leads to a part of the record."""
    node: object = service
    for step in path.split("."):
        form = _PART.fullmatch(step)
        if form is None or form[1] not in getattr(node, "__slots__", ()):
            return False
        node = getattr(node, form[1])
        for place in re.findall(r"\d+", form[2]):
            if not isinstance(node, tuple) or int(place) >= len(node):
                return False
            node = node[int(place)]
    return True
