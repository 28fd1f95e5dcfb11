"""The hall's one door to openpyxl: cells out of an XLSX file, and the template that is filled in.

An XLSX is a zip, and may unpack to anything; what it says it unpacks to is looked at first.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from hall.sources.sheets.columns import COLUMNS, EXAMPLE_ID
from hall.sources.source import MOST_RECORDS
from kiosk.errors import SourceUnusable

SHEET = "Layanan"
_MOST_UNPACKED = 100_000_000
_MOST_PARTS = 2000
#: What zipfile, the XML parser and openpyxl raise for files that are none, or not quite one.
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, ParseError, EOFError),
    *(InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError),
    *(NotImplementedError, RuntimeError, OverflowError, AssertionError, OSError),
)

# Things of newer Excels that it does not keep, which nobody here wants kept.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


def xlsx_cells(data: bytes, source: str) -> Iterator[tuple[int, list[object]]]:
    """The rows of the sheet "Layanan", or of the first, with their numbers.

    Raises SourceUnusable.
    """
    _check_size(data, source)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > MOST_RECORDS:
                raise SourceUnusable(source, f"lebih dari {MOST_RECORDS} baris")
            yield number, list(cells)
    except _BROKEN as error:
        raise SourceUnusable(source, "bukan berkas XLSX yang utuh") from error


def _check_size(data: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except _BROKEN as error:
        raise SourceUnusable(source, "bukan berkas XLSX") from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        why = f"isinya lebih dari {_MOST_UNPACKED // 1_000_000} MB setelah dibuka"
        raise SourceUnusable(source, why)


def template() -> bytes:
    """An XLSX file to fill in: headings, an example row, and a sheet of explanations."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(SHEET)
    bold, grey = Font(bold=True, color="FFFFFF"), Font(italic=True, color="6B7280")
    dark, needed = PatternFill("solid", fgColor="475569"), PatternFill("solid", fgColor="B91C1C")
    wrap = Alignment(wrap_text=True, vertical="top")
    for place, column in enumerate(COLUMNS, 1):
        head = sheet.cell(1, place, column.heading)
        head.font, head.fill, head.alignment = bold, needed if column.needed else dark, wrap
        example = sheet.cell(2, place, column.example or None)
        example.font, example.alignment = grey, wrap
        sheet.column_dimensions[get_column_letter(place)].width = 36 if column.several else 24
    sheet.freeze_panes = "A2"
    _explain(book)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _explain(book: Workbook) -> None:
    sheet = book.create_sheet("Petunjuk")
    lines = (
        "Satu baris untuk satu layanan. Kolom merah wajib diisi, yang lain isilah yang ada.",
        "Kolom bertanda 'satu per baris' memuat beberapa isian: tekan Alt+Enter di dalam sel.",
        f"Baris yang ID-nya {EXAMPLE_ID} hanya contoh dan tidak dibaca.",
        "Jangan mengubah tulisan judul kolom; urutannya boleh diubah, kolom lain boleh ditambah.",
        "Setelah dibaca, baris yang ditolak dan sebabnya tertulis di laporan di samping berkas.",
    )
    for number, line in enumerate(lines, 1):
        sheet.cell(number, 1, line)
    first = len(lines) + 2
    for place, text in enumerate(("Kolom", "Wajib", "Isi", "Contoh"), 1):
        sheet.cell(first, place, text).font = Font(bold=True)
    for number, column in enumerate(COLUMNS, first + 1):
        values = (column.heading, "ya" if column.needed else "", column.explanation, column.example)
        for place, value in enumerate(values, 1):
            cell = sheet.cell(number, place, value or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", 24), ("B", 8), ("C", 60), ("D", 40)):
        sheet.column_dimensions[letter].width = width
