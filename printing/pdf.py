"""A set ticket as one PDF page: text in embedded Inter, as wide as the roll, as long as needed.

The same ticket gives the same bytes: no clock, no user, no machine in the file.
"""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kiosk.domain.paper import PaperTicket
from printing.layout import LONGEST_NUMBER, lay_out
from printing.page.letters import Typeface, truetype
from printing.page.roll import Roll
from printing.page.typeset import Bar, CodeMark, Letters, Page, typeset
from printing.plain import plain

_END_MARGIN = 5.0


class PdfEncoder:
    """Turns tickets into PDF files, for one roll."""

    def __init__(self, roll: Roll, typeface: Typeface) -> None:
        self._roll = roll
        self._typeface = typeface
        for face in typeface.values():
            pdfmetrics.registerFont(TTFont(f"Inter-{face.weight}", truetype(face)))

    def encode(self, ticket: PaperTicket) -> bytes:
        """The file of a ticket."""
        page = typeset(lay_out(ticket), self._roll, self._typeface)
        file = BytesIO()
        size = (page.roll.width * mm, (page.height + 2 * _END_MARGIN) * mm)
        canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1, lang=ticket.language)
        canvas.setTitle(plain(ticket.number, LONGEST_NUMBER))
        canvas.setAuthor(plain(ticket.hall, 120))
        canvas.setCreator("mpp-kiosk")
        # From here on as the typesetter measures: mm from the left of the printable area, baseline
        # distances from the top counted downwards.
        canvas.translate(page.roll.margin * mm, (page.height + _END_MARGIN) * mm)
        self._draw(canvas, page)
        canvas.showPage()
        canvas.save()
        return file.getvalue()

    def _draw(self, canvas: Canvas, page: Page) -> None:
        for mark in page.marks:
            match mark:
                case Letters():
                    self._letters(canvas, mark)
                case Bar(x, y, width, height):
                    canvas.rect(x * mm, -(y + height) * mm, width * mm, height * mm, 0, 1)
                case CodeMark():
                    _code(canvas, mark)

    def _letters(self, canvas: Canvas, mark: Letters) -> None:
        canvas.setFillGray(1 if mark.white else 0)
        canvas.setFont(f"Inter-{mark.weight}", self._typeface[mark.weight].em(mark.cap) * mm)
        canvas.drawString(mark.x * mm, -mark.y * mm, mark.text)
        canvas.setFillGray(0)


def _code(canvas: Canvas, mark: CodeMark) -> None:
    """The dark modules as one filled path: no hairlines between neighbours on a screen."""
    dot = mark.side / len(mark.modules)
    path = canvas.beginPath()
    for row, modules in enumerate(mark.modules):
        for column, dark in enumerate(modules):
            if dark:
                x, y = mark.x + column * dot, -(mark.y + (row + 1) * dot)
                path.rect(x * mm, y * mm, dot * mm, dot * mm)
    canvas.drawPath(path, stroke=0, fill=1)
