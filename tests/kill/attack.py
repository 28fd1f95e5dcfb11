"""What is done to the hall servers: kill -9 at random moments, and the start after it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence

from tests.kill.history import History
from tests.unit.hall.server import Server

#: The crowd stands still when nobody is answered for this long.
ANSWER_SECONDS = 60.0


class Killer:
    """Kills servers and starts them again. Its dice decide, so a seed gives the same decisions."""

    def __init__(self, servers: Sequence[Server], history: History, dice: random.Random) -> None:
        self._servers = list(servers)
        self._history = history
        self._dice = dice
        self.kills = 0

    def strike(self) -> None:
        """Wait for a random moment, kill one server or all, and wait until they are back.

        Every second one is killed right after somebody was told something, which must be stored by
        then; one in eight is killed again while it starts.
        """
        all_of_them = self._dice.random() < 0.15
        victims = self._servers if all_of_them else [self._dice.choice(self._servers)]
        time.sleep(self._dice.uniform(0.3, 1.5))
        if self._dice.random() < 0.5:
            self._kill_after_an_answer(victims)
        for server in victims:
            self._kill(server)
        for server in victims:
            server.spawn()
        if self._dice.random() < 0.125:
            time.sleep(self._dice.uniform(0.0, 1.2))
            self._kill(victims[0])
            victims[0].spawn()
        for server in victims:
            server.wait_ready()

    def _kill_after_an_answer(self, victims: list[Server]) -> None:
        sprung = threading.Event()

        def trap() -> None:
            for server in victims:
                assert server.process is not None
                server.process.kill()
            sprung.set()

        self._history.at_next_answer(trap)
        assert sprung.wait(ANSWER_SECONDS), "nobody is answered any more"

    def _kill(self, server: Server) -> None:
        server.kill()
        self.kills += 1
