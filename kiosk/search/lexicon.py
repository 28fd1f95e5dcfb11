"""All the search knows of language, read from one folder of files that staff can edit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.search.language.aliases import AliasTable
from kiosk.search.language.data_file import read_lines
from kiosk.search.language.regions import Gazetteer
from kiosk.search.language.synonyms import Synonyms
from kiosk.search.language.words import Stemmer, telling_stems

_FILES = ("aliases.txt", "fillers.txt", "joiners.txt", "regions.txt", "words.txt")
_REMEMBERED = 50_000  # words whose forms are kept


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Fillers say nothing of a service; joiners part two errands. `fingerprint` is of the files."""

    stemmer: Stemmer
    fillers: frozenset[str]
    joiners: frozenset[str]
    synonyms: Synonyms
    aliases: AliasTable
    regions: Gazetteer
    fingerprint: str
    memory: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def read(cls, folder: Path) -> Lexicon:
        """Read the folder. Raises BadRecord naming file, line and word."""
        stemmer = Stemmer()
        fillers = _words(folder / "fillers.txt")
        return cls(
            stemmer,
            fillers,
            _words(folder / "joiners.txt"),
            Synonyms.read(folder / "words.txt"),
            AliasTable.read(
                folder / "aliases.txt", lambda words: telling_stems(words, fillers, stemmer)
            ),
            Gazetteer.read(folder / "regions.txt"),
            _fingerprint(folder),
        )

    def telling_stems(self, words: Sequence[str]) -> tuple[str, ...]:
        """The stems of the words that are no fillers; of all where there is no other."""
        return telling_stems(words, self.fillers, self.stemmer)

    def forms(self, word: str) -> tuple[str, ...]:
        """A word of a service, its stem and its usual spelling."""
        known = self.memory.get(word)
        if known is None:
            known = self._forms(word)
            if len(self.memory) < _REMEMBERED:
                self.memory[word] = known
        return known

    def _forms(self, word: str) -> tuple[str, ...]:
        found = {word: None, self.stemmer.stem(word): None}
        for usual in self.synonyms.spelled(word):
            found[usual] = found[self.stemmer.stem(usual)] = None
        return tuple(found)

    def readings(self, word: str) -> list[tuple[str, float]]:
        """A typed word and what it may stand for, each with how much of a match it makes (0..1)."""
        found = {word: 1.0}
        for form in self.forms(word):
            found.setdefault(form, 0.95)
        for meant in self.synonyms.meant(word):
            found.setdefault(meant, 0.9)
            found.setdefault(self.stemmer.stem(meant), 0.86)
        return list(found.items())


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((folder / name).read_bytes() + b"\0")
    return digest.hexdigest()


def _words(path: Path) -> frozenset[str]:
    words: set[str] = set()
    for line in read_lines(path):
        for phrase in line.phrases(line.text):
            if len(phrase) != 1:
                raise line.bad(" ".join(phrase), "harus satu kata")
            if phrase[0] in words:
                raise line.bad(phrase[0], "sudah tertulis di berkas ini")
            words.add(phrase[0])
    return frozenset(words)
