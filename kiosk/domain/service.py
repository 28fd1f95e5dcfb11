"""A service of an agency with its published standard, and where those facts come from.

The parts are the 14 components of a service standard (UU 25/2009 article 21, PermenPANRB 15/2014):
six of service delivery, which every agency must publish (requirements, procedure, duration, fee,
product, complaints), and eight of the inside (`InternalStandard`). All portals' records become
this one shape; a portal that does not tell of a part leaves it empty, nothing is made up for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ServiceStatus(StrEnum):
    """Whether an agency gives a service at all; the hours of a day are the queue's matter."""

    ACTIVE = "active"
    CLOSED = "temporarily-closed"
    WITHDRAWN = "withdrawn"


class Counted(StrEnum):
    """The time in which a duration is counted."""

    CALENDAR = "calendar"
    WORKING_DAYS = "working-days"
    WORKING_HOURS = "working-hours"


class ChannelKind(StrEnum):
    """Where a service is asked for, or a complaint brought."""

    COUNTER = "counter"  # in this hall
    ONLINE = "online"
    PHONE = "phone"
    ELSEWHERE = "elsewhere"


class LifeEvent(StrEnum):
    """What happens in a life that makes people need services (kiosk/domain/life_events.py)."""

    BIRTH = "birth"
    SCHOOL = "school"
    IDENTITY = "identity"
    WORK = "work"
    BUSINESS = "business"
    MARRIAGE = "marriage"
    MOVING = "moving"
    HOME = "home"
    VEHICLE = "vehicle"
    TRAVEL = "travel"
    HEALTH = "health"
    AID = "aid"
    PENSION = "pension"
    DEATH = "death"
    LOSS = "loss"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which portal told of a record, and how far somebody checked it.

    `verified_at` is an ISO date or "" when nobody noted it. `unverified_fields` names parts that
    were not found in the source (`duration`, `requirements[3]`, `internal.legal_basis: Perpol
    5/2021`); a screen marks them. `source_id` and `revision` are the portal's own; `url` is where
    a person reads the record there.
    """

    source: str
    verified: bool = False
    verified_at: str = ""
    unverified_fields: tuple[str, ...] = ()
    source_id: str = ""
    revision: str = ""
    licence: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something to bring or to fulfil.

    `text` says all of it and is what people read. `originals` and `copies` say how many of each
    paper it names, None when the source does not; `condition` is who or what it applies to ("bila
    dikuasakan"), "" for everybody.
    """

    text: str
    originals: int | None = None
    copies: int | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Duration:
    """How long the agency takes.

    `text` says all of it and is what people read; `iso` is the longest it takes as an ISO 8601
    duration, counted in `counted`, "" when the words are no number. `starts` says from when.
    """

    text: str
    iso: str = ""
    counted: Counted = Counted.CALENDAR
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """What is paid, all or in one case: whole rupiah, None when it depends.

    `text` says the amount in words, `condition` the case, `formula` how an amount that depends is
    worked out.
    """

    idr: int | None
    text: str
    condition: str = ""
    formula: str = ""

    @property
    def words(self) -> str:
        """The amount, how it is worked out and its case as one reads them."""
        amount = f"{self.text}: {self.formula}" if self.formula else self.text
        return f"{amount} ({self.condition})" if self.condition else amount


@dataclass(frozen=True, slots=True)
class Product:
    """What the visitor gets, and how long it is good for in words ("berlaku 6 bulan")."""

    name: str
    validity: str = ""

    @property
    def words(self) -> str:
        """Both as one reads them."""
        return f"{self.name}, {self.validity}" if self.validity else self.name


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to a service or to its complaints.

    `address` is an http(s) address for `ONLINE`, a number for `PHONE`, words elsewhere.
    """

    kind: ChannelKind
    name: str
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class InternalStandard:
    """The eight components that need not be published: law, means, people, supervision, promises.

    Most portals publish the legal basis all the same; the others are often empty.
    """

    legal_basis: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    competence: str = ""
    supervision: str = ""
    staffing: str = ""
    guarantee: str = ""
    safety: str = ""
    evaluation: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A tenant of the hall. `icon` is the name of a Tabler outline icon.

    `region` is where it is competent: a Kemendagri code ("35", "35.72"), "" everywhere.
    """

    id: str
    name: str
    short_name: str
    icon: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """One thing an agency does, as it publishes it.

    `provenance` names every portal that told of it, the one it was taken from first.
    """

    id: str
    agency_id: str
    name: str
    short_name: str
    icon: str
    requirements: tuple[Requirement, ...]
    duration: Duration
    fees: tuple[Fee, ...]
    products: tuple[Product, ...]
    internal: InternalStandard
    provenance: tuple[Provenance, ...]
    steps: tuple[str, ...] = ()
    complaints: tuple[Channel, ...] = ()
    channels: tuple[Channel, ...] = ()
    status: ServiceStatus = ServiceStatus.ACTIVE
    region: str = ""
    life_events: tuple[LifeEvent, ...] = ()
    description: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def fee_words(self) -> str:
        """All fees with their cases in one sentence."""
        return "; ".join(fee.words for fee in self.fees)

    @property
    def product_words(self) -> str:
        """All products in one sentence."""
        return "; ".join(product.words for product in self.products)

    @property
    def legal_words(self) -> str:
        """The laws it stands on in one sentence."""
        return "; ".join(self.internal.legal_basis)
