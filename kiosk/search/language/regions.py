"""Provinces, regencies and cities by the names people type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.search.language.data_file import read_lines
from kiosk.search.language.words import split

_CODE = re.compile(r"[1-9][0-9](\.[0-9]{2})?")
_SHORT = {"kab": "kabupaten", "kodya": "kota", "kotamadya": "kota", "prov": "provinsi"}
_BEFORE = {"provinsi", "prop", "propinsi"}
# Who moves to Jakarta or comes from there does not ask for a service of Jakarta.
_DIRECTIONS = {"ke", "dari", "dr", "menuju", "menyang", "nyang", "saka", "soko", "to", "from"}


@dataclass(frozen=True, slots=True)
class RegionSaid:
    """Words [begin, end) of a query name these regions (one name may be a city and a regency)."""

    begin: int
    end: int
    codes: tuple[str, ...]
    name: str


class Gazetteer:
    """Every region's official name by code, and codes by every name."""

    def __init__(self, official: dict[str, str], codes: dict[tuple[str, ...], list[str]]) -> None:
        self.official = official
        self._codes = codes
        self._longest = max((len(words) for words in codes), default=0)

    @classmethod
    def read(cls, path: Path) -> Gazetteer:
        """Read lines `code ; official name ; other names`. Raises BadRecord."""
        official: dict[str, str] = {}
        codes: dict[tuple[str, ...], list[str]] = {}
        for line in read_lines(path):
            code, *rest = (part.strip() for part in line.text.split(";"))
            if not 1 <= len(rest) <= 2 or not split(rest[0]):
                raise line.bad(code, "butuh nama resmi sesudah ';', lalu nama lain bila ada")
            if not _CODE.fullmatch(code) or code in official:
                raise line.bad(code, "harus kode wilayah seperti 35 atau 35.72, sekali saja")
            if "." in code and code[:2] not in official:
                raise line.bad(code, "provinsinya harus di atasnya")
            name, others = rest[0], rest[1:]
            official[code] = name
            words = [word for word in split(name) if word != "administrasi"]
            for phrase in (tuple(words), *(line.phrases(others[0]) if any(others) else ())):
                codes.setdefault(phrase, []).append(code)
        return cls(official, codes)

    def said_in(self, words: Sequence[str]) -> RegionSaid | None:
        """The first region named, by its longest name; None without one, or for a direction."""
        plain = [_SHORT.get(word, word) for word in words]
        for begin in range(len(plain)):
            for length in range(min(self._longest, len(plain) - begin), 0, -1):
                codes = self._codes.get(tuple(plain[begin : begin + length]))
                if codes:
                    first = begin - (begin > 0 and plain[begin - 1] in _BEFORE)
                    if first > 0 and plain[first - 1] in _DIRECTIONS:
                        return None
                    return RegionSaid(first, begin + length, tuple(codes), self._name(codes))
        return None

    def _name(self, codes: list[str]) -> str:
        return " / ".join(self.official[code] for code in codes)


def region_words(region: str) -> list[str]:
    """The words the index keeps for a service's region: its own, and the province it lies in."""
    if not region:
        return [EVERYWHERE]
    return [f"r{region.replace('.', '')}", f"in{region[:2]}"]


def words_for(codes: Sequence[str]) -> list[str]:
    """The words of services a region's people can use: its own, its province's, everywhere's."""
    wanted = [EVERYWHERE]
    for code in codes:
        wanted.append(f"r{code.replace('.', '')}" if "." in code else f"in{code}")
        if "." in code:
            wanted.append(f"r{code[:2]}")
    return list(dict.fromkeys(wanted))


EVERYWHERE = "r00"
