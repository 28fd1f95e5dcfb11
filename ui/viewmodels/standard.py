"""A service's published standard as a screen reads it, with marks where nobody has checked it.

The parts are those of PermenPANRB 15/2014: requirements, procedure, duration, fee, product.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.domain.service import Service
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
        """What it costs, in words."""
        return self._service.fee_words

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
    def source(self) -> str:
        """Where all this was read."""
        return self._service.provenance[0].source

    @Property(bool, constant=True)
    def verified(self) -> bool:
        """Whether somebody compared it with its source."""
        return self._service.provenance[0].verified

    @Property(str, constant=True)
    def verifiedOn(self) -> str:
        """The day of that comparison in words, "" when nobody noted it."""
        noted = self._service.provenance[0].verified_at
        if not noted:
            return ""
        return date_text(date.fromisoformat(noted[:10]), self._language, "d MMMM yyyy")

    @Property(bool, constant=True)
    def feeVerified(self) -> bool:
        """Whether the fee stands in the source."""
        return self._stands("fees")

    @Property(bool, constant=True)
    def durationVerified(self) -> bool:
        """Whether the duration stands in the source."""
        return self._stands("duration")

    @Property(bool, constant=True)
    def productVerified(self) -> bool:
        """Whether the product stands in the source."""
        return self._stands("products")

    @Property(bool, constant=True)
    def legalBasisVerified(self) -> bool:
        """Whether the legal basis stands in the source."""
        return self._stands("internal.legal_basis")

    @Property(bool, constant=True)
    def noteVerified(self) -> bool:
        """Whether the note stands in the source."""
        return self._stands("note")

    def _line(self, part: str, place: int, text: str) -> LineRow:
        here = f"{part}[{place}]"
        unverified = self._service.provenance[0].unverified_fields
        return LineRow(here, text, part not in unverified and here not in unverified)

    def _stands(self, part: str) -> bool:
        """Whether nothing of `part` (`fees[0].text` is of `fees`) is unverified."""
        unverified = self._service.provenance[0].unverified_fields
        return not any(_within(field.partition(":")[0], part) for field in unverified)


def _within(path: str, part: str) -> bool:
    return path == part or path.startswith((f"{part}.", f"{part}["))
