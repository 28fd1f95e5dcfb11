"""Which calls a board shows, and how each of them is worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.announcement import Announcement
from kiosk.domain.hall import Counter, Hall
from kiosk.domain.live import Call, HallSnapshot
from kiosk.domain.numbers import TicketNumber
from kiosk.domain.service import Agency


@dataclass(frozen=True, slots=True)
class BoardCall:
    """A call as a board shows it; `counter` is the number on the counter's sign."""

    id: str
    number: str
    counter: int
    agency: str
    place: str


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """The agencies and zones a board is for, by id; empty means all."""

    agencies: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()

    def lets(self, counter: Counter) -> bool:
        """Whether calls to `counter` are shown and spoken."""
        agency_fits = not self.agencies or counter.agency_id in self.agencies
        return agency_fits and (not self.zones or counter.zone_id in self.zones)

    def unknown(self, hall: Hall, agencies: Mapping[str, Agency]) -> tuple[str, ...]:
        """Ids that this hall does not have: a board set up with one would stay empty."""
        zones = {zone.id for zone in hall.zones}
        wrong = [agency for agency in self.agencies if agency not in agencies]
        return (*wrong, *(zone for zone in self.zones if zone not in zones))


NO_CALL = BoardCall("", "", 0, "", "")


class Floor:
    """The hall as a board sees it: its set-up behind a filter."""

    def __init__(self, hall: Hall, agencies: Mapping[str, Agency], shown: BoardFilter) -> None:
        self.hall = hall
        self._agencies = agencies
        self._filter = shown

    def calls(self, snapshot: HallSnapshot, now: datetime) -> list[BoardCall]:
        """The calls of the day of `now` that this board shows, newest first."""
        today = self.hall.local(now).date()
        shown = (
            (call.number, self._counter(call.counter_id))
            for call in snapshot.calls
            if self.hall.local(call.called_at).date() == today
        )
        return [self._row(number, counter) for number, counter in shown if counter]

    def announcement(self, call: Call) -> Announcement | None:
        """What this board says of a call; None when it is not for this board."""
        counter = self._counter(call.counter_id)
        if counter is None:
            return None
        return Announcement(TicketNumber.parse(call.number), counter.number, call.called_at)

    def row(self, announcement: Announcement) -> BoardCall:
        """How a call that is being announced is shown, also when the hall has moved on since."""
        number = str(announcement.number)
        numbered = (c for c in self.hall.counters if c.number == announcement.counter)
        counter = next(numbered, None)
        if counter is None:
            return BoardCall(number, number, announcement.counter, "", "")
        return self._row(number, counter)

    def knows(self, counter_id: str) -> bool:
        """Whether the set-up has this counter, shown or not."""
        return self.hall.counter(counter_id) is not None

    def _counter(self, counter_id: str) -> Counter | None:
        counter = self.hall.counter(counter_id)
        return counter if counter is not None and self._filter.lets(counter) else None

    def _row(self, number: str, counter: Counter) -> BoardCall:
        agency = self._agencies.get(counter.agency_id)
        zone = self.hall.zone(counter.zone_id)
        name = agency.short_name if agency else ""
        parts = (name, zone.name if zone else "", zone.floor if zone else "")
        place = " · ".join(part for part in parts if part)
        return BoardCall(f"{number} {counter.id}", number, counter.number, name, place)
