"""The kiosk's own window for tests: the sample hall, a fixed morning, a desk that answers.

Nothing here waits for real time: the clock is a fake, layout is asked for by drawing the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, QRectF, QTimer, SignalInstance
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.catalog.reader import CatalogFiles, read_catalog
from kiosk.domain.hall import Hall
from kiosk.domain.live import Call, HallSnapshot, QueueState
from kiosk.domain.service import Agency, Service
from kiosk.domain.ticket import WaitRange
from kiosk.settings import KioskSettings, PanelSettings, bundled_files
from kiosk.sync.line import LineState
from tests.helpers.finger import Finger
from tests.helpers.picture import picture_of
from tests.unit.ui.desks import NOW, FakeClock, FakeDesk
from ui.shell import KioskParts, KioskShell

#: What the sample snapshot calls: number, and the place of its counter in the hall's list.
CALLS = (("A012", 2), ("C004", 10), ("B027", 6), ("K009", 14))


#: How long a new page takes no touches (UX-07).
GUARD_MS = 300


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel by its diagonal and its pixels."""

    inch: float
    width: int
    height: int

    @property
    def px_per_mm(self) -> float:
        return float((self.width**2 + self.height**2) ** 0.5 / (self.inch * 25.4))

    def __str__(self) -> str:
        return f"{self.inch}-{'landscape' if self.width > self.height else 'portrait'}"


PORTRAIT = Panel(32, 1080, 1920)
LANDSCAPE = Panel(32, 1920, 1080)
#: The common panels of halls, in the ways they are hung.
PANELS = (
    Panel(15.6, 1920, 1080),
    Panel(21.5, 1920, 1080),
    Panel(21.5, 1080, 1920),
    Panel(24, 1920, 1080),
    PORTRAIT,
    LANDSCAPE,
    Panel(43, 1080, 1920),
)


@cache
def sample() -> CatalogFiles:
    """The sample hall."""
    folder = bundled_files().assets / "sample"
    return read_catalog(folder / "hall.json", folder / "services.json")


class SampleCatalog:
    """The sample hall as a catalog; `files` None is a kiosk that was never told anything."""

    def __init__(self, files: CatalogFiles | None) -> None:
        self.files = files
        self.told_at: datetime | None = None

    def hall(self) -> Hall | None:
        return self.files.hall if self.files else None

    def agencies(self) -> tuple[Agency, ...]:
        return self.files.agencies if self.files else ()

    def agency(self, agency_id: str) -> Agency | None:
        return next((a for a in self.agencies() if a.id == agency_id), None)

    def services_of(self, agency_id: str) -> tuple[Service, ...]:
        services = self.files.services if self.files else ()
        return tuple(s for s in services if s.agency_id == agency_id)

    def service(self, service_id: str) -> Service | None:
        services = self.files.services if self.files else ()
        return next((s for s in services if s.id == service_id), None)

    def as_of(self) -> datetime | None:
        return self.told_at


def sample_snapshot(seq: int = 5) -> HallSnapshot:
    """The sample hall in full swing."""
    hall = sample().hall
    queues = tuple(
        QueueState(q.id, (i * 3 + 1) % 7, WaitRange(5 * (i % 4 + 1), 5 * (i % 4 + 2)), 2)
        for i, q in enumerate(hall.queues)
    )
    counters = [(number, hall.counters[place]) for number, place in CALLS]
    calls = tuple(Call(number, c.id, c.profile[0], NOW) for number, c in counters)
    return HallSnapshot(seq, "epoch", NOW, queues, calls)


class KioskWindow:
    """A loaded kiosk with what a test wants to see and touch."""

    def __init__(
        self, shell: KioskShell, catalog: SampleCatalog, clock: FakeClock, desk: FakeDesk
    ) -> None:
        self.shell = shell
        self.catalog = catalog
        self.clock = clock
        self.desk = desk
        self.window: QQuickWindow = shell.load()
        self.finger = Finger(self.window)

    # --- how it stands --------------------------------------------------------------------------

    def hang(self, panel: Panel) -> None:
        """Show it on another panel."""
        self.window.setProperty("diagonalInch", panel.inch)
        self.window.resize(panel.width, panel.height)
        self.settle()

    def prefer(
        self, language: str = "id", text_scale: float = 1.0, high_contrast: bool = False
    ) -> None:
        """Make the choices of the bottom bar."""
        preferences = self.shell.preferences
        preferences.reset()
        if language != "id":
            preferences.switchLanguage()
        while preferences.property("textScale") != text_scale:
            preferences.nextTextScale()
        if high_contrast:
            preferences.toggleContrast()
        self.settle()

    def go(self, screen: str, argument: str = "") -> None:
        """Stand before a screen as a visitor would who came from Home."""
        self.shell.session.wake()
        self.shell.navigator.home()
        if screen == "attract":
            self.shell.navigator.sleep()
        elif screen != "home":
            self.shell.navigator.go(screen, argument)
        self.settle()

    def turn(self, page: int) -> None:
        """Show another page of the screen."""
        self.shell.navigator.route.view_model.setProperty("page", page)
        self.settle()

    def theme(self) -> QObject:
        """The Theme of the screens."""
        found = self.shell._engine.singletonInstance("Kiosk.Theme", "Theme")
        assert isinstance(found, QObject)
        return found

    # --- touching it ----------------------------------------------------------------------------

    def tap(self, name: str) -> None:
        """Touch the target of that name, once the screen takes touches."""
        self.wait_for_guard()
        target = self.target(name)
        if target.property("resting"):
            _wait_for(target.restingChanged)  # type: ignore[attr-defined]
        self.finger.tap(target)
        self.settle()

    def wait_for_guard(self) -> None:
        """Wait until the screen takes touches: shortly after a page change it does not (UX-07)."""
        guard = self.window.findChild(QQuickItem, "guard")
        assert guard is not None
        if guard.isVisible():
            _wait_for(guard.visibleChanged)

    def hold_guard(self) -> None:
        """Keep the guard up after the next page change until it is let go."""
        assert self._guard_timer.property("interval") == GUARD_MS
        self._guard_timer.setProperty("interval", 1_000 * GUARD_MS)

    def let_guard_go(self) -> None:
        """Let the guard end in its own time again."""
        self._guard_timer.setProperty("interval", GUARD_MS)

    @property
    def _guard_timer(self) -> QObject:
        timers = (o for o in self.window.findChildren(QObject) if o.inherits("QQmlTimer"))
        return next(t for t in timers if t.property("interval") in {GUARD_MS, 1_000 * GUARD_MS})

    def settle(self) -> None:
        """Let everything arrive that is on its way, and lay out what it changed."""
        for _ in range(3):
            QGuiApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QGuiApplication.processEvents()
            self.window.grabWindow()

    def picture(self) -> QImage:
        """What it shows once everything has arrived."""
        self.settle()
        return picture_of(self.window)

    # --- what stands there ----------------------------------------------------------------------

    def items(self) -> Iterator[QQuickItem]:
        """Every item that can be seen, outermost first."""
        yield from _seen(self.window.contentItem())

    def labels(self) -> list[QQuickItem]:
        """Every text that can be seen."""
        return [i for i in self.items() if _is_text(i)]

    def targets(self) -> list[QQuickItem]:
        """Everything that can be touched now."""
        return [i for i in self.items() if i.property("keyed") is not None and i.isEnabled()]

    def target(self, name: str) -> QQuickItem:
        """The target of that name."""
        found = [t for t in self.targets() if t.property("name") == name]
        assert found, f"no {name!r} among {[t.property('name') for t in self.targets()]}"
        return found[0]

    def texts(self) -> list[str]:
        """What can be read, from the top."""
        return [str(label.property("text")) for label in self.labels()]


def rect(item: QQuickItem) -> QRectF:
    """Where an item stands in its window."""
    return QRectF(item.mapToScene(QPointF(0, 0)), item.size())


def ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    """The items around an item, innermost first."""
    parent = item.parentItem()
    while parent is not None:
        yield parent
        parent = parent.parentItem()


def pages_of(kiosk: KioskWindow) -> int:
    """How many pages the screen in front has."""
    counts = [i.property("pages") for i in kiosk.items() if i.property("pages") is not None]
    return max((int(count) for count in counts), default=1)


def _is_text(item: QObject) -> bool:
    return item.property("spoken") is not None and bool(item.property("text"))


def _seen(item: QQuickItem, within: QRectF | None = None) -> Iterator[QQuickItem]:
    """An item and what is in it, without what is hidden or on another page."""
    if not item.isVisible() or item.opacity() == 0:
        return
    if item.clip():
        within = rect(item) if within is None else within.intersected(rect(item))
    sized = item.width() > 0 and item.height() > 0
    if within is not None and sized and not _touches(within, rect(item)):
        return
    yield item
    for child in item.childItems():
        yield from _seen(child, within)


def _touches(one: QRectF, other: QRectF) -> bool:
    """Whether two rectangles share more than an edge."""
    both = one.intersected(other)
    return both.width() > 1 and both.height() > 1


def _wait_for(signal: SignalInstance) -> None:
    """Wait for a signal; fail where it never comes (no timer of pytest ends a loop of Qt)."""
    loop, late = QEventLoop(), QTimer(singleShot=True, interval=60_000)
    signal.connect(loop.quit)
    late.timeout.connect(lambda: loop.exit(1))
    late.start()
    code = loop.exec()
    late.stop()
    assert code == 0, "the signal never came"


@contextmanager
def kiosk_window(
    app: QGuiApplication,
    panel: Panel = PORTRAIT,
    *,
    files: CatalogFiles | None = None,
    known: bool = True,
    windowed: bool = True,
) -> Iterator[KioskWindow]:
    """A kiosk of the sample hall (or of `files`), connected and told the sample snapshot."""
    orientation = "landscape" if panel.width > panel.height else "portrait"
    kiosk = KioskSettings(
        id="anjungan-1",
        letter="X",
        data=Path("unused"),
        hall_url="http://127.0.0.1:9",
        token="",
        panel=PanelSettings(diagonal_inch=panel.inch, orientation=orientation),
    )
    clock, desk = FakeClock(), FakeDesk()
    catalog = SampleCatalog((files or sample()) if known else None)
    shell = KioskShell(app, KioskParts(kiosk, desk, catalog, clock, windowed=windowed))
    try:
        screen = KioskWindow(shell, catalog, clock, desk)
        if known:
            shell.live.on_line(LineState(True, NOW, 0, 0))
            shell.live.on_snapshot(sample_snapshot())
        screen.hang(panel)
        yield screen
    finally:
        desk.let_go()  # a shell waits for its desk, as a kiosk does for its printer
        shell.close()
