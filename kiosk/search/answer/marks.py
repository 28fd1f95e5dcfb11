"""Why a service was found: the texts that matched, with the words to mark."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kiosk.search.answer.query import Token
from kiosk.search.answer.rerank import Ranked
from kiosk.search.language.words import split_places
from kiosk.search.lexicon import Lexicon
from kiosk.search.results import Field, Mark


class Marker:
    """Marks the words of one query."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self._terms = frozenset(term for token in tokens for term, _ in token.terms)
        self._beginnings = tuple(token.word for token in tokens if token.begins)
        self._lexicon = lexicon

    def why(self, one: Ranked) -> tuple[Mark, ...]:
        """Marks in name and agency; in the alias that says most, where the name says less."""
        name, agency, _ = json.loads(one.candidate.shown)
        named = self._mark(Field.NAME, name)
        marks = [named, self._mark(Field.AGENCY, agency)]
        alias = self._mark(Field.ALIAS, one.alias)
        if len(alias.places) > len(named.places) or not named.places:
            marks.append(alias)
        return tuple(mark for mark in marks if mark.places)

    def _mark(self, field: Field, text: str) -> Mark:
        places = {
            (begin, end): None for word, begin, end in split_places(text) if self._matches(word)
        }
        return Mark(field, text, tuple(places))

    def _matches(self, word: str) -> bool:
        if word.startswith(self._beginnings):
            return True
        return any(form in self._terms for form in self._lexicon.forms(word))
