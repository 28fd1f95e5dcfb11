"""How a call is announced: which clips are spoken, which words are shown, and in what order.

Chime, "Nomor antrean A, nol satu dua, silakan menuju loket tiga", twice (docs/queue-rules.md,
"Reading a number aloud"). Calls queue up, two are never spoken at once, a recall goes first.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.live import Call
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.wording import Reading, cardinal, spoken_number

CHIME = "chime"
NUMBER = "nomor-antrean"
PLEASE = "silakan-menuju-loket"

#: How often the sentence is said after the chime.
TIMES = 2

#: How far before its start a board speaks calls.
START_AGE = timedelta(seconds=10)
#: How long a call missed in a break of the line is worth saying afterwards.
BREAK_AGE = timedelta(seconds=60)

#: Calls remembered as announced, so that snapshot and replay do not say one twice.
_REMEMBERED = 64
#: The same call told by a snapshot and by an event may differ by a rounding.
_SAME_CALL = timedelta(milliseconds=2)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A number asked to a counter; `counter` is the number on the counter's sign."""

    number: TicketNumber
    counter: int
    called_at: datetime

    def sentence(self, reading: Reading) -> tuple[str, ...]:
        """The clips of the sentence, one word or phrase each."""
        words = (word.lower() for word in spoken_number(self.number, reading))
        return (NUMBER, *words, PLEASE, *cardinal(self.counter))

    def speech(self, reading: Reading) -> tuple[tuple[str, ...], ...]:
        """What is spoken, in parts with a breath between them: the chime, then the sentences."""
        return ((CHIME,), *(self.sentence(reading),) * TIMES)

    def caption(self, reading: Reading) -> str:
        """The sentence as written, for those who do not hear it."""
        prefix, letter = len(self.number.prefix), len(self.number.letter)
        words = spoken_number(self.number, reading)
        groups = (words[:prefix], words[prefix : len(words) - letter], words[len(words) - letter :])
        read = ", ".join(" ".join(group) for group in groups if group)
        return f"Nomor antrean {read}, silakan menuju loket {' '.join(cardinal(self.counter))}"

    def outdates(self, other: Announcement) -> bool:
        """Whether `other` tells nothing new after this: the same call, or an earlier one.

        An earlier call of the same number or the same counter is over.
        """
        same_number = self.number == other.number
        same_counter = self.counter == other.counter
        if same_number and same_counter and abs(self.called_at - other.called_at) < _SAME_CALL:
            return True
        return (same_number or same_counter) and other.called_at < self.called_at


def worth_saying(call: Call, started: datetime, now: datetime) -> bool:
    """Whether a board that runs since `started` should say `call` at `now`.

    The visitor must still be awaited; a start does not speak what was called before it, and a
    break of the line does not end in a flood of old calls.
    """
    oldest = max(started - START_AGE, now - BREAK_AGE)
    return call.state == "called" and call.called_at >= oldest


class AnnouncementQueue:
    """The one mouth of a board: at most one announcement is out at any moment.

    `take` hands one out and gives none until `done`. A newer call of the same number or the same
    counter replaces a waiting one, because a counter holds one visitor; so the queue is never
    longer than the hall has counters.
    """

    def __init__(self) -> None:
        self._recalls: list[Announcement] = []
        self._calls: list[Announcement] = []
        self._known: deque[Announcement] = deque(maxlen=_REMEMBERED)
        self._speaking = False

    def offer(self, announcement: Announcement, *, again: bool = False, live: bool = False) -> bool:
        """Queue a call that is news; `again` puts it before ordinary calls.

        A `live` call was told as it happened: it is news whatever the hall's clock says, which may
        have been set back.
        """
        if not live and any(known.outdates(announcement) for known in self._known):
            return False
        self._known.append(announcement)
        self._calls = _without(self._calls, announcement)
        self._recalls = _without(self._recalls, announcement)
        (self._recalls if again else self._calls).append(announcement)
        return True

    def withdraw(self, number: TicketNumber) -> None:
        """Drop a waiting announcement: the visitor has come, or nobody waits for them any more."""
        self._calls = [a for a in self._calls if a.number != number]
        self._recalls = [a for a in self._recalls if a.number != number]

    def take(self) -> Announcement | None:
        """The next announcement to speak; None while one is out or nothing waits."""
        if self._speaking:
            return None
        waiting = self._recalls or self._calls
        if not waiting:
            return None
        self._speaking = True
        return waiting.pop(0)

    def done(self) -> None:
        """Say that the announcement handed out last has ended."""
        self._speaking = False

    def __len__(self) -> int:
        return len(self._recalls) + len(self._calls)


def _without(waiting: list[Announcement], newer: Announcement) -> list[Announcement]:
    return [a for a in waiting if a.number != newer.number and a.counter != newer.counter]
