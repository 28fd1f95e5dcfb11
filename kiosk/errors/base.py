"""What every expected failure has: a stable code, a sentence, facts."""

from __future__ import annotations

from typing import ClassVar


class MppError(Exception):
    """An expected failure: `code` is stable, `sentence` is for people, `facts` are for programs."""

    code: ClassVar[str] = "error"

    def __init__(self, sentence: str, **facts: str | int | None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts
