"""Runs the hall server in this process until it is told to stop."""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from functools import partial

import uvicorn

from hall.app import create_app
from hall.keeping.care import care_of
from hall.store.dialect import database_at
from hall.wire.connections import Connections
from hall.wire.listener import bounds_of_this_process, open_listener
from hall.wire.protocol import Wire
from kiosk.catalog.reader import read_catalog
from kiosk.ports import Clock
from kiosk.settings import HallSettings, bundled_files

log = logging.getLogger(__name__)

#: A phone keeps its connection between two looks; a dead one is given up after this.
KEEP_ALIVE_SECONDS = 65
#: What is still being answered when a stop is asked for; the event streams end at once.
GRACE_SECONDS = 3
#: The writer's thread asks for the interpreter some times a ticket. While the event loop tells 600
#: streams it would wait Python's 5 ms each time.
SWITCH_SECONDS = 0.0002


class HallServer(uvicorn.Server):
    """uvicorn, ending the endless responses first and treating a signal as an ordinary end."""

    def __init__(self, config: uvicorn.Config, close_streams: Callable[[], object]) -> None:
        super().__init__(config)
        self._close_streams = close_streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the event streams, then everything else in order."""
        self._close_streams()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As in uvicorn, but the signal is not raised once more afterwards: exit code 0."""
        asked = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in asked}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def run(settings: HallSettings, clock: Clock) -> int:
    """Serve the hall until SIGTERM or SIGINT; returns the exit code, 0 after an orderly stop.

    Raises BadRecord when the hall's own files are wrong, BadSettings when the address or the
    database is taken.
    """
    sample = bundled_files().assets / "sample"
    files = [
        read_catalog(
            site.hall_file or sample / "hall.json", site.services_file or sample / "services.json"
        )
        for site in settings.sites
    ]
    database = database_at(settings.database, settings.database_url)
    with database.claimed(), open_listener(settings) as listener:
        care = care_of(settings, database, clock)
        care.look()
        app = create_app(settings, files, database, care, clock)
        connections = Connections(bounds_of_this_process())
        server = HallServer(_config(app, connections), app.state.close_streams)
        log.info("hall server at http://%s:%d", *listener.getsockname()[:2])
        sys.setswitchinterval(SWITCH_SECONDS)
        server.run(sockets=[listener])
    return 0


def _config(app: object, connections: Connections) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        loop="uvloop",
        http=partial(Wire, connections),  # type: ignore[arg-type] # a class, but for our argument
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,  # a ticket's id opens its page: addresses stay out of logs
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        backlog=1024,
    )
