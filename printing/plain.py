"""Foreign text made fit for paper: one plain, bounded line, whatever a catalog or a link holds.

Names reach a ticket from agencies' files. Control characters would be commands to a printer,
direction marks would turn a line around, and nobody reads ten thousand letters.
"""

from __future__ import annotations

import unicodedata

#: The signs beside ASCII that a ticket may carry.
MARKS = frozenset("–—‘’“”…·•€°§±×÷«»¿¡")


def plain(text: str, limit: int) -> str:
    """The text as one line of at most `limit` characters, cut at a word with an ellipsis.

    Compatibility forms become the letters they stand for (NFKC); what is neither a Latin letter
    nor a common sign is left out.
    """
    known = unicodedata.normalize("NFKC", text[: limit * 4])
    line = " ".join("".join(_kept(character) for character in known).split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    words = head.rsplit(" ", 1)[0]
    return (words if len(words) > limit // 2 else head).rstrip(" ,;:-–") + "…"


def _kept(character: str) -> str:
    if " " <= character <= "~" or character in MARKS:
        return character
    category = unicodedata.category(character)
    if category[0] == "L" and character < "\u0250":
        return character
    # Marks and formatters sit inside a word; everything else stood between words.
    return "" if category in {"Mn", "Me", "Cf"} else " "
