"""UX-21 to UX-24: silence is counted, asked about, and ends in a wipe of everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.settings import KioskSettings
from tests.helpers.kiosk_window import KioskWindow
from tests.unit.ui.desks import FakeClock
from ui.visit.session import Session

SETTINGS = KioskSettings(id="k", letter="X", data=Path("unused"), hall_url="http://h", token="")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def session(qapp: QGuiApplication, clock: FakeClock) -> Iterator[Session]:
    session = Session(clock, SETTINGS)
    session.wake()
    yield session
    session.end()


def wait(session: Session, clock: FakeClock, seconds: float) -> tuple[bool, int]:
    """Let the clock go on and look: awake, and seconds left to answer."""
    clock.advance(seconds)
    session.check()
    return session.property("awake"), session.property("secondsLeft")


def test_after_sixty_seconds_the_visitor_is_asked_for_thirty(
    session: Session, clock: FakeClock
) -> None:
    assert wait(session, clock, 59.9) == (True, 0)
    assert wait(session, clock, 0.1) == (True, 30)
    assert wait(session, clock, 10) == (True, 20)
    assert wait(session, clock, 19.9) == (True, 1)
    assert wait(session, clock, 0.1) == (False, 0)


def test_with_something_personal_in_front_it_is_thirty_and_twenty(
    session: Session, clock: FakeClock
) -> None:
    session.set_personal(True)
    assert wait(session, clock, 30) == (True, 20)
    assert wait(session, clock, 20) == (False, 0)


def test_the_largest_text_gives_three_times_as_long(session: Session, clock: FakeClock) -> None:
    session.set_slow(True)
    assert wait(session, clock, 179) == (True, 0)
    assert wait(session, clock, 1) == (True, 90)


def test_a_touch_begins_the_silence_anew(session: Session, clock: FakeClock) -> None:
    wait(session, clock, 59)
    session.activity()
    assert wait(session, clock, 59) == (True, 0)


def test_the_question_can_be_answered_as_often_as_it_comes(
    session: Session, clock: FakeClock
) -> None:
    for _ in range(12):
        assert wait(session, clock, 60) == (True, 30)
        session.goOn()
        assert wait(session, clock, 0) == (True, 0)


def test_while_the_question_stands_only_its_own_buttons_answer_it(
    session: Session, clock: FakeClock
) -> None:
    wait(session, clock, 65)
    session.activity()
    assert wait(session, clock, 0) == (True, 25)


def test_the_end_wipes_everything_that_was_registered_in_order(session: Session) -> None:
    wiped: list[str] = []
    session.on_end(lambda: wiped.append("first"))
    session.on_end(lambda: wiped.append("second"))
    session.end()
    assert wiped == ["first", "second"]


def test_nothing_is_counted_while_the_kiosk_sleeps(session: Session, clock: FakeClock) -> None:
    session.end()
    ended: list[None] = []
    session.ended.connect(lambda: ended.append(None))
    session.activity()
    assert wait(session, clock, 10_000) == (False, 0)
    assert ended == []


def test_a_clock_that_jumps_far_ends_the_stay_at_once(session: Session, clock: FakeClock) -> None:
    assert wait(session, clock, 86_400) == (False, 0)


# --- on the screen ------------------------------------------------------------------------------


def silent_for(kiosk: KioskWindow, seconds: float) -> None:
    kiosk.clock.advance(seconds)
    kiosk.shell.session.check()
    kiosk.settle()


def test_the_question_counts_down_and_goes_on_at_a_touch(kiosk: KioskWindow) -> None:
    kiosk.go("agencies")
    silent_for(kiosk, 60)
    assert {"Masih di sana?", "Layar kembali ke awal dalam 30 detik."} <= set(kiosk.texts())
    silent_for(kiosk, 5)
    assert "Layar kembali ke awal dalam 25 detik." in kiosk.texts()
    kiosk.tap("Lanjut")
    assert "Masih di sana?" not in kiosk.texts()
    assert kiosk.shell.navigator.property("screen") == "agencies"


def test_a_touch_beside_the_question_reaches_nothing_behind_it(kiosk: KioskWindow) -> None:
    kiosk.go("home")
    kiosk.wait_for_guard()
    door = kiosk.target("Ambil nomor antrean")
    corner = door.mapToScene(door.boundingRect().topLeft()).toPoint()
    silent_for(kiosk, 60)
    kiosk.finger.tap(corner)
    kiosk.finger.tap(kiosk.target("Kontras biasa"))
    kiosk.settle()
    assert kiosk.shell.navigator.property("screen") == "home"
    assert kiosk.shell.preferences.property("highContrast") is False
    assert "Masih di sana?" in kiosk.texts()


def test_nobody_answers_and_the_next_visitor_finds_nothing_of_the_last(
    kiosk: KioskWindow,
) -> None:
    kiosk.go("service", "dukcapil.ktp-ganti")
    kiosk.prefer("en", 1.5, high_contrast=True)
    kiosk.tap("Formulir F-1.02")
    silent_for(kiosk, 90)
    preferences = kiosk.shell.preferences
    assert kiosk.shell.navigator.property("screen") == "attract"
    assert preferences.property("language") == "id"
    assert preferences.property("textScale") == 1.0
    assert preferences.property("highContrast") is False
    kiosk.go("service", "dukcapil.ktp-ganti")
    assert kiosk.target("Formulir F-1.02").property("checked") is False


def test_leaving_by_the_questions_second_button_ends_the_stay(kiosk: KioskWindow) -> None:
    kiosk.go("agencies")
    silent_for(kiosk, 60)
    kiosk.tap("Selesai")
    assert kiosk.shell.navigator.property("screen") == "attract"


def test_a_touch_on_the_glass_counts_as_life(kiosk: KioskWindow) -> None:
    kiosk.go("agencies")
    silent_for(kiosk, 50)
    kiosk.tap("Lanjutan")
    silent_for(kiosk, 50)
    assert "Masih di sana?" not in kiosk.texts()
    silent_for(kiosk, 10)
    assert "Masih di sana?" in kiosk.texts()
