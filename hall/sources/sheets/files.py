"""Reads a file of an agency: XLSX, CSV or JSON with one row per service.

A file tells everything; good rows are taken, each bad one is reported with its row, its column and
the reason. A row that is bad today keeps what was known of it yesterday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hall.sources.document import Document
from hall.sources.fields import Wrong
from hall.sources.parts import Portal
from hall.sources.sheets.columns import EXAMPLE_ID
from hall.sources.sheets.service import read_row, row_id
from hall.sources.sheets.tables import Row, cell_rows, csv_rows, json_rows
from hall.sources.source import MOST_COMPLAINTS, MOST_RECORDS, Complaint, Page, Told, whole_pass
from kiosk.catalog.feed import Kind
from kiosk.errors import SourceUnusable

FORMS = ("xlsx", "csv", "json")


@dataclass(slots=True)
class _Sheet:
    told: dict[tuple[Kind, str], Told] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    refused: set[tuple[Kind, str]] = field(default_factory=set)
    rows: dict[str, str] = field(default_factory=dict)  # where each id stands
    read: int = 0


class SheetFile:
    """One file of an agency in one of FORMS."""

    def __init__(self, portal: Portal, document: Document, form: str) -> None:
        self._portal = portal
        self._document = document
        self._form = form

    def changes(self, after: str) -> Iterator[Page]:
        """All services, when the file is another one than at the mark `after`.

        Raises SourceUnreachable, SourceUnusable, BadRecord.
        """
        content = self._document.read(after)
        if content is None:
            return
        sheet = _Sheet()
        for row in self._rows(content.data):
            self._take(row, sheet)
        if not sheet.read:
            raise SourceUnusable(self._portal.id, "tidak memuat satu baris pun")
        told = sorted(sheet.told.values(), key=lambda one: one.kind)  # agencies come first
        yield from whole_pass(told, sheet.complaints, frozenset(sheet.refused), content.mark, after)

    def close(self) -> None:
        """End what is being read."""
        self._document.close()

    def _rows(self, data: bytes) -> Iterator[Row]:
        name = self._portal.id
        if self._form == "xlsx":
            from hall.sources.sheets.xlsx import xlsx_cells

            return cell_rows(xlsx_cells(data, name), name)
        readers: dict[str, Callable[[bytes, str], Iterator[Row]]] = {
            "csv": csv_rows,
            "json": json_rows,
        }
        return readers[self._form](data, name)

    def _take(self, row: Row, sheet: _Sheet) -> None:
        if row.cells.get("id", "").strip() == EXAMPLE_ID:
            return
        sheet.read += 1
        if sheet.read > MOST_RECORDS:
            raise SourceUnusable(self._portal.id, f"lebih dari {MOST_RECORDS} baris")
        service_id = row_id(row)
        if service_id in sheet.rows:
            why = f"layanan ini sudah ada di {sheet.rows[service_id]}"
            _refuse(sheet, Complaint(row.place, "ID", why))
            return
        try:
            service, agency, same_as = read_row(row, self._portal)
        except Wrong as wrong:
            sheet.refused.add((Kind.SERVICE, service_id))
            _refuse(sheet, Complaint(row.place, wrong.field, wrong.why))
            return
        sheet.rows[service_id] = row.place
        sheet.told[Kind.AGENCY, agency.id] = Told(Kind.AGENCY, agency.id, agency)
        sheet.told[Kind.SERVICE, service_id] = Told(Kind.SERVICE, service_id, service, same_as)


def _refuse(sheet: _Sheet, complaint: Complaint) -> None:
    if len(sheet.complaints) < MOST_COMPLAINTS:
        sheet.complaints.append(complaint)
