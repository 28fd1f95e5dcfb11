"""The numbers of a day: each given once, those of the hall server without a gap."""

from __future__ import annotations

from dataclasses import dataclass, field

from hall.audit.breaches import Breach, Kind
from hall.store.event import Event
from kiosk.domain.numbers import TicketNumber


@dataclass(slots=True)
class Series:
    """What the hall server gave of one prefix; `holes` are numbers that a restored store lost."""

    last: int = 0
    holes: list[range] = field(default_factory=list)


@dataclass(slots=True)
class Printed:
    """What one kiosk printed of one prefix by itself; `seen` has a bit for each number."""

    seen: int = 0
    last: int = 0
    count: int = 0


class Numbering:
    """Follows every number of a day; memory grows with the prefixes, not with the tickets."""

    def __init__(self) -> None:
        self.series: dict[str, Series] = {}
        self.printed: dict[tuple[str, str], Printed] = {}

    def parse(self, event: Event) -> TicketNumber:
        """The number of an event. Raises Breach."""
        try:
            return TicketNumber.parse(event.number)
        except ValueError:
            raise Breach(Kind.WRONG_NUMBER, event, found=event.number) from None

    def skip(self, event: Event, prefix: str, last: int, to: int) -> None:
        """A store was restored and goes on beyond the numbers it may have lost. Raises Breach."""
        series = self.series.get(prefix) or Series()
        if last != series.last or to <= last:
            raise Breach(Kind.NUMBER_GAP, event, found=f"{prefix}: {last}", expected=series.last)
        series.holes.append(range(last + 1, to + 1))
        series.last = to
        self.series[prefix] = series

    def give(self, event: Event, number: TicketNumber) -> None:
        """The hall server gives the next number of a prefix. Raises Breach."""
        series = self.series.get(number.prefix) or Series()
        following = series.last + 1
        if number.sequence != following:
            kind = Kind.NUMBER_GAP if number.sequence > following else Kind.NUMBER_TWICE
            raise Breach(kind, event, expected=TicketNumber(number.prefix, following))
        series.last = following
        self.series[number.prefix] = series

    def take_back(self, event: Event, number: TicketNumber) -> None:
        """A number that a restored store had lost comes back with its paper. Raises Breach."""
        series = self.series.get(number.prefix) or Series()
        n = number.sequence
        for i, hole in enumerate(series.holes):
            if n in hole:
                parts = (range(hole.start, n), range(n + 1, hole.stop))
                series.holes[i : i + 1] = [part for part in parts if part]
                return
        kind = Kind.NUMBER_GAP if n > series.last else Kind.NUMBER_TWICE
        raise Breach(kind, event, expected=TicketNumber(number.prefix, series.last + 1))

    def bring(self, event: Event, number: TicketNumber) -> None:
        """A number that a kiosk printed by itself becomes known. Raises Breach."""
        printed = self.printed.setdefault((number.prefix, number.letter), Printed())
        bit = 1 << number.sequence
        if printed.seen & bit:
            raise Breach(Kind.NUMBER_TWICE, event)
        printed.seen |= bit
        printed.count += 1
        printed.last = max(printed.last, number.sequence)
