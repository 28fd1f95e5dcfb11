"""How reading a portal goes, for monitoring."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Health:
    """When a portal was read well (ms since 1970, 0 never), whether it is now, what it lost."""

    told_at: int = 0
    troubled: bool = False
    refused: int = 0
