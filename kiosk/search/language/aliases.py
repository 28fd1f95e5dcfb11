"""The alias table: what people call services that agencies call something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.search.language.data_file import Line, read_lines
from kiosk.search.language.words import split

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Formal:
    """Stems a service must have in its name, must not have there, and must have in its agency."""

    group: int
    required: frozenset[str]
    forbidden: frozenset[str] = frozenset()
    agency: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """What people say, as the stems of its telling words, and as a person reads it."""

    group: int
    stems: Phrase
    text: str


class AliasTable:
    """Groups of forms, each for the services whose names hold all words of a formal phrase."""

    def __init__(self, stems: Callable[[Sequence[str]], Phrase]) -> None:
        self.groups: list[tuple[Phrase, ...]] = []
        self._stems = stems
        self._formals: dict[str, list[_Formal]] = {}
        self._equal: dict[str, list[_Formal]] = {}
        self._forms: list[Form] = []
        self._forms_with: dict[str, list[int]] = {}

    @classmethod
    def read(cls, path: Path, stems: Callable[[Sequence[str]], Phrase]) -> AliasTable:
        """Read lines `formal ; formal : form, form` and `phrase = phrase`.

        `stems` gives the stems of words; it may leave out words that say nothing. Raises BadRecord.
        """
        table = cls(stems)
        for line in read_lines(path):
            if "=" in line.text:
                table._add_equal(line)
            else:
                table._add_group(line)
        return table

    def forms_with(self, stems: Iterable[str]) -> list[Form]:
        """The forms in which one of the stems stands."""
        numbers = {number for stem in stems for number in self._forms_with.get(stem, ())}
        return [self._forms[number] for number in sorted(numbers)]

    def groups_for(self, name: frozenset[str], agency: frozenset[str]) -> list[int]:
        """The groups whose forms a service gets; `name` and `agency` are its words' stems."""
        known = set(name)
        found: dict[int, None] = {}
        for _ in range(2):  # an abbreviation may stand inside what another one stands for
            for group in self._matching(self._equal, known, agency):
                found[group] = None
                for words in self.groups[group]:
                    known.update(self._stems(words))
        for group in self._matching(self._formals, known, agency):
            found[group] = None
        return list(found)

    @staticmethod
    def _matching(
        formals: dict[str, list[_Formal]], name: set[str], agency: frozenset[str]
    ) -> list[int]:
        return [
            formal.group
            for stem in sorted(name & formals.keys())
            for formal in formals[stem]
            if formal.required <= name and not formal.forbidden & name and formal.agency <= agency
        ]

    def _add_equal(self, line: Line) -> None:
        phrases = line.phrases(line.text, "=")
        if len(phrases) < 2:
            raise line.bad(line.text[:40], "harus dua frasa atau lebih dengan '=' di antaranya")
        group = self._add_forms(phrases)
        for phrase in phrases:
            stems = frozenset(self._stems(phrase))
            self._equal.setdefault(_key(stems), []).append(_Formal(group, stems))

    def _add_group(self, line: Line) -> None:
        left, right = line.parts(":", 2)
        group = self._add_forms(line.phrases(right))
        for part in left.split(";"):
            formal = self._formal(line, part.strip(), group)
            self._formals.setdefault(_key(formal.required), []).append(formal)

    def _add_forms(self, phrases: tuple[Phrase, ...]) -> int:
        group = len(self.groups)
        self.groups.append(phrases)
        for phrase in phrases:
            form = Form(group, self._stems(phrase), " ".join(phrase))
            for stem in form.stems:
                self._forms_with.setdefault(stem, []).append(len(self._forms))
            self._forms.append(form)
        return group

    def _formal(self, line: Line, text: str, group: int) -> _Formal:
        kinds: dict[str, set[str]] = {"": set(), "-": set(), "@": set()}
        for word in text.split():
            words = split(word)
            if not words:
                raise line.bad(word, "bukan kata")
            kinds[word[0] if word[0] in "-@" else ""].update(self._stems(words))
        if not kinds[""]:
            raise line.bad(text or ";", "butuh sedikitnya satu kata yang ada di nama layanan")
        return _Formal(group, *(frozenset(kinds[kind]) for kind in ("", "-", "@")))


def _key(stems: frozenset[str]) -> str:
    """The stem a phrase is looked up by: a long one, because it is a rare one."""
    return max(sorted(stems), key=len)
