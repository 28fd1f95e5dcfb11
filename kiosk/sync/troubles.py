"""What goes wrong again and again, written down once."""

from __future__ import annotations

from kiosk.audit import Audit, Event


class Troubles:
    """The code of the trouble at each place; one thread uses it, the worker's."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._at: dict[str, str] = {}

    def note(self, place: str, event: Event, code: str) -> None:
        """Write down what went wrong at a place, once and not with every round."""
        if self._at.get(place) != code:
            self._at[place] = code
            self._audit.note(event, code=code)

    def over(self, place: str) -> None:
        """All is well there again."""
        self._at.pop(place, None)

    def learning(self, place: str, code: str | None) -> None:
        """As `kiosk.sync.learning.Pupils` is told."""
        if code is None:
            self.over(place)
        else:
            event = Event.CATALOG_REFUSED if place == "learn" else Event.STORAGE_FAILED
            self.note(place, event, code)
