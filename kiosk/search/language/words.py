"""Text to words: folding, splitting, stems, and the roots of words as they are spoken."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

import snowballstemmer

# What FTS5's tokenizer and this module agree on without doubt. Indonesian is written with it.
_WORD = re.compile(r"[a-z0-9]+")
_RAW_WORD = re.compile(r"[^\W_]+")
_LETTERS_AND_DIGITS = re.compile(r"([a-z]{1,3})([0-9]{1,2})")
_MAX_CACHED = 50_000


def fold(text: str) -> str:
    """Lower case without accents; what has no plain letter stays and splits words."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def split(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return _WORD.findall(fold(text))


def split_places(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word of a text with the place (begin, end) of the piece it was read from."""
    for piece in _RAW_WORD.finditer(text):
        for word in split(piece.group()):
            yield word, *piece.span()


def codes(words: list[str]) -> list[str]:
    """Other ways to write codes of letters and a number: AK/1 as ak1, N1 as n and 1."""
    found: list[str] = []
    for word in words:
        parts = _LETTERS_AND_DIGITS.fullmatch(word)
        if parts:
            found += parts.groups()
    for first, second in pairwise(words):
        if _LETTERS_AND_DIGITS.fullmatch(first + second) and first.isalpha() and second.isdigit():
            found.append(first + second)
    return found


def spoken_roots(word: str) -> Iterator[str]:
    """What a colloquial or Javanese form may come from: nyicil cicil, mbayar bayar.

    Guesses: only those that are words of the catalog count.
    """
    for ending in ("", "in", "nya", "ne", "e", "kan", "ken", "ake", "an", "i"):
        if not word.endswith(ending) or len(word) - len(ending) < 4:
            continue
        rest = word[: len(word) - len(ending)]
        if ending:
            yield rest
        for prefix, openings in _SPOKEN_PREFIXES:
            if rest.startswith(prefix) and len(rest) - len(prefix) >= 2:
                for opening in openings:
                    yield opening + rest[len(prefix) :]


_SPOKEN_PREFIXES = (
    ("nge", ("",)),
    ("ngu", ("ku", "u")),
    ("ng", ("", "k", "g")),
    ("ny", ("s", "c", "j")),
    ("m", ("", "p", "b")),
    ("n", ("", "t", "d")),
    ("di", ("",)),
    ("ke", ("", "ter")),
    ("tak", ("",)),
    ("dak", ("",)),
)


class Stemmer:
    """Snowball's Indonesian stemmer with a memory; any thread may ask."""

    def __init__(self) -> None:
        self._snowball = snowballstemmer.stemmer("indonesian")
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """The stem of a folded word; itself where nothing can be cut."""
        known = self._known.get(word)
        if known is not None:
            return known
        with self._lock:
            stem = str(self._snowball.stemWord(word))
            if len(self._known) < _MAX_CACHED:
                self._known[word] = stem
        return stem


def telling_stems(
    words: Sequence[str], fillers: frozenset[str], stemmer: Stemmer
) -> tuple[str, ...]:
    """The stems of the words that are no fillers; of all where there is no other."""
    telling = [word for word in words if word not in fillers] or words
    return tuple(dict.fromkeys(stemmer.stem(word) for word in telling))
