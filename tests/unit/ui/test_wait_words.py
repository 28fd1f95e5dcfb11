"""A wait is worded the same on every screen: a range, or "sampai" where it may be none at all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent
from pytestqt.qtbot import QtBot

from kiosk.domain.ticket import WaitRange
from printing.wording import waiting_range, words_in
from tests.helpers.kiosk_window import KioskWindow, Panel
from tests.unit.ui.errands import (
    SERVICE,
    choosing,
    choosing_beside_a_free_counter,
    few_minutes,
    nobody_ahead,
    printed,
)
from ui.shell import QML

NBSP = "\N{NO-BREAK SPACE}"
AT_MOST = {"id": f"sampai 5{NBSP}menit", "en": "up to 5 minutes"}
LANGUAGES = ("id", "en")


def words_of(kiosk: KioskWindow, low: int, high: int, part: str = "text") -> str:
    """What WaitWords makes of a wait."""
    url = QUrl.fromLocalFile(str(QML / "Kiosk" / "Controls" / "WaitWords.qml"))
    component = QQmlComponent(kiosk.shell._engine, url)
    words = component.createWithInitialProperties({"low": low, "high": high})
    assert words is not None, component.errorString()
    text = str(words.property(part))
    words.deleteLater()
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("low", "high"), [(0, 5), (5, 10), (15, 25), (115, 135)])
def test_screen_and_paper_say_the_same(
    kiosk: KioskWindow, language: str, low: int, high: int
) -> None:
    kiosk.prefer(language)
    on_paper = waiting_range(words_in(language), WaitRange(low, high))
    for part in ("text", "joined"):
        assert words_of(kiosk, low, high, part).replace(NBSP, " ") == on_paper


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wait_that_nobody_knows_is_no_word(kiosk: KioskWindow, language: str) -> None:
    kiosk.prefer(language)
    assert words_of(kiosk, 0, 0) == words_of(kiosk, 0, 0, "joined") == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("low", "high"), [(0, 5), (15, 25)])
def test_in_a_line_the_number_stays_with_its_unit(
    kiosk: KioskWindow, language: str, low: int, high: int
) -> None:
    kiosk.prefer(language)
    last_word = words_of(kiosk, low, high, "joined").split(" ")[-1]
    assert last_word.startswith(f"{high}{NBSP}" if low == 0 else f"{low}–{high}{NBSP}")


def test_one_minute_is_not_told_in_the_plural(kiosk: KioskWindow) -> None:
    kiosk.prefer("en")
    assert words_of(kiosk, 0, 1) == "up to 1 minute"
    assert words_of(kiosk, 0, 5) == "up to 5 minutes"


def test_lists_and_the_button_of_a_service_say_it(kiosk: KioskWindow) -> None:
    few_minutes(kiosk, waiting=3)
    line = f"3 menunggu · sampai 5{NBSP}menit"
    for screen, argument in (("home", ""), ("services", "dukcapil")):
        kiosk.go(screen, argument)
        assert kiosk.texts().count(line) == 6
    kiosk.go("service", SERVICE)
    assert f"Ambil nomor · tunggu sampai 5{NBSP}menit" in kiosk.texts()
    kiosk.prefer("en")
    assert f"Take a number · wait up to 5{NBSP}minutes" in kiosk.texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_nobody_ahead_is_told_so_before_and_on_the_ticket(
    kiosk: KioskWindow, qtbot: QtBot, language: str
) -> None:
    choosing_beside_a_free_counter(kiosk, qtbot)
    kiosk.prefer(language)
    nobody = {"id": "Belum ada", "en": "Nobody"}[language]
    assert {nobody, AT_MOST[language]} <= set(kiosk.texts())
    nobody_ahead(kiosk, qtbot)
    assert {nobody, AT_MOST[language]} <= set(kiosk.texts())


def test_where_there_is_no_room_for_cards_the_ticket_says_it_in_lines(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    nobody_ahead(kiosk, qtbot)
    kiosk.hang(Panel(15.6, 1920, 1080))
    kiosk.prefer(text_scale=2.0)
    assert kiosk.theme().property("dense")
    assert f"Zona Biru\nBelum ada orang di depan Anda\n{AT_MOST['id']}" in kiosk.texts()


def test_a_range_stays_a_range(kiosk: KioskWindow, qtbot: QtBot) -> None:
    choosing(kiosk, qtbot)
    assert "5–10 menit" in kiosk.texts()
    printed(kiosk, qtbot)
    assert "15–25 menit" in kiosk.texts()
