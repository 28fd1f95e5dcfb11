"""Texts of foreign portals made plain, and what can be read out of them.

Portals write descriptions with line breaks and HTML; the catalog has one line of plain text per
field. Control characters and marks that turn the reading direction are left in: the checks of the
catalog refuse the record for them.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable

from kiosk.catalog.checks import is_id

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLOCK = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|tr|td)\b[^<>]*>", re.IGNORECASE)
#: What is never closed runs to the end; a pattern that tried again would take hours.
_HIDDEN = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_SPACES = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
_BULLET = re.compile(r"^(?:[-*•–]|\(?\d{1,2}[.)])\s+")
_RUPIAH = re.compile(r"(?:rp\.?|idr)?\s*(\d{1,3}(?:[.,]\d{3})+|\d+)(?:,-|,00|\.00)?", re.IGNORECASE)
_FREE = {"gratis", "tidak dipungut biaya", "tanpa biaya", "nihil", "rp 0", "rp0", "0", "free"}
#: Longer texts are cut out of nothing: they are refused by the checks of the catalog.
_MOST_MARKUP = 256_000


def plain(text: object) -> str:
    """One line of plain text; "" for what is no text."""
    return _line(_lines_of(text))


def lines(text: object) -> tuple[str, ...]:
    """The same as several lines, as it was written: paragraphs and list items."""
    parts = (_line(one) for one in _lines_of(text).split("\n"))
    return tuple(_BULLET.sub("", part) for part in parts if part)


def _lines_of(text: object) -> str:
    if not isinstance(text, str):
        return ""
    if len(text) > _MOST_MARKUP or ("<" not in text and "&" not in text):
        return text
    without = _TAG.sub("", _BLOCK.sub("\n", _HIDDEN.sub(" ", text)))
    return html.unescape(without)


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def shortened(name: str, most: int = 60) -> str:
    """A name short enough for a tile, cut between words."""
    if len(name) <= most:
        return name
    cut = name[: most - 1].rsplit(" ", 1)[0]
    return (cut if len(cut) > most // 2 else name[: most - 1]).rstrip(" ,;(-") + "…"


def local_id(text: str) -> str:
    """A portal's id in the form ids have here, always the same for the same text."""
    return text if is_id(text) else "x" + digest(text)


def digest(*parts: str) -> str:
    """A short fingerprint of texts; alike only for alike ones."""
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:32]


def rupiah(text: str) -> int | None:
    """Whole rupiah of a text that is nothing but an amount ("Rp 350.000,-"), else None."""
    bare = plain(text).lower().removesuffix("rupiah").strip().rstrip(".")
    if bare in _FREE:
        return 0
    found = _RUPIAH.fullmatch(bare)
    if found is None or len(found[1]) > 16:
        return None
    return int(re.sub(r"\D", "", found[1]))


def amount_words(idr: int) -> str:
    """An amount as people write it."""
    return "Gratis" if idr == 0 else f"Rp{idr:,}".replace(",", ".")


def printable(text: object, most: int = 80) -> str:
    """Something hostile, fit for a line of a log or report."""
    kept = "".join(c if c.isprintable() else " " for c in str(text)[: most + 1])
    line = unicodedata.normalize("NFC", " ".join(kept.split()))
    return (line[: most - 1] + "…" if len(line) > most else line) or "?"


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, empty ones left out, in the order of their first coming."""
    return tuple(dict.fromkeys(text for text in texts if text))
