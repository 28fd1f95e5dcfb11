"""Whether the line to the hall server is up, as shown to people and used by the desk.

One lost answer is no lost line, and one answer is no line that holds. Trust is lost quickly and
earned slowly: two misses in a row and it is down; two answers in a row and it is up again, but
twice as many for every further drop within two minutes, so that a flapping line shows as down.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

LOST_AFTER = 2
FOUND_AFTER = 2
MOST_ASKED = 8
#: Drops younger than this make trust dearer (seconds).
MEMORY = 120.0


@dataclass(frozen=True, slots=True)
class LineState:
    """The line as people are told of it.

    `pending` tickets wait to be told to the hall server, `parked` ones were refused by it and need
    staff. `since` is when the line came up or went down.
    """

    up: bool
    since: datetime
    pending: int
    parked: int


class LineJudge:
    """Judges by what was heard and missed; `up` is None before there is any evidence.

    Times are monotonic seconds. Both methods say whether the judgement changed.
    """

    def __init__(self) -> None:
        self.up: bool | None = None
        self._against = 0  # evidence in a row against the present judgement
        self._drops: deque[float] = deque(maxlen=8)

    def heard(self, at: float) -> bool:
        """An answer of the hall server came in."""
        if self.up:
            self._against = 0
            return False
        self._against = self._against + 1 if self.up is False else FOUND_AFTER
        if self._against < self._needed(at):
            return False
        return self._turn(up=True)

    def missed(self, at: float) -> bool:
        """An answer did not come."""
        if self.up is False:
            self._against = 0
            return False
        self._against += 1
        if self._against < LOST_AFTER:
            return False
        self._drops.append(at)
        return self._turn(up=False)

    def _needed(self, at: float) -> int:
        recent = sum(1 for drop in self._drops if at - drop < MEMORY)
        return min(MOST_ASKED, FOUND_AFTER << max(0, recent - 1))

    def _turn(self, *, up: bool) -> bool:
        self.up = up
        self._against = 0
        return True
