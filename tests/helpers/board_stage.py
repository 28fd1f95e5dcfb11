"""A board without its window, wired as in the product to a scripted hall over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.settings import BoardSettings, PanelSettings
from tests.helpers.sample_board import SteadyClock
from tests.helpers.scripted_hall import ScriptedHall
from ui.board import BoardParts, BoardShell
from ui.viewmodels.board import BoardViewModel
from ui.voice.sound import RecordingVoice

SIZE = (1920, 1080)


@dataclass
class BoardStage:
    """A board, its voice and its clock."""

    hall: ScriptedHall
    qtbot: QtBot
    clock: SteadyClock = field(default_factory=SteadyClock)
    voice: RecordingVoice = field(default_factory=RecordingVoice)
    shell: BoardShell | None = None

    def show(self, orientation: str, **settings: Any) -> QQuickWindow:
        """Load the screen in the size of a TV; the hall is listened to from now on."""
        panel = PanelSettings(diagonal_inch=43.0, orientation=orientation)  # type: ignore[arg-type]
        self.build(panel=panel, **settings)
        assert self.shell is not None
        window = self.shell.load()
        window.showNormal()  # the offscreen platform's own panel is 800 x 800
        window.resize(*(SIZE if orientation == "landscape" else SIZE[::-1]))
        return window

    @property
    def board(self) -> BoardViewModel:
        assert self.shell is not None
        return self.shell.board

    def build(self, **settings: Any) -> None:
        """Wire the board."""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        chosen = BoardSettings(hall_url=self.hall.url, **settings)
        parts = BoardParts(chosen, self.clock, voice=self.voice, shown_seconds=0.0)  # type: ignore[arg-type]
        self.shell = BoardShell(app, parts)

    def start(self, **settings: Any) -> None:
        """Wire the board and wait until it hears the hall."""
        self.build(**settings)
        self.board.start()
        self.wait_for_the_line()

    def wait_for_the_line(self) -> None:
        shell = self.shell
        assert shell is not None
        self.qtbot.waitUntil(lambda: shell.stream.connected and self.hall.streams == 1)

    def hears(self, seq: int) -> None:
        """Wait until the board knows of an event."""
        shell = self.shell
        assert shell is not None

        def known() -> bool:
            return shell.stream.snapshot is not None and shell.stream.snapshot.seq >= seq

        self.qtbot.waitUntil(known)

    def wait_for_a_fresh_snapshot(self, count: int) -> None:
        """Wait until the hall was asked for its snapshot that often."""
        self.qtbot.waitUntil(lambda: self.hall.paths().count("/v1/hall") == count)

    def finish_all(self) -> None:
        """Let every call that waits be spoken to its end."""
        while self.board.calling:
            caption = self.board.caption
            self.voice.finish()
            self.qtbot.waitUntil(lambda before=caption: self.board.caption != before)

    @property
    def spoken(self) -> list[str]:
        """The sentences begun so far, as "a nol satu dua > tiga"."""
        return [_short(speech[1]) for speech in self.voice.spoken]

    @property
    def rows(self) -> list[str]:
        """The earlier calls on the screen."""
        return [row.number for row in self.board.calls.rows]  # type: ignore[attr-defined]


def _short(sentence: tuple[str, ...]) -> str:
    words = " ".join(sentence[1:])
    return words.replace("silakan-menuju-loket", ">")


@contextmanager
def board_stage(hall: ScriptedHall, qtbot: QtBot) -> Iterator[BoardStage]:
    """A stage that is taken down at the end of the block."""
    stage = BoardStage(hall, qtbot)
    yield stage
    if stage.shell is not None:
        stage.shell.close()
