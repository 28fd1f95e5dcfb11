"""A job off the GUI thread ends in exactly one of two ways, in the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.errors import HallUnreachable, MppError
from ui.work import WORKERS, Work


class Endings:
    """Writes down how jobs end, and where."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[MppError] = []
        self.threads: set[QThread] = set()

    def on_done(self, value: object) -> None:
        self.done.append(value)
        self.threads.add(QThread.currentThread())

    def on_failed(self, error: MppError) -> None:
        self.failed.append(error)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def work(qapp: QGuiApplication) -> Iterator[Work]:
    work = Work()
    yield work
    work.close()


@pytest.fixture
def endings() -> Endings:
    return Endings()


def start(work: Work, endings: Endings, job: object) -> None:
    work.start(job, done=endings.on_done, failed=endings.on_failed)  # type: ignore[arg-type]


def test_a_value_comes_back_to_the_gui_thread(work: Work, endings: Endings, qtbot: QtBot) -> None:
    ran_in: list[str] = []
    start(work, endings, lambda: ran_in.append(threading.current_thread().name) or 42)
    qtbot.waitUntil(lambda: bool(endings.done))
    assert endings.done == [42]
    assert endings.failed == []
    assert ran_in[0].startswith("work")
    assert endings.threads == {QThread.currentThread()}


def test_an_expected_failure_is_an_ending(work: Work, endings: Endings, qtbot: QtBot) -> None:
    def fail() -> None:
        raise HallUnreachable("test")

    start(work, endings, fail)
    qtbot.waitUntil(lambda: bool(endings.failed))
    assert endings.failed[0].code == "hall-unreachable"
    assert endings.done == []


def test_no_ending_is_lost_however_many_there_are(
    work: Work, endings: Endings, qtbot: QtBot
) -> None:
    for number in range(500):
        start(work, endings, lambda number=number: number)
    qtbot.waitUntil(lambda: len(endings.done) == 500)
    assert sorted(endings.done) == list(range(500))  # type: ignore[type-var]


def test_a_slow_job_does_not_keep_the_next_one_waiting(
    work: Work, endings: Endings, qtbot: QtBot
) -> None:
    let_go = threading.Event()
    start(work, endings, lambda: let_go.wait(60))
    start(work, endings, lambda: "quick")
    qtbot.waitUntil(lambda: endings.done == ["quick"])
    let_go.set()
    qtbot.waitUntil(lambda: len(endings.done) == 2)


def test_after_closing_no_ending_arrives_and_nothing_new_begins(
    work: Work, endings: Endings, qtbot: QtBot
) -> None:
    begun, let_go = threading.Event(), threading.Event()
    waited: list[int] = []

    def job() -> None:
        begun.set()
        let_go.wait(60)

    for _ in range(WORKERS):
        start(work, endings, job)
    start(work, endings, lambda: waited.append(1))  # in the queue behind them
    assert begun.wait(60)
    let_go.set()
    work.close()
    start(work, endings, lambda: waited.append(2))
    QGuiApplication.processEvents()
    assert (endings.done, endings.failed) == ([], [])
    assert 2 not in waited
