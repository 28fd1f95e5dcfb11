"""Builds the hall server: every part made here and handed to those who need it."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace

from fastapi import FastAPI

from hall.api import applications as applications_api
from hall.api import catalog as catalog_api
from hall.api import counters, events, health, problems, session, tickets
from hall.api import hall as hall_api
from hall.api.headers import SecurityHeaders
from hall.api.limits import BodyLimit
from hall.applications import Applications
from hall.auth import Cookies, Devices, StaffDoor
from hall.catalog import Catalog
from hall.keys import derived_key, hall_secret
from hall.queue.engine import Engine
from hall.queue.events import last_events
from hall.queue.floor import Floor
from hall.ring import KEPT, Ring
from hall.sources.status_files import StatusDrop
from hall.store.store import Store
from hall.tries import FailureWindow
from hall.web import pages
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service
from kiosk.ports import Clock
from kiosk.settings import HallSettings

log = logging.getLogger(__name__)


def create_app(
    settings: HallSettings,
    hall: Hall,
    agencies: tuple[Agency, ...],
    services: tuple[Service, ...],
    clock: Clock,
) -> FastAPI:
    """The ASGI application of a hall; its lifespan opens the store and closes it in order.

    `app.state.ring` is for the server, which ends the event streams before it waits for them.
    """
    hall = replace(hall, phone_base=settings.public_url.rstrip("/") + "/t/")
    ring = Ring(hall.zone_info)
    engine = Engine(Floor(hall), Store(settings.database, clock, ring.publish))
    secret = hall_secret(settings)
    kept = Applications(derived_key(secret, "applications"))
    book = Catalog(hall, agencies, services)
    door = StaffDoor(settings.staff, clock)
    drop = None
    if settings.status_drop is not None:
        drop = StatusDrop(settings.status_drop, hall, book, kept, engine, clock)
    app = _bare_app(_Life(engine, ring, door, book, drop).lifespan)
    app.state.ring = ring
    devices = Devices(settings.devices)
    cookies = Cookies(derived_key(secret, "session"), settings)
    for resource in (
        tickets.router(engine, devices),
        applications_api.router(engine, devices, kept, FailureWindow(clock, 30, 3600)),
        session.router(engine, door, cookies, settings.session_hours),
        counters.router(engine, cookies),
        hall_api.router(engine),
        events.router(ring),
        catalog_api.router(engine),
    ):
        app.include_router(resource, responses=problems.RESPONSES)
    app.include_router(health.router(engine))
    pages.mount(app, hall, clock, book)
    return app


def _bare_app(lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]]) -> FastAPI:
    app = FastAPI(
        title="Server mal",
        version="1",
        lifespan=lifespan,
        openapi_url="/v1/openapi.json",
        docs_url=None,  # FastAPI's pages load their scripts from the internet
        redoc_url=None,
    )
    problems.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    return app


@dataclass(frozen=True, slots=True)
class _Life:
    """What lives while the application does: opened, watched and closed in order."""

    engine: Engine
    ring: Ring
    door: StaffDoor
    book: Catalog
    drop: StatusDrop | None

    @asynccontextmanager
    async def lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        watching: asyncio.Task[None] | None = None
        try:
            await self.engine.open()
            self.ring.fill(await self.engine.read(lambda tx: last_events(tx, KEPT)))
            await self.engine.write(lambda tx: self.book.store(tx, self.engine.floor))
            if self.drop is not None:
                watching = asyncio.create_task(self.drop.run())
                watching.add_done_callback(_tell_defect)
            gc.collect()
            gc.freeze()  # what lives as long as the process is never looked through again
            yield
        finally:
            self.ring.close()
            if watching is not None:
                watching.cancel()
                await asyncio.wait([watching])
            self.door.close()
            await self.engine.close()


def _tell_defect(task: asyncio.Task[None]) -> None:
    """Log what ended a background task that should go on: it has nobody else to tell."""
    if not task.cancelled() and task.exception() is not None:
        log.critical("status files are no longer watched", exc_info=task.exception())
