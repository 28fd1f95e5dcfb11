"""A defect in a job is never an ending: it is raised again where the program can end of it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.work import Work


def test_a_defect_is_raised_again_in_the_gui_thread(qapp: QGuiApplication, qtbot: QtBot) -> None:
    work = Work()
    ended: list[object] = []
    with qtbot.captureExceptions() as caught:
        work.start(lambda: 1 / 0, done=ended.append, failed=ended.append)
        qtbot.waitUntil(lambda: bool(caught))
    work.close()
    assert caught[0][0] is ZeroDivisionError
    assert ended == []
