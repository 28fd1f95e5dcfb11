"""A public service as linked data, CPSV-AP 3.2 or schema.org, as the catalog has it.

CPSV-AP 3.2                     schema.org                    the catalog
title, description, keyword     name, alternateName           name, description, aliases
hasCompetentAuthority           provider, serviceOperator     agency
hasInput, hasInputType,         -                             requirements
holdsRequirement
follows (Rule)                  -                             steps
processingTime                  availableChannel's            duration
hasCost                         offers                        fees; only rupiah as numbers
produces                        serviceOutput                 products
contactPoint                    contactPoint                  complaints
hasLegalResource                termsOfService                legal basis
hasChannel                      availableChannel              channels
isGroupedBy (LifeEvent)         audience                      life events
status                          -                             status
modified                        dateModified                  revision
sameAs, exactMatch              sameAs                        what it is known as elsewhere
"""

from __future__ import annotations

from collections.abc import Iterator

from hall.sources.fields import Wrong
from hall.sources.linked.graph import Node, last_word
from hall.sources.parts import (
    AGENCY_ICON,
    SERVICE_ICON,
    Portal,
    channel_of,
    duration_of,
    fee_of,
    is_region,
    is_web,
    life_event_of,
    phone,
    status_of,
    web_name,
)
from hall.sources.texts import amount_words, digest, local_id, shortened, unique
from kiosk.domain.service import (
    Agency,
    Channel,
    ChannelKind,
    Duration,
    Fee,
    InternalStandard,
    LifeEvent,
    Product,
    Provenance,
    Requirement,
    Service,
    ServiceStatus,
)

TYPES = ("PublicService", "GovernmentService")

_NAMES = ("title", "name", "label", "prefLabel")
_RUPIAH = {"", "IDR", "RP"}
#: Words of ADMS and of portals for a status; any other word says nothing.
_ENDED = {"deprecated", "withdrawn", "defunct", "inactive"}


def read_service(node: Node, portal: Portal) -> tuple[Service, Agency, tuple[str, ...]]:
    """A service, its agency, and what the service is known as elsewhere. Raises Wrong."""
    name = _needed(node, "title", *_NAMES)
    agency = _agency(node)
    source_id = node.id or node.text("identifier")
    if not source_id:
        raise Wrong("@id", "wajib diisi: tanpa pengenal, layanan tidak dapat diperbarui")
    channels = list(_channels(node))
    service = Service(
        id=local_id(source_id),
        agency_id=agency.id,
        name=name,
        short_name=shortened(name),
        icon=SERVICE_ICON,
        requirements=tuple(Requirement(text) for text in unique(_requirements(node))),
        duration=_duration(node),
        fees=tuple(_fees(node)),
        products=tuple(Product(one) for one in _named(node, "produces", "serviceOutput")),
        internal=InternalStandard(
            legal_basis=unique(
                [*_named(node, "hasLegalResource", "legalBasis"), *node.texts("termsOfService")]
            )
        ),
        provenance=(_provenance(node, portal, source_id),),
        steps=tuple(_steps(node)),
        complaints=tuple(dict.fromkeys(_contacts(node))),
        channels=tuple(dict.fromkeys(channels)),
        status=_status(node),
        region=_region(node),
        life_events=tuple(dict.fromkeys(_life_events(node))),
        description=node.text("description"),
        aliases=unique(
            [*node.texts("keyword", "keywords"), *node.texts("alternateName", "altLabel")]
        ),
    )
    known_as = unique([*node.addresses("sameAs", "exactMatch"), node.id if is_web(node.id) else ""])
    return portal.completed(service), portal.completed(agency), known_as


def _needed(node: Node, field: str, *names: str) -> str:
    text = node.text(*names)
    if not text:
        raise Wrong(field, "wajib diisi")
    return text


def _agency(node: Node) -> Agency:
    providers = node.nodes("hasCompetentAuthority", "serviceOperator", "provider")
    for one in providers:
        name = one.text("prefLabel", *_NAMES, "legalName")
        if name:
            short = one.text("alternateName", "altLabel")
            return Agency(
                id=local_id(one.id or digest(name)),
                name=name,
                short_name=short if 0 < len(short) < len(name) else shortened(name, 40),
                icon=AGENCY_ICON,
                region=_region(one),
            )
    name = node.text("provider", "serviceOperator", "hasCompetentAuthority")
    if not name:
        why = "wajib diisi: layanan tanpa instansi tidak dapat ditampilkan"
        raise Wrong("hasCompetentAuthority", why)
    return Agency(local_id(digest(name)), name, shortened(name, 40), AGENCY_ICON)


def _provenance(node: Node, portal: Portal, source_id: str) -> Provenance:
    page = next((one for one in node.addresses("page", "landingPage", "url") if is_web(one)), "")
    if not page and is_web(node.id):
        page = node.id
    return portal.provenance(
        source_id,
        node.text("modified", "dateModified"),
        node.text("dateVerified", "lastReviewed"),
        page,
    )


def _named(node: Node, *names: str) -> tuple[str, ...]:
    """What these properties say, as texts or as names of nodes, else as words of their ids."""
    found: list[str] = []
    for name in names:
        nodes = node.nodes(name)
        found += [one.text(*_NAMES, "description") or last_word(one.id) for one in nodes]
        found += node.texts(name)
    return unique(found)


def _requirements(node: Node) -> Iterator[str]:
    for one in node.nodes("hasInput", "holdsRequirement", "hasInputType"):
        named = one.text(*_NAMES)
        said = one.text("description")
        if named and said and named != said:
            yield f"{named} ({said})" if len(said) <= 120 else named
        else:
            yield named or said or one.text("identifier")
    yield from node.texts("hasInput", "holdsRequirement", "hasInputType")


def _steps(node: Node) -> Iterator[str]:
    for one in node.nodes("follows"):
        text = one.text("description") or one.text(*_NAMES)
        if text:
            yield text


def _duration(node: Node) -> Duration:
    text = node.text("processingTime")
    for one in node.nodes("hasChannel", "availableChannel"):
        text = text or one.text("processingTime")
    return duration_of(text) if text else Duration("")


def _fees(node: Node) -> Iterator[Fee]:
    found = False
    for one in node.nodes("hasCost", "offers"):
        fee = _fee(one)
        if fee is not None:
            found = True
            yield fee
    for text in node.texts("hasCost", "offers"):
        fee = fee_of(text)
        if fee is not None:
            found = True
            yield fee
    if not found and node.says("isAccessibleForFree"):
        yield Fee(0, amount_words(0))


def _fee(cost: Node) -> Fee | None:
    words = cost.text("description", *_NAMES)
    amount = cost.number("hasValue", "price", "value")
    for one in cost.nodes("hasValue", "priceSpecification"):
        amount = one.number("price", "value") if amount is None else amount
    if amount is None:
        return fee_of(words)
    if amount < 0:
        raise Wrong("hasCost", "tidak boleh negatif")
    case = next((one.text(*_NAMES, "description") for one in cost.nodes("ifAccessedThrough")), "")
    currency = last_word((cost.addresses("currency", "priceCurrency") or ("",))[0]).upper()
    if currency in _RUPIAH and amount.is_integer():
        return Fee(int(amount), amount_words(int(amount)), words or case)
    return Fee(None, f"{currency} {amount:g}".strip(), words or case)


def _contacts(node: Node) -> Iterator[Channel]:
    for one in node.nodes("contactPoint"):
        called = one.text(*_NAMES, "contactType")
        for number in one.texts("telephone", "hasTelephone", "phone"):
            yield phone(called or "Telepon", number.removeprefix("tel:"))
        for address in one.texts("email", "hasEmail"):
            yield Channel(ChannelKind.ELSEWHERE, "Surel", address.removeprefix("mailto:"))
        for address in one.addresses("contactPage", "url"):
            if is_web(address):
                yield Channel(ChannelKind.ONLINE, called or web_name(address), address)
    for text in node.texts("contactPoint"):
        channel = channel_of(text)
        if channel is not None:
            yield channel


def _channels(node: Node) -> Iterator[Channel]:
    for one in node.nodes("hasChannel", "availableChannel"):
        called = one.text(*_NAMES, "description")
        hours = "; ".join(_named(one, "openingHours", "hoursAvailable"))
        for address in one.addresses("serviceUrl", "url", "landingPage", "page", "homepage"):
            if is_web(address):
                yield Channel(ChannelKind.ONLINE, called or web_name(address), address, hours)
        for number in _numbers(one):
            yield phone(called or "Telepon", number)
        places = list(one.nodes("serviceLocation", "address", "spatial"))
        for place in places:
            name = place.text(*_NAMES)
            where = _where(place)
            if name or where:
                yield Channel(ChannelKind.ELSEWHERE, name or where, where if name else "", hours)
        if called and not places and not one.addresses("serviceUrl", "url", "servicePhone"):
            yield Channel(ChannelKind.ELSEWHERE, called, "", hours)


def _numbers(channel: Node) -> Iterator[str]:
    for one in channel.nodes("servicePhone", "contactPoint"):
        yield from one.texts("telephone", "hasTelephone")
    yield from channel.texts("servicePhone", "telephone")


def _where(place: Node) -> str:
    for one in (*place.nodes("address"), place):
        whole = one.text("fullAddress") or ", ".join(
            unique(
                one.text(part)
                for part in (
                    *("streetAddress", "thoroughfare", "addressLocality", "postName"),
                    *("addressRegion", "adminUnitL2", "postalCode", "postCode"),
                )
            )
        )
        if whole:
            return whole
    return place.text("address")


def _status(node: Node) -> ServiceStatus:
    for one in node.addresses("status", "creativeWorkStatus"):
        word = last_word(one)
        if word.lower() in _ENDED:
            return ServiceStatus.WITHDRAWN
        known = status_of(word)
        if known is not None:
            return known
    return ServiceStatus.ACTIVE


def _region(node: Node) -> str:
    """A Kemendagri code, where the place is said by one."""
    for name in ("spatial", "areaServed"):
        for one in (*node.addresses(name), *_codes(node, name)):
            word = one.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
            if is_region(word):
                return word
    return ""


def _codes(node: Node, name: str) -> Iterator[str]:
    for place in node.nodes(name):
        yield from place.texts("identifier", "branchCode", "notation")


def _life_events(node: Node) -> Iterator[LifeEvent]:
    for one in node.nodes("isGroupedBy", "audience"):
        words = (*one.addresses("type"), *one.texts("identifier", *_NAMES), one.id)
        for word in words:
            event = life_event_of(last_word(word))
            if event is not None:
                yield event
    for word in node.addresses("isGroupedBy"):
        event = life_event_of(last_word(word))
        if event is not None:
            yield event
