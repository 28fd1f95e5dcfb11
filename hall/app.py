"""Builds the hall server: every part made here and handed to those who need it."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI
from starlette.applications import Starlette
from starlette.routing import Host

from hall.api import applications as applications_api
from hall.api import bookings as bookings_api
from hall.api import catalog as catalog_api
from hall.api import closures, counters, events, health, security, session, tickets
from hall.api import hall as hall_api
from hall.applications import Applications
from hall.auth import Cookies, Devices, StaffDoor
from hall.catalog import Catalog
from hall.condition import Condition
from hall.keeping.care import Care
from hall.keys import derived_key, hall_secret
from hall.life import HallLife
from hall.metrics import Metrics
from hall.portals.following import Portals
from hall.queue.days import Days
from hall.queue.engine import Engine
from hall.queue.floor import Floor
from hall.queue.today import Today
from hall.ring import Ring
from hall.sources.source import Followed
from hall.sources.status_files import StatusDrop
from hall.store.dialect import Database
from hall.store.store import Store
from hall.tries import FailureWindow
from hall.web import pages
from hall.wire import problems
from hall.wire.headers import SecurityHeaders
from hall.wire.limits import BodyLimit
from hall.wire.routes import PlainRoutes
from kiosk.catalog.reader import CatalogFiles
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service
from kiosk.errors import BadSettings
from kiosk.ports import Clock
from kiosk.settings import HallSettings, SiteSettings

log = logging.getLogger(__name__)

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def create_app(
    settings: HallSettings,
    files: Sequence[CatalogFiles],
    database: Database,
    care: Care,
    clock: Clock,
) -> Starlette:
    """The ASGI application; `files` are those of the settings' sites, in their order.

    Its lifespan opens the store and closes it in order; `app.state.close_streams` is for the
    server, which ends the event streams before it waits for them. Raises BadSettings.
    """
    metrics = Metrics()
    metrics.watch_server(care, clock)
    condition = Condition(metrics, care, clock)
    store = Store(database, clock, condition)
    watching = _Watching(metrics, condition, _server_monitors(settings))
    make = _HallMaker(store, hall_secret(settings), clock, watching, settings.keep_days)
    made = [make.hall(site, one) for site, one in zip(settings.sites, files, strict=True)]
    lives = [life for life, _ in made]
    if len({life.engine.store.hall_id for life in lives}) < len(lives):
        raise BadSettings("[hall]", "halls", "memuat mal dengan id yang sama")
    lifespan = _lifespan(store, lives, care, condition)
    if len(made) == 1:
        app: Starlette = made[0][1]
        app.router.lifespan_context = lifespan
    else:
        app = _by_host(settings.halls, [one for _, one in made], lifespan)

    def close_streams() -> None:
        for life in lives:
            life.ring.close()

    app.state.close_streams = close_streams
    return app


def _by_host(
    sites: Sequence[SiteSettings], apps: Sequence[FastAPI], lifespan: Lifespan
) -> Starlette:
    """Halls side by side, each an origin of its own for browsers: cookies and rights end there."""
    names = [urlsplit(site.public_url).hostname or "" for site in sites]
    if len(set(names)) < len(names) or "" in names:
        raise BadSettings("[hall]", "halls.public_url", "harus alamat yang berbeda bagi tiap mal")
    routes = [Host(name, app=app) for name, app in zip(names, apps, strict=True)]
    outer = Starlette(routes=routes, lifespan=lifespan)
    problems.install(outer)
    return outer


@dataclass(frozen=True, slots=True)
class _Watching:
    """What is known of the server as a whole, and who may know it."""

    metrics: Metrics
    condition: Condition
    monitors: Devices


def _server_monitors(settings: HallSettings) -> Devices:
    """Who watches all halls of a server; the devices of a hall alone are that hall's."""
    if not settings.halls:
        return Devices(())
    if any(device.role != "monitor" for device in settings.devices):
        raise BadSettings("[hall]", "devices", "di samping halls hanya untuk peran monitor")
    return Devices(settings.devices)


@dataclass(frozen=True, slots=True)
class _HallMaker:
    """Makes the parts of a hall on the store that all halls of this server share."""

    store: Store
    secret: bytes
    clock: Clock
    watching: _Watching
    keep_days: int

    def hall(self, site: SiteSettings, files: CatalogFiles) -> tuple[HallLife, FastAPI]:
        """One hall: what lives, and what answers."""
        hall = replace(files.hall, phone_base=site.public_url.rstrip("/") + "/t/")
        floor = Floor(hall)
        today = Today((q.id for q in hall.queues), (c.id for c in hall.counters))
        ring = Ring(hall.zone_info, topics_of=floor.topics_of, answering=self.store.answering)
        part = self.store.hall(hall.id, Days(floor, today, self.keep_days), ring.publish)
        self.watching.metrics.watch_hall(hall.id, today, ring)
        engine = Engine(floor, today, part, self.clock)
        kept = Applications(self._key("applications", hall))
        book = Catalog(hall, files.agencies, files.services)
        door = StaffDoor(site.staff, self.clock)
        drop = None
        if site.status_drop is not None:
            drop = StatusDrop(site.status_drop, hall, book, kept, part, self.clock)
        own: tuple[Agency | Service, ...] = (*files.agencies, *files.services)
        portals = Portals(_followed(site, self.clock), own, part, floor)
        self.watching.metrics.watch_sources(hall.id, portals.health)
        devices, cookies = Devices(site.devices), Cookies(self._key("session", hall), site)
        often = (
            tickets.router(engine, devices),
            counters.router(engine, cookies, self.watching.condition),
        )
        monitors = health.Monitors(devices, self.watching.monitors)
        resources = (
            *often,
            bookings_api.router(engine, devices),
            applications_api.router(engine, devices, kept, FailureWindow(self.clock, 30, 3600)),
            session.router(engine, door, cookies, site.session_hours),
            closures.router(engine, cookies),
            hall_api.router(engine),
            events.router(ring),
            catalog_api.router(engine),
            health.router(engine, monitors, self.watching.metrics, self.watching.condition),
        )
        app = _app_of(resources, often)
        pages.mount(app, hall, self.clock, book, floor.refusal_of)
        return HallLife(engine, ring, door, book, drop, portals), app

    def _key(self, purpose: str, hall: Hall) -> bytes:
        """A key of this hall alone: what one hall signs, another does not believe."""
        return derived_key(self.secret, f"{purpose} {hall.id}")


def _followed(site: SiteSettings, clock: Clock) -> Sequence[Followed]:
    """The portals of a hall; the libraries that read them are loaded where there is one."""
    if not site.sources:
        return ()
    from hall.sources.make import make_sources

    return make_sources(site.sources, clock)


def _app_of(resources: Sequence[APIRouter], often: Sequence[APIRouter]) -> FastAPI:
    """The resources as one application, those asked most often before the framework.

    Their routes are taken as they are: a router that is included is made a second time.
    """
    app = FastAPI(
        routes=[route for resource in resources for route in resource.routes],
        title="Server mal",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,  # FastAPI's pages load their scripts from the internet
        redoc_url=None,
        # Nobody here collects OpenTelemetry; looking whether somebody does costs every request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    plain = app.openapi
    app.openapi = lambda: security.told(plain())  # type: ignore[method-assign]
    problems.install(app)
    app.add_middleware(PlainRoutes, routers=often)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    return app


def _lifespan(
    store: Store, lives: Sequence[HallLife], care: Care, condition: Condition
) -> Lifespan:
    """Opens the store, then every hall; closes them in the reverse order."""
    following: list[asyncio.Task[None]] = []

    def stir() -> None:
        for life in lives:
            life.ring.stir()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            epoch = await store.open(care.copy_before_migration)
            care.begin()
            for life in lives:
                await life.begin(epoch)
            store.follow({life.engine.store.hall_id: life.ring.last for life in lives})
            check = lives[0].engine.store.check
            following.append(asyncio.create_task(condition.follow(check, stir)))
            gc.freeze()  # what lives as long as the process is never looked through again
            gc.enable()  # off since kiosk.__main__, while only such things are made
            gc.set_threshold(50_000, 20, 100)  # a young generation of some hundred requests
            yield
        finally:
            for task in following:
                task.cancel()
            for life in reversed(lives):
                await life.end()
            await care.end()
            await store.close()

    return lifespan
