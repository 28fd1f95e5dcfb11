"""The letters of Inter: how wide they are, where their file lies, and their TrueType form for PDF.

Inter comes from the Debian package `fonts-inter` or lies in the folder of the built program. Its
files hold PostScript outlines, which reportlab cannot embed; the few hundred letters a ticket can
carry are therefore turned into TrueType outlines when a PDF printer starts (0.1 s a weight).
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from kiosk.errors import MissingFont
from kiosk.settings import bundled_files
from printing.layout import Weight
from printing.plain import MARKS

DEBIAN_FOLDER = Path("/usr/share/fonts/opentype/inter")
#: Every character printing.plain lets through lies here.
_CHARACTERS = (*range(0x20, 0x7F), *range(0xA0, 0x250), *map(ord, MARKS))


@dataclass(frozen=True, slots=True)
class Face:
    """One weight of Inter. Lengths in font units, `units` to the em."""

    weight: Weight
    file: Path
    units: int
    cap_units: int
    advances: dict[int, int]

    def em(self, cap: float) -> float:
        """The em (font size) whose capitals are `cap` high, in the same unit."""
        return cap * self.units / self.cap_units

    def width(self, text: str, cap: float) -> float:
        """The width of a line whose capitals are `cap` high, in the same unit."""
        return sum(self.advances[ord(c)] for c in text) * cap / self.cap_units


Typeface = dict[Weight, Face]


def load_typeface(folders: tuple[Path, ...] | None = None) -> Typeface:
    """Inter in the weights of a ticket, from the bundle or from Debian. Raises MissingFont."""
    for folder in folders or (bundled_files().assets / "fonts", DEBIAN_FOLDER):
        files = {weight: folder / f"Inter-{weight}.otf" for weight in Weight}
        if all(file.is_file() for file in files.values()):
            return {weight: _face(weight, file) for weight, file in files.items()}
    raise MissingFont("Inter", "fonts-inter")


def _face(weight: Weight, file: Path) -> Face:
    with TTFont(file, lazy=True) as font:
        names, advances = font.getBestCmap(), font["hmtx"]
        return Face(
            weight=weight,
            file=file,
            units=font["head"].unitsPerEm,
            cap_units=font["OS/2"].sCapHeight,
            advances={c: advances[names[c]][0] for c in _CHARACTERS if c in names},
        )


def truetype(face: Face) -> BytesIO:
    """The face as a TrueType font file that holds what a ticket can carry; the same every time."""
    with TTFont(face.file, lazy=True) as source:
        outlines, names = source.getGlyphSet(), source.getBestCmap()
        wanted = {c: names[c] for c in face.advances}
        order = [".notdef", *sorted(set(wanted.values()))]
        glyphs = {}
        for name in order:
            pen = TTGlyphPen(None)
            outlines[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
            glyphs[name] = pen.glyph()
        hhea, head = source["hhea"], source["head"]
        builder = FontBuilder(face.units, isTTF=True)
        builder.updateHead(created=head.created, modified=head.modified)
        builder.font.recalcTimestamp = False
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap(wanted)
        builder.setupGlyf(glyphs)
        builder.setupHorizontalMetrics(
            {n: (source["hmtx"][n][0], builder.font["glyf"][n].xMin) for n in order}
        )
        builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
        builder.setupOS2(sCapHeight=face.cap_units, usWeightClass=source["OS/2"].usWeightClass)
        # reportlab tells faces apart by their PostScript names.
        builder.setupNameTable(
            {"familyName": "Inter", "styleName": face.weight, "psName": f"Inter-{face.weight}"}
        )
        builder.setupPost()
    file = BytesIO()
    builder.save(file)
    file.seek(0)
    return file
