"""What is done to the hall servers: kill -9 at random moments, and the start after it."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from tests.unit.hall.server import Server


class Killer:
    """Kills servers and starts them again. Its dice decide, so a seed gives the same decisions."""

    def __init__(self, servers: Sequence[Server], dice: random.Random) -> None:
        self._servers = list(servers)
        self._dice = dice
        self.kills = 0

    def strike(self) -> None:
        """Wait for a random moment, kill one server or all, and wait until they are back.

        One in eight is killed a second time while it starts.
        """
        time.sleep(self._dice.uniform(0.3, 1.5))
        all_of_them = self._dice.random() < 0.15
        victims = self._servers if all_of_them else [self._dice.choice(self._servers)]
        for server in victims:
            self._kill(server)
        for server in victims:
            server.spawn()
        if self._dice.random() < 0.125:
            time.sleep(self._dice.uniform(0.0, 0.8))
            self._kill(victims[0])
            victims[0].spawn()
        for server in victims:
            server.wait_ready()

    def _kill(self, server: Server) -> None:
        server.kill()
        self.kills += 1
