"""Words that mean another word, and other spellings of it."""

from __future__ import annotations

from pathlib import Path

from kiosk.search.language.data_file import Line, read_lines

Words = dict[str, tuple[str, ...]]


class Synonyms:
    """For a word as people write it, the words agencies write."""

    def __init__(self, spelled: Words, meant: Words) -> None:
        self._spelled = spelled
        self._meant = meant

    @classmethod
    def read(cls, path: Path) -> Synonyms:
        """Read lines `word ~ spelling, spelling` and `word : other, other`. Raises BadRecord."""
        spelled: Words = {}
        meant: Words = {}
        for line in read_lines(path):
            if "~" in line.text:
                _add(spelled, line, "~")
            else:
                _add(meant, line, ":")
        return cls(spelled, meant)

    def spelled(self, word: str) -> tuple[str, ...]:
        """The word a spelling is of; none when nobody listed it."""
        return self._spelled.get(word, ())

    def meant(self, word: str) -> tuple[str, ...]:
        """The formal words for a colloquial, Javanese or English one."""
        return self._meant.get(word, ())


def _add(words: Words, line: Line, mark: str) -> None:
    left, right = line.parts(mark, 2)
    formal, others = line.phrases(left), line.phrases(right)
    for phrase in (*formal, *others):
        if len(phrase) != 1:
            raise line.bad(" ".join(phrase), "harus satu kata; frasa ditulis di aliases.txt")
    if len(formal) != 1:
        raise line.bad(left, "harus satu kata baku saja")
    ((canonical,),) = formal
    for (word,) in others:
        if word == canonical or canonical in words.get(word, ()):
            raise line.bad(word, "sudah ditulis untuk kata ini")
        words[word] = (*words.get(word, ()), canonical)
