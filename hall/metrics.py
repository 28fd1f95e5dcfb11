"""What the writer has done, counted beside its work; `hall.api.exposition` tells a monitoring."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hall.keeping.care import Care
from hall.portals.health import Health
from hall.queue.today import Today
from hall.ring import Ring
from hall.store.event import Event
from kiosk.ports import Clock

#: The bounds of the commits' histogram; what takes longer has a place of its own behind them.
SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0)


@dataclass(slots=True)
class Metrics:
    """The counts of this process, and who can be asked how things stand.

    Only the writer's thread counts; whoever reads meanwhile may miss what is counted just then.
    """

    jobs: int = 0
    refusals: int = 0
    seconds: float = 0.0
    commits: list[int] = field(default_factory=lambda: [0] * (len(SECONDS) + 1))
    events: Counter[tuple[str, str]] = field(default_factory=Counter)
    halls: list[tuple[str, Today, Ring]] = field(default_factory=list)
    sources: list[tuple[str, Mapping[str, Health]]] = field(default_factory=list)
    server: tuple[Care, Clock] | None = None

    def committed(
        self, seconds: float, jobs: int, news: Iterable[tuple[str, Sequence[Event]]]
    ) -> None:
        """A transaction of the writer is on the disk."""
        self.commits[bisect_left(SECONDS, seconds)] += 1
        self.seconds += seconds
        self.jobs += jobs
        for hall_id, events in news:
            for event in events:
                self.events[hall_id, event.type] += 1

    def refused(self) -> None:
        """The store refused a transaction."""
        self.refusals += 1

    def watch_hall(self, hall_id: str, today: Today, ring: Ring) -> None:
        """Tell how a hall stands whenever somebody asks."""
        self.halls.append((hall_id, today, ring))

    def watch_sources(self, hall_id: str, health: Mapping[str, Health]) -> None:
        """Tell how reading a hall's portals goes whenever somebody asks."""
        self.sources.append((hall_id, health))

    def watch_server(self, care: Care, clock: Clock) -> None:
        """Tell the age of the last copy and how far the machine's clock is off."""
        self.server = (care, clock)
