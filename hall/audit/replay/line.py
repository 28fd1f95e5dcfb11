"""Who waits in which queue, as the events tell it, and who is to be called."""

from __future__ import annotations

from bisect import bisect_left, insort

from hall.audit.rulebook import Rulebook
from kiosk.domain.order import InLine, rank

MINUTE = 60_000


class Lines:
    """The queues of a day, each in the order of `(due_at, id)`."""

    def __init__(self) -> None:
        self._lines: dict[str, list[tuple[int, str]]] = {}

    def count(self, queue_id: str) -> int:
        """How many wait in a queue."""
        return len(self._lines.get(queue_id, ()))

    def enter(self, queue_id: str, due_at: int, ticket_id: str) -> None:
        """Somebody joins a queue."""
        insort(self._lines.setdefault(queue_id, []), (due_at, ticket_id))

    def leave(self, queue_id: str, due_at: int, ticket_id: str) -> None:
        """Somebody who waits leaves their queue."""
        line = self._lines[queue_id]
        del line[bisect_left(line, (due_at, ticket_id))]

    def first_for(self, rules: Rulebook, counter_id: str, now: int) -> str | None:
        """The ticket a counter has to call at `now` (milliseconds); None when nobody waits.

        The first of each queue is enough: within a queue all have one level, and whoever has
        passed the `call by` limit is due before those who have not.
        """
        firsts = [
            InLine(level, *line[0])
            for queue_id, level in rules.levels[counter_id].items()
            if (line := self._lines.get(queue_id))
        ]
        call_by = rules.call_by * MINUTE
        return min(firsts, key=lambda one: rank(one, now, call_by)).ticket_id if firsts else None
