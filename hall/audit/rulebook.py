"""The rules a service day is judged by, told in its own events.

Whoever begins a day or changes the set-up writes them; the auditor reads them. So an old day is
judged by the rules it had, not by those the hall has now.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from kiosk.domain.hall import Hall

#: The fact of `day.began` and `catalog.changed` that carries the rules.
RULES = "rules"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What decides who is called; times in minutes.

    `levels` says for each counter which queues it serves and on which level, 0 the best;
    `prefixes` the prefix of each queue, `letters` the letter of each kiosk.
    """

    time_zone: str
    head_start: int
    booking_grace: int
    recall_penalty: int
    recall_limit: int
    call_by: int
    levels: dict[str, dict[str, int]]
    prefixes: dict[str, str]
    letters: dict[str, str]

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.time_zone)
        except ZoneInfoNotFoundError:
            raise ValueError(f"{self.time_zone!r} is no time zone") from None

    def local(self, milliseconds: int) -> datetime:
        """A stored time, hall-local; any number the store can hold is some time."""
        bounded = max(_FIRST, min(milliseconds, _LAST))
        return (_EPOCH + timedelta(milliseconds=bounded)).astimezone(ZoneInfo(self.time_zone))

    def day(self, milliseconds: int) -> str:
        """The hall-local date of a stored time."""
        return self.local(milliseconds).date().isoformat()


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = int(datetime(1900, 1, 1, tzinfo=UTC).timestamp() * 1000)
_LAST = int(datetime(2900, 1, 1, tzinfo=UTC).timestamp() * 1000)
_FORM = TypeAdapter(Rulebook)


def rulebook_of(hall: Hall) -> Rulebook:
    """The rules of a hall's set-up."""
    return Rulebook(
        time_zone=hall.time_zone,
        head_start=hall.head_start_minutes,
        booking_grace=hall.booking_grace_minutes,
        recall_penalty=hall.recall_penalty_minutes,
        recall_limit=hall.recall_limit,
        call_by=hall.call_by_minutes,
        levels={c.id: {queue: c.level_of(queue) for queue in c.profile} for c in hall.counters},
        prefixes={queue.id: queue.prefix for queue in hall.queues},
        letters={kiosk.id: kiosk.letter for kiosk in hall.kiosks},
    )


def rules_fact(hall: Hall) -> dict[str, Any]:
    """The fact that tells a hall's rules, for the events that begin a day or change the set-up."""
    told: dict[str, Any] = _FORM.dump_python(rulebook_of(hall))
    return {RULES: told}


def rules_in(facts: Mapping[str, object]) -> Rulebook | None:
    """The rules an event tells, None when it tells none. Raises ValueError for nonsense."""
    if RULES not in facts:
        return None
    try:
        return _FORM.validate_python(facts[RULES])
    except ValidationError as error:
        raise ValueError(str(error)) from error
