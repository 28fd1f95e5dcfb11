"""A set ticket as the bytes of an ESC/POS printer; python-escpos builds, printing.network sends.

The whole ticket goes as raster (GS v 0): letters of the size UX-44 asks for and Inter's shapes do
not exist in a printer's own fonts, code pages differ from maker to maker, and a printer that does
not know GS ( k would print a QR code as noise. What a test measures on the dots is what a visitor
gets. Commands: Epson's ESC/POS reference.
"""

from __future__ import annotations

import os
import shutil

from escpos import capabilities
from escpos.printer import Dummy
from PIL import Image, ImageChops

from kiosk.domain.paper import PaperTicket
from printing.layout import lay_out
from printing.page.letters import Typeface
from printing.page.raster import Rasteriser
from printing.page.roll import Roll
from printing.page.typeset import typeset

# WORKAROUND: python-escpos 3.1 leaves a temporary folder behind each time it is imported.
if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)

#: Dots of one raster command. A broken-off job leaves at most one open, which RESYNC fills up.
BAND_HEIGHT = 48
#: Any profile of a 576-dot head: python-escpos uses it to refuse images that are too wide.
_PROFILE = "TH230"

#: NUL prints nothing, and fills a raster command that was broken off; then start afresh.
RESYNC = bytes(576 // 8 * BAND_HEIGHT) + b"\x1b@"
#: GS V 66: feed to the cutter and cut.
CUT = b"\x1dVB\x00"
#: GS a: report changes of online state, errors and paper by itself. ESC @ turns it off again.
REPORT_CHANGES = b"\x1da\x0e"


def process_id_request(process_id: str) -> bytes:
    """GS ( H function 48: have four characters sent back when all before them is done."""
    return b"\x1d(H\x06\x0000" + process_id.encode("ascii")


#: GS r 1: the paper sensor, answered when all before it is done.
PAPER_STATUS_REQUEST = b"\x1dr\x01"


class EscposEncoder:
    """Turns tickets into the bytes that print and cut them, for one roll."""

    def __init__(self, roll: Roll, typeface: Typeface) -> None:
        self._roll = roll
        self._typeface = typeface
        self._rasteriser = Rasteriser(typeface)

    def encode(self, ticket: PaperTicket) -> bytes:
        """The job: start afresh, report changes, the ticket in bands, cut."""
        page = typeset(lay_out(ticket), self._roll, self._typeface)
        printer = Dummy(profile=_PROFILE)
        printer.hw("INIT")
        printer._raw(REPORT_CHANGES)  # noqa: SLF001 - the library's own way to add bytes
        image = harmless(self._rasteriser.draw(page))
        for top in range(0, image.height, BAND_HEIGHT):
            bottom = min(top + BAND_HEIGHT, image.height)
            printer.image(image.crop((0, top, image.width, bottom)), impl="bitImageRaster")
        printer.cut(feed=False)
        return bytes(printer.output)


def harmless(image: Image.Image) -> Image.Image:
    """The image without dots a printer would take for a real-time command.

    Printers obey DLE EOT, DLE ENQ and DLE DC4 even inside raster data, and DLE ENQ 2 throws the
    job away. Two thin strokes at the right distance look like one; a dot more undoes it. The image
    is a multiple of 8 dots wide.
    """
    dots = ImageChops.invert(image).tobytes()  # in the printer's sense: 1 is black
    for command, instead in ((4, 12), (5, 13), (20, 28)):
        dots = dots.replace(bytes((16, command)), bytes((16, instead)))
    return ImageChops.invert(Image.frombytes("1", image.size, dots))
