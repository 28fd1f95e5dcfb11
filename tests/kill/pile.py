"""Things that several clients reach for, sometimes two for the same one."""

from __future__ import annotations

import random
import threading


class Pile:
    """Words put there by one client and picked up by others."""

    def __init__(self) -> None:
        self._things: list[str] = []
        self._turn = threading.Lock()

    def put(self, thing: str) -> None:
        """Lay something down."""
        with self._turn:
            self._things.append(thing)

    def pick(self, dice: random.Random) -> str:
        """Something from the pile, "" when it is empty; now and then it is left for another too."""
        with self._turn:
            if not self._things:
                return ""
            place = dice.randrange(len(self._things))
            return self._things[place] if dice.random() < 0.3 else self._things.pop(place)
