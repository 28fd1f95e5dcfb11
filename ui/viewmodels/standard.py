"""A service's published standard as a screen reads it, with marks where nobody has checked it.

The parts are those of PermenPANRB 15/2014: requirements, procedure, duration, fee, product,
complaints, and the legal basis beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.service import Channel, ChannelKind, Service
from ui.look.wording import date_text

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


#: The language agencies publish in; a catalog's text stays in it.
PUBLISHED_IN = "id"


@dataclass(frozen=True, slots=True)
class LineRow:
    """A requirement or a step; `verified` is False when its source did not carry it."""

    id: str
    text: str
    verified: bool
    ticked: bool = False


@QmlElement
class Standard(QObject):
    """What is published about one service in one language of dates; never changes."""

    def __init__(self, service: Service, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._language = language

    def requirements(self, ticked: set[str]) -> list[LineRow]:
        """What to bring; the visitor's ticks are in `ticked`."""
        papers = enumerate(paper.text for paper in self._service.requirements)
        rows = (self._line("requirements", *row) for row in papers)
        return [LineRow(row.id, row.text, row.verified, row.id in ticked) for row in rows]

    def steps(self) -> list[LineRow]:
        """What happens, in order."""
        return [self._line("steps", *row) for row in enumerate(self._service.steps)]

    @Property(str, constant=True)
    def name(self) -> str:
        """The service's name."""
        return self._service.name

    @Property(bool, constant=True)
    def foreign(self) -> bool:
        """Whether the visitor reads another language than the one it was published in."""
        return self._language != PUBLISHED_IN

    @Property(str, constant=True)
    def icon(self) -> str:
        """The service's icon."""
        return self._service.icon

    @Property(str, constant=True)
    def fee(self) -> str:
        """What it costs in words, each case on a line of its own."""
        return "\n".join(fee.words for fee in self._service.fees)

    @Property(str, constant=True)
    def duration(self) -> str:
        """How long it takes."""
        return self._service.duration.text

    @Property(str, constant=True)
    def product(self) -> str:
        """What the visitor gets."""
        return self._service.product_words

    @Property(str, constant=True)
    def legalBasis(self) -> str:
        """The laws it stands on."""
        return self._service.legal_words

    @Property(str, constant=True)
    def note(self) -> str:
        """What else to know."""
        return self._service.note

    @Property(str, constant=True)
    def description(self) -> str:
        """What the service is, "" when nobody said."""
        return self._service.description

    @Property("QVariantList", constant=True)  # type: ignore[arg-type] # qmllint knows no "list"
    def channels(self) -> list[dict[str, str]]:
        """Where else it is asked for: kind (kiosk.domain.service.ChannelKind) and words."""
        here = ChannelKind.COUNTER
        return [_channel(one) for one in self._service.channels if one.kind is not here]

    @Property("QVariantList", constant=True)  # type: ignore[arg-type] # qmllint knows no "list"
    def complaints(self) -> list[dict[str, str]]:
        """Where a complaint is brought, as `channels`."""
        return [_channel(one) for one in self._service.complaints]

    @Property("QVariantList", constant=True)  # type: ignore[arg-type] # qmllint knows no "list"
    def sources(self) -> list[dict[str, str | bool]]:
        """Who told of it, whether somebody compared it there, and the day of that in words."""
        return [
            {"name": told.source, "verified": told.verified, "on": self._day(told.verified_at)}
            for told in self._service.provenance
        ]

    @Slot(str, result=bool)
    def stands(self, part: str) -> bool:
        """Whether nothing of `part` (`fees[0].text` is of `fees`) is unverified."""
        unverified = self._service.provenance[0].unverified_fields
        return not any(_within(field.partition(":")[0], part) for field in unverified)

    def _line(self, part: str, place: int, text: str) -> LineRow:
        here = f"{part}[{place}]"
        unverified = self._service.provenance[0].unverified_fields
        return LineRow(here, text, part not in unverified and here not in unverified)

    def _day(self, noted: str) -> str:
        """A day in words, "" when nobody noted it."""
        if not noted:
            return ""
        return date_text(date.fromisoformat(noted), self._language, "d MMMM yyyy")


def _channel(channel: Channel) -> dict[str, str]:
    more = (_shown(channel.address), channel.hours)
    about = ", ".join(text for text in more if text)
    return {"kind": channel.kind, "words": f"{channel.name} ({about})" if about else channel.name}


def _shown(address: str) -> str:
    """An address as people read it aloud: oss.go.id."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _within(path: str, part: str) -> bool:
    return path == part or path.startswith((f"{part}.", f"{part}["))
