"""What a visitor typed, read as words that the catalog knows.

Every word becomes the terms it may stand for, each with how much of a match it makes. Only letters
a-z and digits are left of the text and every term is quoted, so nothing typed is ever syntax.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.search.language.words import codes, spoken_roots
from kiosk.search.lexicon import Lexicon
from kiosk.search.speller import allowed, cuts, distance, distance_so_far
from kiosk.search.terms import Known

MAX_WORDS = 12  # that rank; a story of a hundred words is found by its rarest
_MAX_READ = 120
_MAX_SPELLED = 6  # words that are looked up in the speller
_SPOKEN = 0.85
_SPELLED = 0.7


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the query: terms with factors (0..1), whether it is a beginning, and its weight.

    `services` is how many services it is found in: 0 for a word that only services elsewhere have,
    which tells that this part of the catalog answers less than the whole query. `read_as` is what
    the speller made of it, or "".
    """

    word: str
    terms: tuple[tuple[str, float], ...]
    begins: bool
    services: int
    weight: float
    read_as: str = ""

    @property
    def found(self) -> bool:
        """Whether any service can match it."""
        return self.services > 0

    def match(self) -> str:
        """The token as an FTS5 expression."""
        alternatives = [f'"{term}"' for term, _ in self.terms]
        if self.begins:
            alternatives.append(f'"{self.word}"*')
        return "(" + " OR ".join(alternatives) + ")"


class QueryReader:
    """Reads words against one part of the catalog (the hall's own, or all)."""

    def __init__(self, known: Known, lexicon: Lexicon) -> None:
        self._known = known
        self._everywhere = Known(known.connection, home=False) if known.home else None
        self._lexicon = lexicon
        self.services = known.services()

    def read(self, words: Sequence[str], *, typing: bool) -> tuple[Token, ...]:
        """The tokens that can be found; `typing` says that the last word may go on.

        At most MAX_WORDS, the rarest; in the order they were typed.
        """
        wanted = list(dict.fromkeys(words[:_MAX_READ]))
        last = words[-1] if words and typing else None
        forms = {word: self._lexicon.readings(word) for word in wanted}
        counts = self._known.counts(form for many in forms.values() for form, _ in many)
        tokens: list[Token] = []
        unknown = 0
        for word in wanted:
            known = [(form, factor) for form, factor in forms[word] if form in counts]
            begins = word == last or not known
            after = self._known.count_beginning(word) if begins else 0
            if known or after:
                tokens.append(self._token(word, known, counts, after if begins else 0))
            elif unknown < _MAX_SPELLED:
                unknown += 1
                tokens += self._guesses(word, still_typed=word == last)
        if len(tokens) > MAX_WORDS:
            kept = sorted(tokens, key=lambda token: -token.weight)[:MAX_WORDS]
            tokens = [token for token in tokens if token in kept]
        return tuple(tokens)

    def _token(
        self,
        word: str,
        terms: Sequence[tuple[str, float]],
        counts: dict[str, int],
        after: int,
        read_as: str = "",
    ) -> Token:
        services = max([after, *(counts[term] for term, _ in terms)])
        services = min(services, self.services)
        weight = math.log(1 + self.services / (services + 1))
        return Token(word, tuple(terms), after > 0, services, weight, read_as)

    def _guesses(self, word: str, *, still_typed: bool) -> list[Token]:
        for guess in (self._code(word), self._spoken(word), self._joined(word)):
            if guess:
                return guess
        if self._everywhere and self._everywhere.has(word, begun=still_typed):
            return [self._token(word, (), {}, 0)]
        return self._spelled(word, still_typed=still_typed)

    def _code(self, word: str) -> list[Token]:
        return self._each(codes([word]), 1.0)

    def _spoken(self, word: str) -> list[Token]:
        roots = [form for root in spoken_roots(word) for form in self._lexicon.forms(root)]
        counts = self._known.counts(root for root in roots if len(root) >= 3)
        terms = [(term, _SPOKEN) for term in list(counts)[:3]]
        return [self._token(word, terms, counts, 0)] if terms else []

    def _joined(self, word: str) -> list[Token]:
        """Two words written as one: kartukeluarga."""
        pairs = [(word[:at], word[at:]) for at in range(3, len(word) - 2)]
        counts = self._known.counts(half for pair in pairs for half in pair)
        both = [pair for pair in pairs if all(half in counts for half in pair)]
        return self._each(max(both, key=lambda pair: min(map(len, pair))), 1.0) if both else []

    def _each(self, words: Iterable[str], factor: float) -> list[Token]:
        words = list(words)
        counts = self._known.counts(words)
        if len(counts) < len(set(words)):
            return []
        return [self._token(word, [(word, factor)], counts, 0) for word in words]

    def _spelled(self, word: str, *, still_typed: bool) -> list[Token]:
        word_cuts = cuts(word)
        if not word_cuts:
            return []
        ranked = []
        for term, services in self._known.near(sorted(word_cuts)):
            missed: float = distance(word, term, allowed(word))
            if still_typed and len(word) >= 5:
                missed = min(missed, distance_so_far(word, term) + 0.5)
            if missed <= allowed(word):
                ranked.append((missed, term[0] != word[0], -services, term))
        ranked.sort()
        best = [term for missed, _, _, term in ranked[:3] if missed <= ranked[0][0]]
        if not best:
            return []
        counts = self._known.counts(best)
        terms = [(term, _SPELLED) for term in best]
        return [self._token(word, terms, counts, 0, read_as=best[0])]
