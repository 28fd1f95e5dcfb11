"""What `make build` made, as it would be carried to a kiosk: `make build` runs this after it built.

The bundle has no test in it, so a viewer looks at its screen over VNC and taps where a visitor
would.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest

from tests.helpers.ports import free_port
from tests.helpers.vnc import Viewer
from tests.helpers.waiting import until
from tests.journeys.processes import ROOT
from tests.papers import read_code, read_number

BUNDLE = ROOT / "dist" / "mpp-kiosk"
MOST_MEGABYTES = 210
FORBIDDEN = re.compile("VirtualKeyboard|WebEngine|Charts|Qt6?Graphs|Quick3D|pygame")
FIRST_TILE = (290, 897)
BUTTON_BLUE = bytes((9, 86, 195))  # brand.inagov.500
UPPER, LOWER = (200, 960), (960, 1700)
T = TypeVar("T")


def test_the_bundle_is_small_and_holds_nothing_under_the_gpl() -> None:
    files = [path for path in BUNDLE.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) <= MOST_MEGABYTES * 1_000_000
    assert [path for path in files if FORBIDDEN.search(str(path.relative_to(BUNDLE)))] == []


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[int]:
    """The bundle's own demo without a screen; the port of the kiosk's VNC."""
    environment = {k: v for k, v in os.environ.items() if not k.endswith("DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    port, vnc = free_port(), free_port()  # in this order: the board takes the next after vnc
    ports = ["--port", str(port), "--vnc-port", str(vnc)]
    with subprocess.Popen(
        [BUNDLE / "mpp-kiosk", "demo", "--data", tmp_path, *ports],
        cwd=tmp_path,  # nothing of the checkout is in reach
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        while "Ctrl+C" not in (line := process.stdout.readline()):
            assert line, "the demo ended at once"
        yield vnc
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def test_the_bundle_shows_home_and_gives_a_number_on_paper(demo: int, tmp_path: Path) -> None:
    with until(lambda: _viewer(demo)) as viewer:
        _tap(viewer, (540, 1500), lambda: _blue(viewer, UPPER))  # attract wakes anywhere
        _tap(viewer, FIRST_TILE, lambda: _blue(viewer, LOWER))
        button = until(lambda: _blue(viewer, LOWER))
        paper = _tap(viewer, button, lambda: next(iter(tmp_path.glob("tickets/*.pdf")), None))
    document = pypdfium2.PdfDocument(paper)
    picture = document[0].render(scale=203 / 72).to_pil()
    document.close()
    assert read_number(picture) == "A001"
    assert "/t/" in read_code(picture)


def _viewer(port: int) -> Viewer | None:
    try:
        return Viewer(port)
    except (ConnectionError, AssertionError):
        return None


def _tap(viewer: Viewer, where: tuple[int, int], effect: Callable[[], T | None]) -> T:
    """Tap, again after a while like anybody would, until it has its effect."""
    for _ in range(6):
        viewer.tap(*where)
        with suppress(AssertionError):
            return until(effect, 4)
    raise AssertionError(f"nothing happens at {where}")


def _blue(viewer: Viewer, part: tuple[int, int]) -> tuple[int, int] | None:
    """The middle of what is button-blue between two heights, None while nothing large is."""
    lower = viewer.look().crop((0, part[0], viewer.size[0], part[1]))
    data = lower.tobytes()
    places = [i // 3 for i in range(0, len(data), 3) if data[i : i + 3] == BUTTON_BLUE]
    if len(places) < 20_000:
        return None
    rows = sorted(place // lower.width for place in places)
    return viewer.size[0] // 2, part[0] + rows[len(rows) // 2]
