"""The order of the candidates, from what of the query each answers and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.search.answer.candidates import Candidate
from kiosk.search.answer.query import Token
from kiosk.search.document import FIELDS
from kiosk.search.lexicon import Lexicon

_WEIGHTS = {"name": 1.0, "alias": 0.5, "description": 0.4, "category": 0.3, "agency": 0.2}
_BY_WEIGHT = [(weight, FIELDS.index(field)) for field, weight in _WEIGHTS.items()]
_COVERED = 0.4  # of the score depends on how much of the query is answered
_ALIAS_SAID = 0.45  # for a form of the alias table that is the whole query
_NAME_SAID = 0.25  # for a name that is said whole


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score.

    `covered` is the share of the query it answers (0..1); `alias` the form that says most, or "".
    """

    candidate: Candidate
    score: float
    covered: float
    alias: str


@dataclass(frozen=True, slots=True)
class _Said:
    """A form: how much of the query it is when said whole (else 0), and how much of it is said."""

    whole: float
    part: float
    text: str


_NOT_SAID = _Said(0.0, 0.0, "")


def rerank(tokens: Sequence[Token], found: Sequence[Candidate], lexicon: Lexicon) -> list[Ranked]:
    """The candidates, best first; ties by id, so that every kiosk shows the same order."""
    ranking = _Ranking(tokens, lexicon)
    ranked = [ranking.rank(candidate) for candidate in found]
    return sorted(ranked, key=lambda one: (-one.score, one.candidate.id))


class _Ranking:
    """One query's measures, and the candidates by them."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._total = sum(token.weight for token in tokens) or 1.0
        self._beginnings = tuple(token.word for token in tokens if token.begins)
        self._weight_of: dict[str, float] = {}
        for token in tokens:
            for term, _ in token.terms:
                for stem in (term, lexicon.stemmer.stem(term)):
                    known = self._weight_of.get(stem, 0.0)
                    self._weight_of[stem] = max(known, token.weight / self._total)
        self._groups: dict[str, _Said] = {}
        self._owned: dict[str, _Said] = {}
        for form in lexicon.aliases.forms_with(self._weight_of):
            said = self._said(form.stems, form.text)
            group = str(form.group)
            self._groups[group] = _better(self._groups.get(group, _NOT_SAID), said)

    def rank(self, candidate: Candidate) -> Ranked:
        """Measure a candidate."""
        score = covered = 0.0
        for token in self._tokens:
            best = self._best(token, candidate.fields)
            score += token.weight * best
            covered += token.weight * (best > 0)
        covered /= self._total
        alias = self._alias(candidate)
        score = score / self._total * (1 - _COVERED + _COVERED * covered)
        score += _ALIAS_SAID * alias.whole + _NAME_SAID * self._name_said(
            candidate.fields[0].split()
        )
        return Ranked(candidate, score, covered, alias.text)

    @staticmethod
    def _best(token: Token, fields: Sequence[str]) -> float:
        """The best of field weight times factor; fields come by weight, so most are not read."""
        best = 0.0
        for weight, place in _BY_WEIGHT:
            if weight <= best:
                break
            field = f" {fields[place]} "
            for term, factor in token.terms:
                if weight * factor > best and f" {term} " in field:
                    best = weight * factor
            start = field.find(f" {token.word}") if token.begins and weight > best else -1
            if start >= 0:
                end = field.index(" ", start + 1)
                best = max(best, weight * (0.5 + 0.5 * len(token.word) / (end - start - 1)))
        return best

    def _name_said(self, words: Sequence[str]) -> float:
        """How much of a name is said, by its words and their stems alike."""
        said = sum(1 for word in words if self._is_said(word))
        return said / len(words) if words else 0.0

    def _is_said(self, word: str) -> bool:
        return word in self._weight_of or word.startswith(self._beginnings)

    def _alias(self, candidate: Candidate) -> _Said:
        """The form of the service that says most of the query."""
        best = _NOT_SAID
        for group in candidate.groups.split():
            best = _better(best, self._groups.get(group, _NOT_SAID))
        return _better(best, self._own(candidate))

    def _own(self, candidate: Candidate) -> _Said:
        """The best of the forms its record brings; near-duplicates often bring the same."""
        known = self._owned.get(candidate.own)
        if known is None:
            known = _NOT_SAID
            if any(stem in candidate.own for stem in self._weight_of):
                texts = json.loads(candidate.shown)[2]
                for stems, text in zip(candidate.own.split("\n"), texts, strict=True):
                    known = _better(known, self._said(stems.split(), text))
            self._owned[candidate.own] = known
        return known

    def _said(self, stems: Iterable[str], text: str) -> _Said:
        weights = [self._weight_of.get(stem, 0.0) for stem in stems]
        said = min(1.0, sum(weights))
        return _Said(said if all(weights) else 0.0, said / (1 + 0.1 * weights.count(0.0)), text)


def _better(one: _Said, other: _Said) -> _Said:
    return other if (other.whole, other.part) > (one.whole, one.part) else one
