"""One list of several: the errands of a text, and one service of many regions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from kiosk.search.answer.rerank import Ranked

_WHOLE_TOLD = 0.5  # of the whole text's score, beside that of an errand in it


def varied(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Of the same service in many regions the best one first, the others behind all others."""
    first: dict[str, Ranked] = {}
    for one in ranked:
        first.setdefault(one.candidate.fields[0], one)
    best = list(first.values())
    return best + [one for one in ranked if one is not first[one.candidate.fields[0]]]


def with_whole(part: Sequence[Ranked], whole: Sequence[Ranked]) -> list[Ranked]:
    """One errand's services with a view to all words: "ktp dan kk hilang" has lost both."""
    scores = {one.candidate.id: one.score for one in whole}
    return sorted(
        part,
        key=lambda one: (
            -one.score - _WHOLE_TOLD * scores.get(one.candidate.id, 0.0),
            one.candidate.id,
        ),
    )


def in_turn(lists: Sequence[Sequence[Ranked]]) -> list[Ranked]:
    """The best of each errand, then the second of each, every service once."""
    seen: dict[str, Ranked] = {}
    for row in zip_longest(*lists):
        for one in row:
            if one is not None:
                seen.setdefault(one.candidate.id, one)
    return list(seen.values())
