"""Where a service is served: what a screen says about agency, zone and counters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.hall import Zone
from kiosk.domain.service import Agency, Service


@dataclass(frozen=True, slots=True)
class Place:
    """A service and where in the hall it is served; `zone` is None when no counter has it."""

    service: Service
    agency: Agency
    queue_id: str
    zone: Zone | None
    counters: tuple[int, ...]


def counter_ranges(numbers: Sequence[int]) -> str:
    """Counter numbers as people write them: (3, 4, 5, 6, 9) gives 3 to 6, then 9."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(_written(part) for part in parts)


def _written(part: list[int]) -> str:
    if len(part) == 1:
        return str(part[0])
    dash = "\N{EN DASH}" if len(part) > 2 else ", "
    return f"{part[0]}{dash}{part[-1]}"
