"""A service of Open Referral (HSDS 3.0 to 3.2, Open Referral UK 3.0) as the catalog has it.

name, alternate_name, description       name, aliases, description
organization                            agency
required_documents, eligibility_*       requirements
application_process                     steps, one a line
wait_time (deprecated)                  duration
cost_options, fees_description          fees; only rupiah become numbers
contacts, phones, email                 complaints
url, service_at_locations               channels, on line and elsewhere
locations' accessibility                facilities
attributes "dasar hukum"/"legal basis"  legal basis
status, alert                           status, note
assured_date, last_modified             verified_at, revision
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hall.sources.fields import Fields, Wrong
from hall.sources.parts import (
    AGENCY_ICON,
    SERVICE_ICON,
    Portal,
    day_of,
    duration_of,
    fee_of,
    is_web,
    life_event_of,
    phone,
    status_of,
    web_name,
)
from hall.sources.texts import amount_words, local_id, plain, shortened, unique
from kiosk.domain.service import (
    Agency,
    Channel,
    ChannelKind,
    Duration,
    Fee,
    InternalStandard,
    LifeEvent,
    Product,
    Requirement,
    Service,
    ServiceStatus,
)

_LEGAL = {"dasar hukum", "legal basis"}
_PRODUCT = {"produk", "output"}


def read_service(fields: Fields, portal: Portal, today: date) -> tuple[Service, Agency]:
    """A service and the agency it names. Raises Wrong naming the field."""
    name = fields.needed("name")
    agency = _agency(fields)
    locations = [one for place in fields.objects("service_at_locations") if (one := _at(place))]
    attributes = [_attribute(one) for one in fields.objects("attributes")]
    alternate = fields.text("alternate_name")
    service = Service(
        id=local_id(fields.needed("id")),
        agency_id=agency.id,
        name=name,
        short_name=alternate if alternate and len(alternate) < len(name) else shortened(name),
        icon=SERVICE_ICON,
        requirements=tuple(_requirements(fields)),
        duration=duration_of(fields.text("wait_time"))
        if fields.text("wait_time")
        else Duration(""),
        fees=tuple(_fees(fields, today)),
        products=tuple(Product(value) for label, value in attributes if label in _PRODUCT),
        internal=InternalStandard(
            legal_basis=unique(value for label, value in attributes if label in _LEGAL),
            facilities=unique(text for _, texts in locations for text in texts),
        ),
        provenance=(
            portal.provenance(
                fields.needed("id"),
                fields.text("last_modified"),
                fields.text("assured_date"),
                fields.raw_text("url"),
            ),
        ),
        steps=fields.lines("application_process"),
        complaints=tuple(dict.fromkeys(_contacts(fields))),
        channels=tuple(dict.fromkeys([*_online(fields), *(channel for channel, _ in locations)])),
        status=_status(fields),
        life_events=tuple(dict.fromkeys(_life_events(attributes))),
        description=fields.text("description"),
        note=fields.text("alert"),
        aliases=unique([alternate]),
    )
    return portal.completed(service), portal.completed(agency)


def _agency(fields: Fields) -> Agency:
    organization = fields.object("organization")
    if organization is None:
        raise Wrong("organization", "wajib diisi: layanan tanpa instansi tidak dapat ditampilkan")
    name = organization.needed("name")
    short = organization.text("alternate_name")
    return Agency(
        id=local_id(organization.needed("id")),
        name=name,
        short_name=short if 0 < len(short) < len(name) else shortened(name, 40),
        icon=AGENCY_ICON,
    )


def _status(fields: Fields) -> ServiceStatus:
    status = status_of(fields.text("status"))
    if status is None:
        raise Wrong("status", "tidak dikenal")
    return status


def _requirements(fields: Fields) -> Iterator[Requirement]:
    least, most = fields.number("minimum_age"), fields.number("maximum_age")
    for line in fields.lines("eligibility_description"):
        yield Requirement(line)
    if least:
        yield Requirement(f"Usia paling rendah {least:g} tahun")
    if most:
        yield Requirement(f"Usia paling tinggi {most:g} tahun")
    for one in fields.objects("required_documents"):
        for line in one.lines("document"):
            yield Requirement(line)


def _fees(fields: Fields, today: date) -> Iterator[Fee]:
    found = False
    for one in fields.objects("cost_options"):
        since, until = day_of(one.text("valid_from")), day_of(one.text("valid_to"))
        if (until and until < today.isoformat()) or since > today.isoformat():
            continue
        fee = _fee(one)
        if fee is not None:
            found = True
            yield fee
    if found:
        return
    for name in ("fees_description", "fees"):
        words = fields.text(name)
        fee = fee_of(words)
        if fee is not None:
            yield fee
            return


def _fee(option: Fields) -> Fee | None:
    amount, currency = option.number("amount"), option.text("currency").upper()
    words, case = option.text("amount_description"), option.text("option")
    if amount is None:
        return Fee(None, words or case, case if words else "") if words or case else None
    if amount < 0:
        raise Wrong(option.place("amount"), "tidak boleh negatif")
    if currency in {"", "IDR", "RP"} and amount.is_integer():
        text = amount_words(int(amount))
        return Fee(int(amount), f"{text} {words}" if words else text, case)
    text = f"{currency} {amount:g} {words}".strip()
    return Fee(None, text, case)


def _contacts(fields: Fields) -> Iterator[Channel]:
    for contact in fields.objects("contacts"):
        called = contact.text("title") or contact.text("department") or "Narahubung"
        yield from _numbers(contact, called)
        if address := contact.text("email"):
            yield Channel(ChannelKind.ELSEWHERE, "Surel", address)
    yield from _numbers(fields, "Telepon")
    if address := fields.text("email"):
        yield Channel(ChannelKind.ELSEWHERE, "Surel", address)


def _numbers(fields: Fields, called: str) -> Iterator[Channel]:
    for one in fields.objects("phones"):
        number = one.text("number")
        if number:
            extension = one.number("extension")
            whole = f"{number} ext. {extension:g}" if extension else number
            yield phone(one.text("description") or called, whole)


def _online(fields: Fields) -> Iterator[Channel]:
    addresses = [fields.raw_text("url").strip()]
    addresses += [one.raw_text("url").strip() for one in fields.objects("additional_urls")]
    for address in addresses:
        if is_web(address):
            yield Channel(ChannelKind.ONLINE, web_name(address), address)


def _at(place: Fields) -> tuple[Channel, tuple[str, ...]] | None:
    """Where else it is given, and how one gets in there."""
    location = place.object("location")
    if location is None:
        return None
    name = location.text("name") or location.text("alternate_name")
    if location.text("location_type") == "virtual":
        address = location.raw_text("url").strip()
        if not is_web(address):
            return None
        return Channel(ChannelKind.ONLINE, name or web_name(address), address), ()
    addresses = [_address(one) for one in location.objects("addresses")]
    if not name and not addresses:
        return None
    hours = [h for one in (place, location) for h in _hours(one)]
    means = (one.text("description") for one in location.objects("accessibility"))
    channel = Channel(
        ChannelKind.ELSEWHERE,
        name or addresses[0],
        addresses[0] if name and addresses else "",
        "; ".join(unique(hours)),
    )
    return channel, unique(means)


def _address(address: Fields) -> str:
    parts = ("address_1", "address_2", "city", "region", "state_province", "postal_code")
    return ", ".join(unique(address.text(part) for part in parts))


def _hours(place: Fields) -> Iterator[str]:
    for schedule in place.objects("schedules"):
        opens, closes = schedule.text("opens_at"), schedule.text("closes_at")
        words = schedule.text("description")
        if not words and opens and closes:
            words = f"{schedule.text('byday')} {opens[:5]}-{closes[:5]}".strip()
        if words:
            yield words


def _attribute(attribute: Fields) -> tuple[str, str]:
    """A label and its value, whichever of the ways an attribute can be written in is used."""
    term = attribute.object("taxonomy_term")
    name = term.text("name") if term else ""
    code = term.text("code") if term else ""
    label = attribute.text("label") or attribute.text("link_type") or code
    return label.lower(), attribute.text("value") or name or code


def _life_events(attributes: list[tuple[str, str]]) -> Iterator[LifeEvent]:
    for label, value in attributes:
        for word in (value, label):
            event = life_event_of(plain(word))
            if event is not None:
                yield event
