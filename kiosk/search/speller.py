"""Words mistyped by a letter or two: symmetric deletion over the words of the catalog.

A word and a mistyping of it become equal when at most so many letters are cut from each; the cuts
of every word are stored, those of the typed word are looked up. Only the first letters are cut, so
a word costs at most 29 rows.
"""

from __future__ import annotations

from collections.abc import Sequence

_HEAD = 7  # letters that are cut
_SHORTEST = 4
_LONGEST = 32


def cuts(word: str) -> set[str]:
    """What the speller stores or looks up for a word; nothing for short words and numbers."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return set()
    found = {word[:_HEAD]}
    last = found
    for _ in range(allowed(word)):
        last = {one[:at] + one[at + 1 :] for one in last for at in range(len(one))}
        found |= last
    return found


def allowed(word: str) -> int:
    """How many mistypings of a word are forgiven."""
    return 1 if len(word) < 6 else 2


def distance(typed: str, word: str, limit: int) -> int:
    """Letters missed, added, changed or swapped with the next; above `limit` some higher number."""
    if abs(len(typed) - len(word)) > limit:
        return limit + 1
    return _table(typed, word)[-1]


def distance_so_far(typed: str, word: str) -> int:
    """The distance to the best of the beginnings of `word`: for what is still being typed."""
    row = _table(typed, word[: len(typed) + 2])
    return min(row[max(1, len(typed) - 2) :], default=len(typed))


def _table(typed: str, word: str) -> Sequence[int]:
    """The last row of the table of optimal string alignment: distances to `word`'s beginnings."""
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(typed, 1):
        row_before, before = before, row
        row = [i]
        for j, other in enumerate(word, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                cost = min(cost, row_before[j - 2] + 1)
            row.append(cost)
    return row
